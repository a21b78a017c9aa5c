using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>
/// Load shedding by waiting time (Maurer, Fail at Scale, ACM Queue 2015, after CoDel): a request whose turn comes is dropped if it has
/// waited longer than the interval; where the queue has not been empty for an interval, longer than the target.
/// </summary>
/// <param name="Target">What is waited at the most in a standing queue (5 ms at Facebook); positive.</param>
/// <param name="Interval">How long a queue may stand, and what is waited at the most otherwise (100 ms there); positive.</param>
public sealed record ControlledDelay(TimeSpan Target, TimeSpan Interval)
{
    /// <summary>What is waited at the most in a standing queue; positive.</summary>
    public TimeSpan Target { get; init => field = Check.Length(value); } = Check.Length(Target);

    /// <summary>How long a queue may stand, and what is waited at the most otherwise; positive.</summary>
    public TimeSpan Interval { get; init => field = Check.Length(value); } = Check.Length(Interval);
}
