using CloudSim.Net.Experiments.Validation.Schedulers;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Tests.Scheduling;

namespace CloudSim.Net.Tests.Validation;

/// <summary>EEVDF beside what a real Linux 6.12 did, and each rule with the figure that the reference gives for it.</summary>
[Collection(AloneCollection.Name)]
public sealed class EevdfReferenceTests : IDisposable
{
    private static readonly Lazy<IReadOnlyList<Comparison>> OneCpu = new(() => [.. ReferenceFile.ReadFolder(Folder)
        .Where(s => s.Cpus == 1).AsParallel().AsOrdered().SelectMany(s => s.Compare(P, ReferenceKernel.Eevdf(), draws: 3))]);

    private readonly TemporaryFolder folder = new();

    private static string Folder => Path.Combine(Repository.Root, "experiments", "samples", "eevdf-linux-6.12");

    public void Dispose() => folder.Dispose();

    // Missed is one: turns under a quota hang on an instant that the kernel drew. Without those rows they are right.
    [Fact]
    public void Every_stated_goal_is_met_on_one_cpu_but_that_on_turns_with_quotas()
    {
        var goals = EevdfAcceptance.Goals(OneCpu.Value);
        Assert.Equal((10, 9), (goals.Count(goal => goal.Rows == "one CPU"), goals.Count(goal => goal.Stated)));
        Assert.Equal([("S1 S2 S3 S4 S7", "slice_p50_us")], goals.Where(goal => !goal.Met).Select(goal => (goal.Family, goal.Metric)));
        Assert.True(Assert.Single(goals, goal => goal.Family == "S1 S2 S3 S7").Met);
    }

    [Theory]
    [InlineData("S5", "latency_p50_us", 0.9)]
    [InlineData("S5", "latency_p95_us", 0.8)]
    [InlineData("S6", "finish_us", 0.95)]
    [InlineData("S9", "latency_p99_us", 0.95)]
    [InlineData("S12", "latency_p99_us", 0.8)]
    public void Nearly_all_numbers_are_within_their_tolerance(string family, string metric, double least)
    {
        var all = OneCpu.Value.Where(c => c.Family == family && c.Metric == metric).ToList();
        Assert.NotEmpty(all);
        Assert.True(all.Count(c => c.Pass) >= least * all.Count, $"{all.Count(c => c.Pass)} of {all.Count}");
    }

    // Rule 1: every busy CPU ticks, also with one task. Without, a sleeper's latencies would be 6.0 and 6.9 ms.
    [Fact]
    public void A_sleeper_beside_a_lone_spinner_meets_a_request_that_ticks_have_renewed()
    {
        var latency = Latency("S5_r1000_s9000_k1_base3ms");
        Assert.Equal((3.5, 3.9), (latency("p95"), latency("p99")), Near(0.1));
    }

    // Rule 2: 5 us, without the rule 1,890 us.
    [Fact]
    public void A_short_request_ends_the_protection_of_a_turn()
    {
        var (with, without) = (Latency("S11_r1000_s9000_k4_sl100_base3ms"),
            Latency("S11_r1000_s9000_k4_sl100_base3ms", t => t with { PreemptShort = false }));
        Assert.Equal(0.005, with("p50"), 0.001);
        Assert.InRange(without("p50"), 1.7, 2.1);
    }

    // Rule 3: mean, p95 and p99 of 0.203, 1.978 and 3.447 ms; the same kernel without delayed dequeue: p95 and p99 of 4.286 and 4.671.
    [Fact]
    public void Who_sleeps_with_a_debt_pays_it_in_the_queue()
    {
        var latency = Latency("S5_r5000_s20000_k1_base3ms");
        Assert.Equal((0.203, 1.978), (latency("mean"), latency("p95")), Near(0.01));
        Assert.Equal(3.447, latency("p99"), 0.02);
        latency = Latency("S12_r5000_s20000_k1_base3ms_f");
        Assert.Equal((4.286, 4.671), (latency("p95"), latency("p99")), Near(0.4));
    }

    // Rule 6: a program that reads its CPU clock brings only its own queue up to date. p50, p95 and p99 of 2.013, 3.602 and 3.766 ms.
    [Fact]
    public void Reading_a_clock_charges_one_level()
    {
        var latency = Latency("S5_r1000_s9000_k4_w100_400");
        Assert.Equal((2.013, 3.602), (latency("p50"), latency("p95")), Near(0.1));
        Assert.Equal(3.766, latency("p99"), 0.1);
    }

    [Theory]
    [InlineData("NO_DELAY", ":2: feature 'NO_DELAY' is not known (PLACE_LAG, ")]
    [InlineData("\"PLACE_LAG,NO_SENSE\"", ":2: feature 'NO_SENSE' is not known")]
    public void A_feature_that_no_kernel_has_is_named_with_its_line(string features, string message)
    {
        File.WriteAllText(folder.At("s12_x.csv"), Header + $"a,0,1,base3000us,{features},0,10,task,t#0,spin,,,10\n");
        Assert.StartsWith(folder.At("s12_x.csv") + message, Wrong());
    }

    [Theory]
    [InlineData("50", ":2: task t#0: a slice is 0.1 ms to 100 ms")]
    [InlineData("short", ":2: 'short' in column slice_us is no number")]
    public void A_slice_that_no_kernel_takes_is_named_with_its_line(string slice, string message)
    {
        File.WriteAllText(folder.At("s11_x.csv"), Header + $"a,0,1,base3000us,,0,10,task,t#0,spin,{slice},,10\n");
        Assert.StartsWith(folder.At("s11_x.csv") + message, Wrong());
    }

    // The base slice stands in the name of the tunables, whatever it is.
    [Theory]
    [InlineData(1_500, 4_000)]
    [InlineData(6_100, 8_000)]
    [InlineData(21_000, 24_000)]
    public void Any_base_slice_is_read(int slice, double turn)
    {
        File.WriteAllText(folder.At("s1_x.csv"),
            string.Concat("scenario,rep,cpus,tunables,warmup_ms,window_ms,entity_kind,entity,behaviour,"
            + $"start_monotonic_us,window_us,slice_p50_us\na,0,1,base{slice}us,500,5000,class,s,spin,28000000,,{turn}\n",
            $"a,0,1,base{slice}us,500,5000,task,s#0,spin,28000000,,\na,0,1,base{slice}us,500,5000,task,s#1,spin,28000000,,\n"));
        var all = ReferenceFile.ReadFolder(folder.Path)[0].Compare(P, ReferenceKernel.Eevdf());
        Assert.Equal(turn, all.Single(c => c.Metric == "slice_p50_us").Simulated, 1.0);
    }

    private const string Header = "scenario,rep,cpus,tunables,features,warmup_ms,window_ms,entity_kind,entity,behaviour,slice_us,window_us,"
        + "cpu_us\n";

    private string Wrong() =>
        Assert.Throws<InputException>(() => ReferenceFile.ReadFolder(folder.Path)[0].Compare(P, ReferenceKernel.Eevdf())).Message;

    private static Func<string, double> Latency(string scenario, Func<EevdfTunables, EevdfTunables>? change = null)
    {
        var all = ReferenceFile.ReadFolder(Folder).Single(s => s.Name == scenario).Compare(P, ReferenceKernel.Eevdf(change));
        return name => all.Single(c => c.Entity == "class:i" && c.Metric == $"latency_{name}_us").Simulated / 1_000;
    }

    private static IEqualityComparer<(double, double)> Near(double tolerance) => EqualityComparer<(double, double)>.Create((a, b) =>
        Math.Abs(a.Item1 - b.Item1) <= tolerance && Math.Abs(a.Item2 - b.Item2) <= tolerance);
}
