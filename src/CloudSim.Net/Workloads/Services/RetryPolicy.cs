using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>
/// When a client asks again: at most so often, after a time that doubles each time and of which a random part is waited (full jitter;
/// Brooker, Exponential Backoff and Jitter, AWS 2015), and within a budget of all its requests together.
/// </summary>
/// <param name="Most">Retries of one request at the most.</param>
/// <param name="Backoff">What is waited before the first retry at the most.</param>
public sealed record RetryPolicy(int Most, TimeSpan Backoff)
{
    /// <summary>Retries of one request at the most.</summary>
    public int Most { get; init => field = Check.Count(value); } = Check.Count(Most);

    /// <summary>What is waited before the first retry at the most.</summary>
    public TimeSpan Backoff { get; init => field = Check.Time(value); } = Check.Time(Backoff);

    /// <summary>What is waited before any retry at the most.</summary>
    public TimeSpan LongestBackoff { get; init => field = Check.Time(value); } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the time is drawn from 0 to what it is at the most; if not, all of it is waited.</summary>
    public bool Jitter { get; init; } = true;

    /// <summary>The budget; null for none.</summary>
    public RetryBudget? Budget { get; init; }

    /// <summary>What is waited before a retry at the most.</summary>
    /// <param name="retry">Which of its request, from 1.</param>
    public TimeSpan LongestBefore(int retry)
    {
        Check.Between(retry, 1, int.MaxValue);
        var ticks = Backoff.Ticks * Math.Pow(2, retry - 1);
        return ticks < LongestBackoff.Ticks ? TimeSpan.FromTicks((long)ticks) : LongestBackoff;
    }
}
