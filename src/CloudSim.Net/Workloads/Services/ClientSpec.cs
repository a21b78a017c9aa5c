using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>How clients behave.</summary>
public sealed record ClientSpec
{
    /// <summary>How long each try is waited for; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init => field = value is { } given ? Check.Length(given) : null; }

    /// <summary>When they ask again; null for never.</summary>
    public RetryPolicy? Retries { get; init; }
}
