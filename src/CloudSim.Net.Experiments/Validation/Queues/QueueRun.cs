using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments.Validation.Queues;

/// <summary>What a run of a queue gave. Times are in mean services, of which the platform's cost is a part.</summary>
/// <param name="Responses">The response times.</param>
/// <param name="DelayedShare">Share of requests that found no worker free.</param>
/// <param name="MeanNumber">Mean number in the system, over a window in which the area identity held exactly.</param>
/// <param name="Throughput">Answers in a mean service.</param>
public sealed record QueueRun(IReadOnlyList<double> Responses, double DelayedShare, double MeanNumber, double Throughput)
{
    /// <summary>Mean response time over mean service time.</summary>
    public double MeanResponse => Responses.Average();

    /// <summary>99th percentile of the response time over the mean service time.</summary>
    public double P99Response => Quantiles.Of(Responses).P99;
}
