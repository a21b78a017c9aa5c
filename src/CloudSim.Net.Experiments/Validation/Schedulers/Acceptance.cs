using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>
/// What must hold for the scheduler to count as that of the measured kernel: each goal on one CPU and over all rows, and on several CPUs
/// that it is no further from the kernel than a repetition of the kernel is.
/// </summary>
public static class Acceptance
{
    private const string Exact = "exact", NearlyExact = "exact in >= 95 %", Equal = "equal (to 0.1 ms) in >= 97 %",
        Shares = "mean error <= 0.00015, largest <= 0.001", Tail = "95th percentile of the error <= 5 %", Several = "several CPUs",
        Yardstick = "mean error <= that of a repetition of the kernel";

    private static readonly string[] Steady = ["S1", "S2", "S3", "S4", "S7", "S9"];

    // On several CPUs much is chance, so the kernel's own repetition is the measure: how far it is from the next one, times one.
    private static readonly (string Family, string Metric)[] Measured =
    [
        ("S4", "share_of_one_cpu"), ("S7", "share_of_one_cpu"), ("S8", "share_of_one_cpu"), ("S6", "finish_us"),
        ("S6", "migrations_count"), ("S8", "migrations_count"), ("S8", "latency_mean_us"), ("S8", "latency_p99_us"),
        ("S7", "run_delay_us"),
    ];

    // What is known to miss, or is met by a hair; README gives the reasons. A goal that is not listed here is stated as met.
    private static readonly HashSet<(string Family, string Metric, string Rows, string Goal)> KnownMisses =
    [
        ("all", "nr_periods_count", "one CPU", Exact), ("all", "nr_periods_count", "all rows", Exact),
        ("all", "nr_throttled_count", "one CPU", Exact), ("all", "nr_throttled_count", "all rows", Exact),
        ("S4", "share_of_one_cpu", "all rows", Shares), ("S7", "share_of_one_cpu", "all rows", Shares),
        ("S9", "share_of_one_cpu", "all rows", Shares),
        ("all", "slice_p50_us", "all rows", Equal), ("S6", "finish_us", "all rows", Tail), ("S7", "run_delay_us", Several, Yardstick),
    ];

    /// <summary>Each goal that the comparisons speak about, whether it is met, and what the kernel's own repetitions give.</summary>
    public static IReadOnlyList<AcceptanceGoal> Goals(IReadOnlyList<Comparison> all)
    {
        var kernel = Both(Comparison.BetweenRepetitions(all)).ToDictionary(Key, goal => goal.Found);
        return [.. Both(all).Select(goal => goal with { Kernel = kernel.GetValueOrDefault(Key(goal), "") }), .. AgainstItself(all)];

        static (string, string, string, string) Key(AcceptanceGoal goal) => (goal.Family, goal.Metric, goal.Rows, goal.Goal);
    }

    // Over the scenarios that the kernel has repeated; each repetition counts as often as it stands beside another one.
    private static IEnumerable<AcceptanceGoal> AgainstItself(IReadOnlyList<Comparison> all)
    {
        var several = all.Where(c => c.Cpus > 1).ToList();
        var kernel = Comparison.BetweenRepetitions(several);
        var repeated = kernel.Select(c => (c.Scenario, c.Entity, c.Metric)).ToHashSet();
        foreach (var (family, metric) in Measured)
        {
            var ours = Pick(several, family, metric).FindAll(c => repeated.Contains((c.Scenario, c.Entity, c.Metric)));
            if (ours.Count == 0)
                continue;
            var (mean, own) = (ours.Average(Error), Pick(kernel, family, metric).Average(Error));
            yield return new(family, metric, Several, ours.Count, Yardstick, string.Create(CultureInfo.InvariantCulture, $"{mean:0.#####}"),
                string.Create(CultureInfo.InvariantCulture, $"{own:0.#####}"), mean <= own,
                !KnownMisses.Contains((family, metric, Several, Yardstick)));
        }
    }

    private static IEnumerable<AcceptanceGoal> Both(IReadOnlyList<Comparison> all) =>
        [.. Of([.. all.Where(c => c.Cpus == 1)], "one CPU"), .. Of([.. all.Where(c => c.Cpus > 1)], Several), .. Of(all, "all rows")];

    private static IEnumerable<AcceptanceGoal> Of(IReadOnlyList<Comparison> all, string rows)
    {
        foreach (var family in Steady)
            if (Pick(all, family, "share_of_one_cpu") is { Count: > 0 } shares)
                yield return Goal(family, "share_of_one_cpu", shares, Shares,
                    $"mean {shares.Average(Error):0.00000}, largest {shares.Max(Error):0.0000}",
                    shares.Average(Error) <= 0.00015 && shares.Max(Error) <= 0.001);
        if (Pick(all, "S8", "share_of_one_cpu") is { Count: > 0 } several)
            yield return Goal("S8", "share_of_one_cpu", several, "mean error <= 0.03", $"mean {several.Average(Error):0.0000}",
                several.Average(Error) <= 0.03);

        // The resolution of the measurement: turns end on ticks, whose instants it gives to 0.1 ms.
        if (Pick(all, null, "slice_p50_us") is { Count: > 0 } slices)
            yield return Fraction("all", "slice_p50_us", slices, Equal, c => Error(c) <= 100, 0.97);
        foreach (var metric in new[] { "nr_periods_count", "nr_throttled_count" })
            if (Pick(all, null, metric) is { Count: > 0 } counts)
            {
                yield return Fraction("all", metric, counts, Exact, c => c.Error == 0, 1);
                yield return Fraction("all", metric, counts, NearlyExact, c => c.Error == 0, 0.95);
            }

        if (Pick(all, null, "throttled_us") is { Count: > 0 } throttled)
            yield return Quantile("all", "throttled_us", throttled, "median error <= 1 %", Median(throttled.Select(Relative)) <= 0.01);
        if (Pick(all, "S6", "finish_us") is { Count: > 0 } finished)
        {
            yield return Quantile("S6", "finish_us", finished, "median error <= 0.2 %", Median(finished.Select(Relative)) <= 0.002);
            yield return Quantile("S6", "finish_us", finished, Tail, At(finished.Select(Relative), 0.95) <= 0.05);
        }

        foreach (var metric in new[] { "latency_p50_us", "latency_p99_us" })
            if (Pick(all, "S5", metric) is { Count: > 0 } latency)
                yield return Goal("S5", metric, latency, "median error <= 50 us or 10 %",
                    $"median {Median(latency.Select(Error)):0.0} us, {100 * Median(latency.Select(Relative)):0.0} %",
                    Median(latency.Select(Error)) <= 50 || Median(latency.Select(Relative)) <= 0.1);
        if (Pick(all, "S9", "latency_p99_us") is { Count: > 0 } requests)
            yield return Quantile("S9", "latency_p99_us", requests, "median error <= 1 %", Median(requests.Select(Relative)) <= 0.01);

        AcceptanceGoal Goal(string family, string metric, List<Comparison> of, string goal, FormattableString found, bool met) => new(
            family, metric, rows, of.Count, goal, found.ToString(CultureInfo.InvariantCulture), "", met, rows != Several
                && !KnownMisses.Contains((family, metric, rows, goal)));

        AcceptanceGoal Fraction(string family, string metric, List<Comparison> of, string goal, Func<Comparison, bool> holds,
            double least) =>
            Goal(family, metric, of, goal, $"{of.Count(holds)} of {of.Count}", of.Count(holds) >= least * of.Count);

        AcceptanceGoal Quantile(string family, string metric, List<Comparison> of, string goal, bool met) => Goal(
            family, metric, of, goal,
            $"median {100 * Median(of.Select(Relative)):0.000} %, 95th percentile {100 * At(of.Select(Relative), 0.95):0.0} %", met);
    }

    private static List<Comparison> Pick(IReadOnlyList<Comparison> all, string? family, string metric) =>
        [.. all.Where(c => c.Metric == metric && (family == null || c.Family == family))];

    private static double Error(Comparison comparison) => Math.Abs(comparison.Error);

    private static double Relative(Comparison comparison) => Math.Abs(comparison.RelativeError);

    private static double Median(IEnumerable<double> values) => At(values, 0.5);

    // By the rule of the reference that the goals speak about.
    private static double At(IEnumerable<double> values, double quantile) => Samples.At([.. values.Order()], quantile);
}
