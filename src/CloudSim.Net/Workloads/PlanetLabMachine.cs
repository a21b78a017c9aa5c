using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>One machine of a PlanetLab day.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Percent">CPU utilization in percent, 0 to 100, one sample every 300 s.</param>
public sealed record PlanetLabMachine(string Name, IReadOnlyList<byte> Percent)
{
    /// <summary>CPU utilization in percent, 0 to 100, one sample every 300 s.</summary>
    public IReadOnlyList<byte> Percent { get; init => field = Check.NotNull(value); } = Check.NotNull(Percent);

    /// <summary>Requests whose work keeps one core as busy as the machine was, sample after sample.</summary>
    /// <param name="step">Simulated time for each sample; the trace's own is 300 s, shorter replays the day in fast motion.</param>
    /// <param name="perSecondWhenBusy">Requests a second that a fully used machine stands for.</param>
    public RateCurve Load(TimeSpan step, double perSecondWhenBusy) => new(step, [.. Percent.Select(p => p / 100.0 * perSecondWhenBusy)]);
}
