using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>In which order requests that wait get their turn, and what becomes of one for which there is no room now.</summary>
public sealed record QueueRule
{
    private QueueRule(string name) => Name = name;

    /// <summary>Its name, for reports.</summary>
    public string Name { get; }

    /// <summary>Whether a higher <see cref="Request.Priority"/> goes first; else the order of submission alone counts.</summary>
    public bool ByPriority { get; private init; }

    /// <summary>The first wait before another try; null if all wait behind the first in the queue, until it has its place.</summary>
    public TimeSpan? FirstWait { get; private init; }

    /// <summary>The longest wait before another try; each is twice the one before.</summary>
    public TimeSpan LongestWait { get; private init; }

    /// <summary>In order of submission; who does not fit holds up those behind.</summary>
    public static QueueRule Fifo { get; } = new("first come, first served");

    /// <summary>In order of priority, then of submission; who does not fit holds up those behind.</summary>
    public static QueueRule Priority { get; } = new("priority") { ByPriority = true };

    /// <summary>
    /// In order of priority, then of submission; who does not fit tries again after a while, twice as long each time, and others go
    /// on meanwhile (the scheduling queue of Kubernetes: 1 s at first, 10 s at most).
    /// </summary>
    /// <param name="first">The first wait; positive.</param>
    /// <param name="longest">The longest wait; at least the first.</param>
    public static QueueRule BackOff(TimeSpan first, TimeSpan longest)
    {
        Check.Length(first, nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        return new("back-off") { ByPriority = true, FirstWait = first, LongestWait = longest };
    }

    /// <summary>The wait after so many tries in vain.</summary>
    internal TimeSpan Wait(int tries)
    {
        var wait = FirstWait!.Value;
        for (var i = 1; i < tries && wait < LongestWait; i++)
            wait = wait < LongestWait / 2 ? 2 * wait : LongestWait;
        return wait;
    }
}
