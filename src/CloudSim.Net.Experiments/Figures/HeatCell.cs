using CloudSim.Net.Datacenter.Recording;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>A coloured field of a heat map: what a row, such as a host, had for a time.</summary>
/// <param name="Row">Number of the row, which reaches to the next number.</param>
/// <param name="Start">Where it begins across.</param>
/// <param name="End">Where it ends across.</param>
/// <param name="Value">What decides its colour; NaN leaves it out.</param>
public sealed record HeatCell(int Row, double Start, double End, double Value)
{
    private const double Works = 1;

    /// <summary>
    /// What machines used of their CPUs over time: a row of fields over hours for each, in % of all its CPUs, until the last of them
    /// stopped working: used less than 1 %, as an idle machine with idle guests does.
    /// </summary>
    /// <param name="machines">What was recorded of each (<see cref="TimeSeries.Of(Datacenter.Host, TimeSpan?, string?)"/>).</param>
    /// <param name="cpus">How many CPUs each has.</param>
    public static IReadOnlyList<HeatCell> OfCpu(IEnumerable<TimeSeries> machines, int cpus)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cpus);
        var fields = new List<HeatCell>();
        foreach (var (row, machine) in machines.Index())
        {
            var before = 0.0;
            foreach (var sample in machine.Samples)
            {
                fields.Add(new(row, before, sample.TimeS / 3600, sample.CpuPct / cpus));
                before = sample.TimeS / 3600;
            }
        }
        var end = fields.Where(field => field.Value >= Works).Select(field => field.End).DefaultIfEmpty(double.PositiveInfinity).Max();
        return fields.FindAll(field => field.Start < end);
    }
}
