using System.Runtime.InteropServices;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Golden;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>What only shows in a process of its own: signals, and a machine without a font.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ProcessTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private const string Source = """
        #:project ../../../../src/CloudSim.Net.Experiments
        using CloudSim.Net.Experiments;
        using CloudSim.Net.Experiments.Figures;

        var script = new Script("Does it end?");
        var endless = script.Option("--endless", "", "wait for a signal", false);
        var deaf = script.Option("--deaf", "", "do not look at the token", false);
        var waits = System.Environment.GetEnvironmentVariable("WAITING") is not null;
        return script.Main(args, experiment =>
        {
            experiment.Csv([new { A = 1 }]);
            experiment.Plot("bars", Figure.Bars("Title", "Guests", [new("one", 1)]));
            experiment.Run("wait", Enumerable.Range(0, 8), (trial, cell) =>
            {
                for (var i = 0; cell > 1 && (experiment.Value(endless) || waits); i++)
                {
                    if (i == 0)
                        Console.Error.WriteLine("waiting");
                    System.Threading.Thread.Sleep(10);
                    if (!experiment.Value(deaf))
                        trial.Progress(0.5);
                }
                return cell;
            });
        });
        """;

    private static readonly string Script = Write();
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Interrupt, "--endless")]
    [InlineData(Terminate, "--endless")]
    [InlineData(Terminate, "--endless --deaf")]
    public void A_signal_ends_with_130_and_leaves_no_result(int signal, string options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent as on Unix");
        Assert.SkipWhen(signal == Interrupt && InterruptIsIgnored(), "started in the background of a shell, which lets nobody interrupt");
        using var process = ScriptProcess.Begin(Script, ["--jobs", "2", "--out", folder.Path, .. options.Split(' ')]);
        while (process.StandardError.ReadLine() is { } line && line != "waiting")
        {
        }
        Assert.Equal(0, Kill(process.Id, signal));
        var (code, output, error) = ScriptProcess.Run(process);
        Assert.Equal((ExitCode.Cancelled, ""), (code, output));
        Assert.Contains("waiting: cancelled", error);
        // Two of eight cells were finished: what remains is only what a later run resumes from.
        Assert.StartsWith(".resume/waiting-wait-", Assert.Single(folder.Files));
        Assert.Equal(2, File.ReadAllLines(folder.At(folder.Files[0])).Length);

        Assert.Equal(ExitCode.Done, ScriptProcess.Run(Script, "--out", folder.Path).Code);
        Assert.Contains("waiting.csv", folder.Files);
    }

    [Fact]
    public void A_run_that_is_killed_goes_on_and_gives_the_same_bytes()
    {
        string[] command = ["--jobs", "2", "--out", folder.Path];
        using (var process = ScriptProcess.Begin(Script, command, ("WAITING", "1")))
        {
            while (process.StandardError.ReadLine() is { } line && line != "waiting")
            {
            }
            process.Kill();
            process.WaitForExit();
        }
        Assert.Contains(".resume/lock", folder.Files); // nobody has cleaned up
        Assert.DoesNotContain("waiting.csv", folder.Files);
        // Of the two that ended one may not have been kept yet when the next said that it waits.
        Assert.InRange(File.ReadAllLines(folder.At(folder.Files.Single(f => f.EndsWith(".jsonl", StringComparison.Ordinal)))).Length, 1, 2);

        using var undisturbed = new TemporaryFolder();
        Assert.Equal((ExitCode.Done, "", ""), ScriptProcess.Run(Script, command));
        Assert.Equal(ExitCode.Done, ScriptProcess.Run(Script, "--jobs", "2", "--out", undisturbed.Path).Code);
        Assert.Equal(undisturbed.Files, folder.Files);
        Assert.All(folder.Files, f => Assert.Equal(File.ReadAllBytes(undisturbed.At(f)), File.ReadAllBytes(folder.At(f))));
    }

    [Fact]
    public void The_pictures_are_the_same_on_a_machine_without_fonts()
    {
        using var without = new TemporaryFolder();
        using var nothing = new TemporaryFolder();
        var config = nothing.At("fonts.conf");
        File.WriteAllText(config,
            $"<?xml version=\"1.0\"?><fontconfig><dir>{nothing.Path}</dir><cachedir>{nothing.Path}</cachedir></fontconfig>");
        Assert.Equal(0, ScriptProcess.Run(Script, "--out", folder.Path).Code);
        Assert.Equal(0, ScriptProcess.Run(ScriptProcess.Begin(Script, ["--out", without.Path], ("FONTCONFIG_FILE", config))).Code);
        foreach (var picture in new[] { "waiting-bars.png", "waiting-bars.svg" })
            Assert.Equal(File.ReadAllBytes(folder.At(picture)), File.ReadAllBytes(without.At(picture)));
    }

    /// <summary>Below obj/, where the solution does not build it and git does not see it.</summary>
    private static string Write()
    {
        var path = WorkingCopy.At("tests/CloudSim.Net.Tests/obj/script/waiting.cs");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Source);
        return path;
    }

    private static bool InterruptIsIgnored() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } mask
        && (Convert.ToUInt64(mask[7..].Trim(), 16) & (1UL << (Interrupt - 1))) != 0;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
