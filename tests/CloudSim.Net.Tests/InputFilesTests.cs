using System.Runtime.InteropServices;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests;

/// <summary>Input that a user gave, and that is not what it seems.</summary>
public sealed class InputFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_come_in_order_of_their_names_without_hidden_ones()
    {
        foreach (var name in new[] { "b", "a", ".hidden", "c.txt" })
            File.WriteAllText(folder.At(name), "1");
        Assert.Equal(["a", "b", "c.txt"], InputFiles.In(folder.Path, "files").Select(Path.GetFileName));
        Assert.Equal(["a"], InputFiles.In(folder.Path, "files", name => name == "a").Select(Path.GetFileName));
    }

    [Fact]
    public void A_link_to_a_file_is_read_and_one_to_a_folder_refused_at_once()
    {
        File.WriteAllText(folder.At("a"), "7\n");
        File.CreateSymbolicLink(folder.At("b"), folder.At("a"));
        Assert.Equal([7], PlanetLabDay.Read(folder.Path).Machines[1].Percent.Select(p => (int)p));
        File.CreateSymbolicLink(folder.At("loop1"), folder.Path);
        File.CreateSymbolicLink(folder.At("loop2"), folder.Path);
        Assert.Contains("loop", Wrong(() => PlanetLabDay.Read(folder.Path)));
        Assert.InRange(InputFiles.Stamps(folder.Path).Count, 1, 4);
    }

    [Fact]
    public void A_link_to_itself_and_one_to_nothing_are_named()
    {
        File.CreateSymbolicLink(folder.At("self"), folder.At("self"));
        File.CreateSymbolicLink(folder.At("gone"), folder.At("none"));
        Assert.StartsWith(folder.At("self") + ": ", Wrong(() => InputFiles.Open(folder.At("self"))));
        Assert.StartsWith(folder.At("gone") + ": no such file", Wrong(() => InputFiles.Open(folder.At("gone"))));
        Assert.Contains(": ", Wrong(() => PlanetLabDay.Read(folder.Path)));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/mem")]
    public void A_device_is_not_opened(string device)
    {
        Assert.SkipUnless(File.Exists(device), "no such device here");
        Assert.Contains("not an ordinary one", Wrong(() => InputFiles.Open(device)));
        File.CreateSymbolicLink(folder.At("machine"), device);
        Assert.Contains("not an ordinary one", Wrong(() => PlanetLabDay.Read(folder.Path)));
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no names in folders there");
        Assert.Equal(0, MakePipe(folder.At("pipe"), 0x1ff));
        Assert.Contains("not an ordinary one", Wrong(() => InputFiles.Open(folder.At("pipe"))));
        Assert.Contains("not an ordinary one", Wrong(() => PlanetLabDay.Read(folder.Path)));
        Assert.Single(InputFiles.Stamps(folder.Path));
    }

    [Theory]
    [InlineData("12\n3\0\n", ":2: a NUL byte")]
    [InlineData("12\n1\u001b[31m\n", @":2: '1\u001b[31m' is no percentage")]
    public void A_strange_byte_is_named_with_its_line(string text, string message)
    {
        File.WriteAllText(folder.At("vm"), text);
        Assert.StartsWith(folder.At("vm") + message, Wrong(() => PlanetLabDay.Read(folder.Path)));
    }

    [Fact]
    public void A_line_without_end_is_given_up()
    {
        using (var file = File.Create(folder.At("vm")))
        {
            file.Write("1\n"u8);
            file.Write(Enumerable.Repeat((byte)'5', InputFiles.MostLine + 1).ToArray());
            file.SetLength(900_000_000); // what follows is never read
        }
        Assert.StartsWith($"{folder.At("vm")}:2: more than 65536 bytes in one line", Wrong(() => PlanetLabDay.Read(folder.Path)));
    }

    [Fact]
    public void A_line_of_the_longest_length_is_read()
    {
        File.WriteAllText(folder.At("vm"), new string('x', InputFiles.MostLine) + "\nend\n");
        using var reader = InputFiles.Open(folder.At("vm"));
        Assert.Equal(InputFiles.MostLine, reader.ReadLine()!.Length);
        Assert.Equal("end", reader.ReadLine());
    }

    [Fact]
    public void Too_many_files_and_too_large_ones_are_refused()
    {
        for (var i = 0; i <= InputFiles.MostFiles; i++)
            File.WriteAllText(folder.At($"{i}"), "1");
        Assert.Contains("too many files (at most 10000", Wrong(() => PlanetLabDay.Read(folder.Path)));
        Assert.Contains("too many files", Wrong(() => InputFiles.Stamps(folder.Path)));
        using var large = new TemporaryFolder();
        foreach (var name in new[] { "a", "b" })
            using (var file = File.Create(large.At(name)))
                file.SetLength(InputFiles.MostBytes / 2 + 1);
        Assert.Contains("too large", Wrong(() => InputFiles.In(large.Path, "files")));
        using (var file = File.OpenWrite(large.At("a")))
            file.SetLength(InputFiles.MostBytes + 1);
        Assert.Contains("are too many", Wrong(() => InputFiles.Open(large.At("a"))));
    }

    [Theory]
    [InlineData(-1, "shrinks")]
    [InlineData(+1, "grows")]
    public void A_file_that_changes_while_it_is_read_is_refused(int change, string what)
    {
        File.WriteAllText(folder.At("vm"), string.Concat(Enumerable.Repeat("12\n", 100_000)));
        using var reader = InputFiles.Open(folder.At("vm"));
        reader.ReadLine();
        using (var file = new FileStream(folder.At("vm"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(300_000 + change);
        Assert.Contains($"{what} while it is read", Wrong(() => reader.ReadToEnd()));
    }

    [Fact]
    public void Stamps_tell_a_changed_file()
    {
        Directory.CreateDirectory(folder.At("below"));
        File.WriteAllText(folder.At("below/a"), "1");
        var before = InputFiles.Stamps(folder.Path);
        Assert.Equal(before, InputFiles.Stamps(folder.Path));
        File.WriteAllText(folder.At("below/a"), "12");
        Assert.NotEqual(before, InputFiles.Stamps(folder.Path));
        Assert.Empty(InputFiles.Stamps(folder.At("none")));
    }

    private static string Wrong(Func<object> use) => Assert.Throws<InputException>(use).Message;

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakePipe(string path, uint mode);
}
