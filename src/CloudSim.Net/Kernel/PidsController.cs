namespace CloudSim.Net.Kernel;

/// <summary>
/// The pids controller: a fork fails where a cgroup, or one around it, has as many processes as it may (cgroup v2: <c>pids.max</c>).
/// </summary>
public sealed class PidsController
{
    private readonly PidsController? parent;

    internal PidsController(PidsController? parent) => this.parent = parent;

    /// <summary>Raised when a fork fails for this cgroup's limit; the number of failures so far.</summary>
    public event Action<long>? Refused;

    /// <summary>The most processes; null = <c>max</c>.</summary>
    public long? Max { get; set; }

    /// <summary>Processes of the cgroup and those below it (<c>pids.current</c>).</summary>
    public long Current { get; private set; }

    /// <summary>The most there have been (<c>pids.peak</c>).</summary>
    public long Peak { get; private set; }

    /// <summary>Forks that failed for this cgroup's limit (<c>pids.events.local</c>, max).</summary>
    public long Failures { get; private set; }

    /// <summary>Forks that failed for the limit of this cgroup or of one below it (<c>pids.events</c>, max; since Linux 6.11).</summary>
    public long FailuresBelow { get; private set; }

    internal bool TryAdd()
    {
        for (var at = this; at is not null; at = at.parent)
            if (at.Current >= at.Max)
            {
                at.Failures++;
                for (var around = at; around is not null; around = around.parent)
                    around.FailuresBelow++;
                at.Refused?.Invoke(at.Failures);
                return false;
            }
        for (var at = this; at is not null; at = at.parent)
            at.Peak = Math.Max(at.Peak, ++at.Current);
        return true;
    }

    internal void Remove()
    {
        for (var at = this; at is not null; at = at.parent)
            at.Current--;
    }

    /// <summary>Moves a process's count without asking the limit, as a move between cgroups does.</summary>
    internal void Move(PidsController to)
    {
        Remove();
        for (var at = to; at is not null; at = at.parent)
            at.Peak = Math.Max(at.Peak, ++at.Current);
    }
}
