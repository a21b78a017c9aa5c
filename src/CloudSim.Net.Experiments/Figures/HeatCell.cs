using CloudSim.Net.Datacenter.Recording;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>A coloured field of a heat map: what a row, such as a host, had for a time.</summary>
/// <param name="Row">Number of the row, which reaches to the next number.</param>
/// <param name="Start">Where it begins across.</param>
/// <param name="End">Where it ends across.</param>
/// <param name="Value">What decides its colour; NaN leaves it out.</param>
public sealed record HeatCell(int Row, double Start, double End, double Value)
{
    /// <summary>What a machine used of its CPUs over time: fields over hours, in % of all its CPUs.</summary>
    /// <param name="row">The machine's row.</param>
    /// <param name="series">What was recorded of it (<see cref="TimeSeries.Of(Datacenter.Host, TimeSpan?, string?)"/>).</param>
    /// <param name="cpus">How many CPUs it has.</param>
    public static IEnumerable<HeatCell> OfCpu(int row, TimeSeries series, int cpus)
    {
        var before = 0.0;
        foreach (var sample in series.Samples)
        {
            yield return new(row, before, sample.TimeS / 3600, sample.CpuPct / cpus);
            before = sample.TimeS / 3600;
        }
    }
}
