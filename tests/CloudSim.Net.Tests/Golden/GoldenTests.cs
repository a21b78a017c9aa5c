using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Golden;

/// <summary>
/// Runs every script of experiments/ on its small grid, with two trials at once, and compares its tables with those that were approved,
/// byte by byte.
/// </summary>
[Collection(ConsoleCollection.Name)]
public class GoldenTests
{
    /// <summary>Those that measure CPU time and memory, so that the last columns differ from run to run.</summary>
    private static readonly string[] Speeds = ["engine-speed.cs", "scale.cs"];

    /// <summary>
    /// Run with one trial at a time too, and every file compared. One of each kind of work: guests of every platform with replications and
    /// three stages (compare); a scheduler alone under random requests (cfs-quota); many launches on one host with its kernel's locks
    /// (boot-storm); cgroups, processes and the disk of a kernel (cgroup-limits); hundreds of short trials whose cells come from files
    /// (validate-containers).
    /// </summary>
    private static readonly string[] Twice =
        ["boot-storm.cs", "cfs-quota.cs", "cgroup-limits.cs", "compare.cs", "validate-containers.cs"];

    public static TheoryData<string> Scripts => [.. WorkingCopy.Scripts.Except(Speeds)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_quick_run_gives_the_approved_tables_for_any_number_of_jobs(string script)
    {
        using var two = new TemporaryFolder();
        Run(script, two, jobs: 2);
        if (Twice.Contains(script))
        {
            using var one = new TemporaryFolder();
            Run(script, one, jobs: 1);
            Assert.Equal(two.Files, one.Files);
            Assert.All(two.Files, f => Assert.True(Same(two.At(f), one.At(f)), $"{script}: {f} depends on --jobs"));
        }
        Assert.Contains("manifest.json", two.Files);
        Assert.Contains($"{Path.GetFileNameWithoutExtension(script)}.csv", two.Files);
        foreach (var table in two.Files.Where(f => f.EndsWith(".csv", StringComparison.Ordinal)))
            Compare(two.At(table), WorkingCopy.At("tests/CloudSim.Net.Tests/Golden", table));
    }

    [Theory]
    [InlineData("engine-speed", 15, 2, "case,events,cpu_s,ns_per_event,bytes_per_event,ratio_to_heap")]
    [InlineData("scale", 5, 7, "workload,hosts,vms,tasks,sum_finish_s,last_finish_s,events,cpu_s,peak_mib")]
    public void The_speed_scripts_count_the_same_each_time(string name, int rows, int counted, string heading)
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        Run($"{name}.cs", first, jobs: 1);
        Run($"{name}.cs", second, jobs: 2);
        Assert.Equal(heading, Lines(first)[0]);
        Assert.Equal(rows, Lines(first).Length - 1);
        Assert.Equal(Lines(first).Select(Count), Lines(second).Select(Count));

        string[] Lines(TemporaryFolder folder) => File.ReadAllLines(folder.At($"{name}.csv"));
        string Count(string line) => string.Join(',', line.Split(',')[..counted]);
    }

    [Fact]
    public void Those_that_run_twice_exist() => Assert.Empty(Twice.Except(WorkingCopy.Scripts));

    [Fact]
    public void Every_approved_table_belongs_to_a_script()
    {
        var scripts = WorkingCopy.Scripts.Select(s => Path.GetFileNameWithoutExtension(s)).ToList();
        var tables = Directory.EnumerateFiles(WorkingCopy.At("tests/CloudSim.Net.Tests/Golden"), "*.csv")
            .Select(f => Path.GetFileNameWithoutExtension(f)!);
        Assert.All(tables, t => Assert.Contains(scripts, s => t == s || t.StartsWith(s + "-", StringComparison.Ordinal)));
    }

    private static void Run(string script, TemporaryFolder folder, int jobs)
    {
        var (code, _, error) = ScriptProcess.Run(WorkingCopy.At("experiments", script), "--quick", "--seed", "1", "--jobs", $"{jobs}",
            "--out", folder.Path);
        Assert.True(code == 0, $"{script} ended with {code}: {error}");
    }

    private static void Compare(string table, string approved)
    {
        if (WorkingCopy.Accept)
            File.Copy(table, approved, overwrite: true);
        Assert.True(File.Exists(approved), $"{Path.GetFileName(approved)} has no approved table. {WorkingCopy.HowToAccept}");
        if (Same(table, approved))
            return;
        var (now, before) = (File.ReadAllLines(table), File.ReadAllLines(approved));
        var line = Enumerable.Range(0, Math.Max(now.Length, before.Length))
            .First(i => now.ElementAtOrDefault(i) != before.ElementAtOrDefault(i));
        Assert.Fail(
            $"{Path.GetFileName(approved)}:{line + 1} has changed:\n- {before.ElementAtOrDefault(line)}\n+ " +
            $"{now.ElementAtOrDefault(line)}\n{WorkingCopy.HowToAccept}");
    }

    private static bool Same(string a, string b) => File.ReadAllBytes(a).AsSpan().SequenceEqual(File.ReadAllBytes(b));
}
