namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// How writers of a lock that favours readers get in (<c>rcu_sync</c> under a per-CPU read-write semaphore, kernel/rcu/sync.c): a writer
/// that comes after a pause must first turn readers to the slow path, which takes a grace period; one that comes while the last writer's
/// turn back is not yet over (another grace period) goes in at once. So moving a process into a cgroup is slow after a pause and fast in a
/// burst.
/// </summary>
public sealed class WriterSync
{
    private readonly GracePeriods grace;
    private Event? opening;
    private bool open;
    private int writers;
    private long leaves;

    private WriterSync(MachineKernel kernel) => grace = GracePeriods.Of(kernel);

    /// <summary>That of the lock which moves between cgroups take (<c>cgroup_threadgroup_rwsem</c>).</summary>
    public static WriterSync OfCgroups(MachineKernel kernel) => kernel.Part(k => new WriterSync(k));

    /// <summary>Writers that had to wait for a grace period.</summary>
    public long Waited { get; private set; }

    /// <summary>A writer comes; it may go on when all events are over.</summary>
    public IEnumerable<Event> Enter()
    {
        writers++;
        if (open)
            yield break;
        Waited++;
        if (opening is null)
        {
            opening = grace.Synchronize();
            opening.AddCallback(_ => (open, opening) = (true, null));
        }
        yield return opening;
    }

    /// <summary>A writer leaves; a grace period after the last one readers are back on the fast path.</summary>
    public void Leave()
    {
        writers--;
        var mine = ++leaves;
        grace.Synchronize().AddCallback(_ =>
        {
            if (mine == leaves && writers == 0)
                open = false;
        });
    }
}
