using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>
/// A budget of retries, as tokens in a bucket (Finagle's RetryBudget; gRPC's retry throttling is akin): each new request brings a part of
/// a token, a retry takes a whole one. So retries add at most that part to the load, however much fails.
/// </summary>
/// <param name="PerRequest">Tokens that a new request brings, 0 to 1; 0.1 adds 10 % at the most.</param>
/// <param name="Most">Tokens that the bucket holds; it is full at the begin.</param>
public sealed record RetryBudget(double PerRequest, double Most)
{
    /// <summary>Tokens that a new request brings, 0 to 1.</summary>
    public double PerRequest { get; init => field = Check.Share(value); } = Check.Share(PerRequest);

    /// <summary>Tokens that the bucket holds; it is full at the begin.</summary>
    public double Most { get; init => field = Check.Amount(value); } = Check.Amount(Most);
}
