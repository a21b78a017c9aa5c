namespace CloudSim.Net.Statistics;

/// <summary>A bucket of a <see cref="Histogram"/> that has values.</summary>
/// <param name="From">The least value that it takes.</param>
/// <param name="To">The least value of the next one: it takes what is below.</param>
/// <param name="Count">How many values it has.</param>
public readonly record struct HistogramBucket(double From, double To, long Count);
