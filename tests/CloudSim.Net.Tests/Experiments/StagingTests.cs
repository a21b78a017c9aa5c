using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Running;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Results are replaced as one: all files of a run or none.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class StagingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Nine of eleven files were new then, and two old.</summary>
    [Theory]
    [InlineData("probe.csv")]
    [InlineData("probe-b.csv")]
    [InlineData("manifest.json")]
    public void A_folder_in_the_way_of_one_file_keeps_all_old_ones(string name)
    {
        Assert.Equal(ExitCode.Done, Run(1, "a", "b").Code);
        File.Delete(folder.At(name));
        Directory.CreateDirectory(folder.At(name));
        var before = Contents(folder.Path);
        var (code, _, error) = Run(2, "a", "b");
        Assert.Equal(
            (ExitCode.BadInput,
                $"probe: --out: a folder is in the way of '{folder.At(name)}' (move it away, or give another folder)\n"),
            (code, error.ReplaceLineEndings("\n")));
        Assert.Equal(before, Contents(folder.Path));
        Directory.Delete(folder.At(name));
        Assert.Equal(ExitCode.Done, Run(2, "a", "b").Code);
        Assert.All(new[] { "probe.csv", "probe-a.csv", "probe-b.csv" }, f => Assert.Equal("a\n2\n", File.ReadAllText(folder.At(f))));
    }

    [Fact]
    public void Files_that_the_script_no_longer_writes_go_and_all_others_stay()
    {
        Run(1, "old", "older");
        File.WriteAllText(folder.At("probe-mine.csv"), "mine");
        File.WriteAllText(folder.At("notes.txt"), "mine");
        Run(2, "new");
        Assert.Equal(["manifest.json", "notes.txt", "probe-mine.csv", "probe-new.csv", "probe.csv"], folder.Files);
    }

    [Theory]
    [InlineData("{\"script\":\"other\",\"files\":[\"probe-old.csv\"]}")]
    [InlineData("{\"script\":\"probe\",\"files\":[\"../probe-out.csv\",\"notes.txt\"]}")]
    [InlineData("{\"script\":\"probe\"}")]
    [InlineData("[]")]
    [InlineData("no manifest")]
    public void A_manifest_of_another_script_or_none_removes_nothing(string manifest)
    {
        using var around = new TemporaryFolder();
        Directory.CreateDirectory(around.At("out"));
        foreach (var name in new[] { "probe-out.csv", "out/probe-old.csv", "out/notes.txt" })
            File.WriteAllText(around.At(name), "");
        File.WriteAllText(around.At("out/manifest.json"), manifest);
        using (var staging = Open(around.At("out")))
        {
            staging.Write("manifest.json", s => s.Write("{}"u8));
            staging.Commit();
        }
        Assert.Equal(["out/manifest.json", "out/notes.txt", "out/probe-old.csv", "probe-out.csv"], around.Files);
    }

    /// <summary>
    /// The folder as it is after each change that a commit makes to it is what a process leaves that is killed there. The next run that
    /// opens it finds all files of the old run, or all of the new one.
    /// </summary>
    [Fact]
    public void A_run_that_is_killed_in_its_commit_leaves_all_or_none()
    {
        var instants = new List<TemporaryFolder>();
        try
        {
            Commit("old", ["a", "b", "gone", "gone-too"]);
            var old = Contents(folder.Path);
            Commit("new", ["a", "b", "c"], () => instants.Add(Copy()));
            var now = Contents(folder.Path);
            Assert.Equal(4, now.Count);
            // The plan, its name, four files in place, two removed, the plan gone.
            Assert.Equal(9, instants.Count);
            Assert.Contains(instants, i => Contents(i.Path) is var found && !found.SequenceEqual(old) && !found.SequenceEqual(now));
            for (var i = 0; i < instants.Count; i++)
            {
                using (Open(instants[i].Path))
                    Assert.Equal(i == 0 ? old : now, Contents(instants[i].Path));
                Assert.Equal(i == 0 ? old : now, Contents(instants[i].Path, hidden: true)); // nothing is left over
            }
        }
        finally
        {
            instants.ForEach(i => i.Dispose());
        }

        TemporaryFolder Copy()
        {
            var copy = new TemporaryFolder();
            foreach (var file in folder.Files.Where(f => f != ".resume/lock"))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy.At(file))!);
                File.Copy(folder.At(file), copy.At(file));
            }
            File.WriteAllText(copy.At(".resume/lock"), "");
            return copy;
        }
    }

    [Fact]
    public void A_recovery_that_cannot_go_on_changes_nothing_and_is_finished_later()
    {
        Commit("old", ["a", "b"]);
        Assert.Throws<OperationCanceledException>(() => Commit("new", ["a", "b"],
            () => { if (File.Exists(folder.At(".resume/commit"))) throw new OperationCanceledException(); }));
        File.Delete(folder.At("probe-b.csv"));
        Directory.CreateDirectory(folder.At("probe-b.csv"));
        Assert.Contains("a folder is in the way", Assert.Throws<InputException>(() => Open(folder.Path)).Message);
        Assert.Equal("old", File.ReadAllText(folder.At("probe-a.csv")));
        Directory.Delete(folder.At("probe-b.csv"));
        using (Open(folder.Path))
            Assert.All(new[] { "probe-a.csv", "probe-b.csv" }, f => Assert.Equal("new", File.ReadAllText(folder.At(f))));
    }

    [Theory]
    [InlineData("no plan")]
    [InlineData("{\"Files\":[\"../../probe-out.csv\"],\"Gone\":[]}")]
    [InlineData("{\"Files\":[],\"Gone\":[\"../probe-out.csv\"]}")]
    [InlineData("{\"Files\":[]}")]
    public void A_plan_that_no_run_wrote_is_named_and_not_followed(string plan)
    {
        Directory.CreateDirectory(folder.At("out/.resume/new"));
        File.WriteAllText(folder.At("probe-out.csv"), "mine");
        File.WriteAllText(folder.At("out/.resume/commit"), plan);
        var warnings = new List<string>();
        using (new Staging(folder.At("out"), "probe", warnings.Add))
            Assert.Contains("no plan of a commit (set aside as commit.damaged", Assert.Single(warnings));
        Assert.Equal(["out/.resume/commit.damaged", "probe-out.csv"], folder.Files);
    }

    [Fact]
    public void A_second_run_in_a_folder_is_refused_and_the_first_goes_on()
    {
        var second = (Code: 0, Error: "");
        var (code, _, _) = ConsoleCollection.Run($"--out {folder.Path}", x =>
        {
            var output = Console.Error;
            var (inner, _, error) = Run(2);
            second = (inner, error.ReplaceLineEndings("\n"));
            x.Csv([new { A = 1 }]);
        });
        Assert.Equal(
            (ExitCode.BadInput, $"probe: --out: process {Environment.ProcessId} writes to '{folder.Path}' now " +
                "(wait until it has ended, or give another folder)\n"), second);
        Assert.Equal((ExitCode.Done, "a\n1\n"), (code, File.ReadAllText(folder.At("probe.csv"))));
        Assert.Equal(ExitCode.Done, Run(2).Code);
        Assert.Equal(["manifest.json", "probe.csv"], folder.Files);
    }

    [Fact]
    public void A_lock_that_a_killed_run_left_holds_nobody_up()
    {
        Directory.CreateDirectory(folder.At(".resume/new"));
        foreach (var name in new[] { "lock", "process", "new/probe.csv", "commit.tmp" })
            File.WriteAllText(folder.At(".resume/" + name), "1");
        Assert.Equal((ExitCode.Done, ""), (Run(3).Code, Run(3).Error));
        Assert.Equal(["manifest.json", "probe.csv"], folder.Files);
    }

    [Theory]
    [InlineData("new", false)]
    [InlineData("commit.tmp", false)]
    [InlineData("new", true)]
    public void Anything_in_the_place_of_what_is_staged_is_no_obstacle(string name, bool isFolder)
    {
        Directory.CreateDirectory(folder.At(isFolder ? $".resume/{name}/deeper" : ".resume"));
        if (!isFolder)
            File.WriteAllText(folder.At(".resume/" + name), "x");
        Assert.Equal(ExitCode.Done, Run(3).Code);
        Assert.Equal(["manifest.json", "probe.csv"], folder.Files);
    }

    private (int Code, string Out, string Error) Run(int value, params string[] more) => ConsoleCollection.Run($"--out {folder.Path}", x =>
    {
        x.Csv([new { A = value }]);
        foreach (var name in more)
            x.Csv(name, [new { A = value }]);
    });

    private void Commit(string text, string[] names, Action? step = null)
    {
        using var staging = Open(folder.Path);
        foreach (var name in names)
            staging.Write($"probe-{name}.csv", s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));
        var files = string.Join(',', names.Select(n => $"\"probe-{n}.csv\""));
        staging.Write("manifest.json",
            s => s.Write(System.Text.Encoding.UTF8.GetBytes($"{{\"script\":\"probe\",\"text\":\"{text}\",\"files\":[{files}]}}")));
        staging.Commit(step);
    }

    private static Staging Open(string path) => new(path, "probe", warning => Assert.Fail(warning));

    private static SortedDictionary<string, string> Contents(string path, bool hidden = false) => new(Directory
        .EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(path, f))
        .Where(f => hidden || !f.StartsWith('.'))
        .ToDictionary(f => f, f => File.ReadAllText(Path.Combine(path, f))), StringComparer.Ordinal);
}
