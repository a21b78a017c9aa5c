namespace CloudSim.Net.Kernel;

/// <summary>
/// The pids controller: a fork or a new thread fails where a cgroup, or one around it, has as many threads as it may (cgroup v2:
/// <c>pids.max</c>; the kernel's pids are threads).
/// </summary>
public sealed class PidsController
{
    private readonly PidsController? parent;
    private long max = long.MaxValue;

    internal PidsController(PidsController? parent) => this.parent = parent;

    /// <summary>Raised when a fork or a new thread fails for this cgroup's limit; the number of failures so far.</summary>
    public event Action<long>? Refused;

    /// <summary>The most threads; null = <c>max</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? Max
    {
        get => max == long.MaxValue ? null : max;
        set
        {
            if (value < 0)
                throw new ArgumentOutOfRangeException(nameof(value), value, "pids.max is not negative");
            max = value ?? long.MaxValue;
        }
    }

    /// <summary>Threads of the cgroup's processes and of those below it (<c>pids.current</c>).</summary>
    public long Current { get; private set; }

    /// <summary>The most there have been (<c>pids.peak</c>).</summary>
    public long Peak { get; private set; }

    /// <summary>Forks and threads refused for this cgroup's limit (<c>pids.events.local</c>, max).</summary>
    public long Failures { get; private set; }

    /// <summary>
    /// Forks and threads refused for the limit of this cgroup or of one below it (<c>pids.events</c>, max; since Linux 6.11).
    /// </summary>
    public long FailuresBelow { get; private set; }

    /// <summary>Counts so many threads more here and around, or none of them.</summary>
    internal bool TryAdd(int threads)
    {
        for (var at = this; at is not null; at = at.parent)
            if (threads > at.max - at.Current)
            {
                at.Failures++;
                for (var around = at; around is not null; around = around.parent)
                    around.FailuresBelow++;
                at.Refused?.Invoke(at.Failures);
                return false;
            }
        Add(threads);
        return true;
    }

    /// <summary>Counts so many threads without asking the limits, as a move between cgroups does.</summary>
    internal void Add(int threads)
    {
        for (var at = this; at is not null; at = at.parent)
            at.Peak = Math.Max(at.Peak, at.Current += threads);
    }

    internal void Remove(int threads)
    {
        for (var at = this; at is not null; at = at.parent)
            at.Current -= threads;
    }
}
