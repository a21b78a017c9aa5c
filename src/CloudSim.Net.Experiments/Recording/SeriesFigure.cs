using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>The figure of the time series of one replication of one cell: a panel a measure, a line for each that was recorded.</summary>
internal static class SeriesFigure
{
    /// <summary>As many lines are drawn, those with the most CPU time; the table has all.</summary>
    public const int MostLines = 8;

    private const string RunDelay = "Run delay (% of one CPU)";

    private static readonly (string Label, Func<Sample, double?> Value)[] Measures =
    [
        ("CPU time (% of one CPU)", s => s.CpuPct),
        ("Steal time (% of one CPU)", s => s.StealPct),
        (RunDelay, s => s.RunDelayPct),
        ("Throttled (% of one CPU)", s => s.ThrottledPct),
        ("Memory (MiB)", s => s.MemoryMib),
        ("Disk (MiB/s)", s => s.ReadMibPerS + s.WriteMibPerS),
        ("Network (MiB/s)", s => s.NetMibPerS),
    ];

    public static Figure? Of(IReadOnlyList<Sample> samples, string conditions)
    {
        var all = samples.GroupBy(s => s.Entity).ToList();
        if (all.Count == 0)
            return null;
        var most = all.OrderByDescending(g => g.Sum(s => s.CpuPct)).Take(MostLines).Select(g => g.Key).ToHashSet();
        var drawn = all.Where(g => most.Contains(g.Key)).ToList();
        var panels = Measures.Select((m, i) => new Panel(new Axis(m.Label, Min: 0), [.. drawn
            .Where(g => i == 0 || g.Any(s => m.Value(s) is > 0))
            .Where(g => m.Label != RunDelay || !g.Any(s => s.StealPct is > 0)) // what is stolen is its run delay
            .Select(g => new Line(g.Key, [.. g.Select(s => new LinePoint(s.TimeS, m.Value(s) ?? double.NaN))]))]))
            .Where(p => p.Lines.Count > 0);
        var left = all.Count > drawn.Count ? $"; the {drawn.Count} of {all.Count} with the most CPU time" : "";
        return Figure.Panels(Finding(all), new Axis("Time (s)", Min: 0), panels, conditions + left);
    }

    // Who waited most for a CPU, else who used most. The threads of a guest wait at once: the sum may be above 100 %.
    private static string Finding(IReadOnlyList<IGrouping<string, Sample>> all)
    {
        var waited = all.Where(g => g.First().Kind != "host").Select(g => (g.Key, Mean: g.Average(s => s.RunDelayPct ?? 0)))
            .OrderByDescending(g => g.Mean).FirstOrDefault();
        var used = all.Select(g => (g.Key, Mean: g.Average(s => s.CpuPct))).MaxBy(g => g.Mean);
        var most = $"{used.Key} used {Formatting.Short(used.Mean, 3)} % of one CPU on average";
        var longest = all.Count(g => g.First().Kind != "host") > 1
            ? $"{waited.Key} waited most for a CPU" : $"{waited.Key} waited for a CPU";
        return waited.Mean >= 0.05 ? $"{longest}, a run delay of {Formatting.Short(waited.Mean, 3)} % of one CPU on average; {most}"
            : waited.Mean > 0 ? $"Hardly anybody waited for a CPU; {most}" : $"Nobody waited for a CPU; {most}";
    }
}
