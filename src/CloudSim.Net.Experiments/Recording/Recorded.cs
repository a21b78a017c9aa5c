using CloudSim.Net.Datacenter.Recording;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>What one trial has recorded besides its outcome; it is kept with that.</summary>
/// <param name="Samples">Of all time series, one after the other.</param>
/// <param name="Logs">Of guests.</param>
/// <param name="Buckets">Of all histograms, one after the other.</param>
/// <param name="Series">Names of the files of series of datacenters; the files stand beside.</param>
internal sealed record Recorded(List<Sample> Samples, List<GuestLog> Logs, List<CountedBucket> Buckets, List<string> Series);
