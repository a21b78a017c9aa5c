namespace CloudSim.Net.Experiments.Recording;

/// <summary>A bucket of a histogram.</summary>
/// <param name="Histogram">The histogram's name.</param>
/// <param name="FromMs">The least value that it takes, in milliseconds.</param>
/// <param name="ToMs">It takes what is below.</param>
/// <param name="Count">How many values it has.</param>
internal sealed record CountedBucket(string Histogram, double FromMs, double ToMs, long Count);
