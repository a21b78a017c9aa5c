using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>
/// What must hold for EEVDF to count as that of the measured kernel: on one CPU, stated before any row was looked at. The line without
/// S4 came afterwards and is no goal: there the instant at which a group's periods begin was drawn by the kernel and was not recorded, and
/// the median turn of a thread that is alone under a quota hangs on it.
/// </summary>
public static class EevdfAcceptance
{
    private const string Shares = "mean error <= 0.0003, largest <= 0.002", Slices = "within 0.5 % in >= 95 %",
        Counts = "exact in >= 90 %", Tails = "within 50 us or 10 % in >= 80 %", OneCpu = "one CPU",
        WithoutDraws = "S1 S2 S3 S7";

    private static readonly string[] Steady = ["S1", "S2", "S3", "S4", "S7"];

    /// <summary>
    /// Each goal that the comparisons speak about, and whether it is met; beside those on one CPU what several show, where no goal is
    /// stated, as the kernel was not repeated.
    /// </summary>
    public static IReadOnlyList<AcceptanceGoal> Goals(IReadOnlyList<Comparison> all)
    {
        var goals = new List<AcceptanceGoal>();
        foreach (var family in Steady)
            Add(family, "share_of_one_cpu", Pick(1, "share_of_one_cpu", family), Shares, Errors,
                of => of.Average(Error) <= 0.0003 && of.Max(Error) <= 0.002);
        foreach (var families in new[] { Steady, WithoutDraws.Split(' ') })
            Add(string.Join(' ', families), "slice_p50_us", Pick(1, "slice_p50_us", families), Slices, of => Part(of, IsClose),
                of => of.Count(IsClose) >= 0.95 * of.Count);
        Add("S4", "nr_throttled_count", Pick(1, "nr_throttled_count", "S4"), Counts, of => Part(of, IsExact),
            of => of.Count(IsExact) >= 0.9 * of.Count);
        foreach (var family in new[] { "S5", "S11" })
            Add(family, "latency_p99_us", Pick(1, "latency_p99_us", family), Tails, of => Part(of, IsNear),
                of => of.Count(IsNear) >= 0.8 * of.Count);
        foreach (var family in new[] { "S4", "S5", "S8" })
            if (Pick(2, "share_of_one_cpu", family) is { Count: > 0 } several)
                goals.Add(new(family, "share_of_one_cpu", "several CPUs", several.Count, "none", Errors(several), "", true, false));
        return goals;

        void Add(string family, string metric, List<Comparison> of, string goal, Func<List<Comparison>, string> found,
            Func<List<Comparison>, bool> met)
        {
            if (of.Count > 0)
                goals.Add(new(family, metric, OneCpu, of.Count, goal, found(of), "", met(of), family != WithoutDraws));
        }

        List<Comparison> Pick(int cpus, string metric, params string[] families) =>
            [.. all.Where(c => c.Metric == metric && Math.Min(c.Cpus, 2) == cpus && families.Contains(c.Family))];
    }

    private static string Errors(List<Comparison> of) => string.Create(CultureInfo.InvariantCulture,
        $"mean {of.Average(Error):0.00000}, largest {of.Max(Error):0.0000}");

    private static string Part(List<Comparison> of, Func<Comparison, bool> holds) => string.Create(CultureInfo.InvariantCulture,
        $"{of.Count(holds)} of {of.Count}");

    private static double Error(Comparison c) => Math.Abs(c.Error);

    private static bool IsExact(Comparison c) => c.Error == 0;

    private static bool IsClose(Comparison c) => Math.Abs(c.RelativeError) <= 0.005;

    private static bool IsNear(Comparison c) => Math.Abs(c.Error) <= 50 || Math.Abs(c.RelativeError) <= 0.1;
}
