namespace CloudSim.Net.Experiments.Statistics;

/// <summary>What is left of a series of observations without its warm-up.</summary>
/// <param name="From">How many observations were taken away at the begin.</param>
/// <param name="Values">Those that are left, in order.</param>
/// <param name="IsTooShort">
/// Whether the series is too short to tell: the warm-up that was found reaches into its second half (White, Cobb and Spratt 2000), or there
/// are too few observations to look for one, or none are left. Run it longer.
/// </param>
public sealed record Steady(int From, IReadOnlyList<double> Values, bool IsTooShort)
{
    /// <summary>The mean of what is left; NaN if nothing is.</summary>
    public double Mean => Values.Count == 0 ? double.NaN : Values.Average();
}
