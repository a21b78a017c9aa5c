using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Arrivals;

/// <summary>A state of a Markov-modulated Poisson process.</summary>
/// <param name="PerSecond">Arrivals a second while it lasts; not negative.</param>
/// <param name="MeanStay">How long it lasts in the mean (exponential); positive.</param>
public sealed record ModulatingState(double PerSecond, TimeSpan MeanStay)
{
    /// <summary>Arrivals a second while it lasts; not negative.</summary>
    public double PerSecond { get; init => field = Check.Amount(value); } = Check.Amount(PerSecond);

    /// <summary>How long it lasts in the mean (exponential); positive.</summary>
    public TimeSpan MeanStay { get; init => field = Check.Length(value); } = Check.Length(MeanStay);
}
