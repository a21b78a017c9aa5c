using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// A spinlock of a kernel: a short lock whose waiters burn CPU time, with preemption switched off, until the holder gives it up. On virtual
/// CPUs a holder may lose its CPU to another guest, and everybody who waits then spins in vain (lock-holder preemption); and where turns
/// are in order, so does everybody behind a waiter who has lost its CPU (lock-waiter preemption: Ouyang and Lange, VEE 2013).
/// </summary>
public sealed class SpinLock : IHeldLock
{
    private readonly SpinLockCosts costs;
    private readonly List<SpinWait> waiters = [];
    private CpuTask? holder;

    /// <summary>A lock that is free.</summary>
    /// <param name="machine">The machine whose caches it moves between.</param>
    /// <param name="kind">Who is next.</param>
    public SpinLock(HostModel machine, SpinLockKind kind)
    {
        ArgumentNullException.ThrowIfNull(machine);
        (costs, Kind) = (SpinLockCosts.Of(machine), kind);
    }

    /// <summary>Who is next, and what waiters do.</summary>
    public SpinLockKind Kind { get; }

    /// <summary>How often it was taken.</summary>
    public long Acquisitions { get; private set; }

    /// <summary>How often somebody had to wait for it.</summary>
    public long Contended { get; private set; }

    /// <summary>How many wait now.</summary>
    public int Waiting => waiters.Count;

    /// <summary>
    /// A running task takes it, at once or when it has spun; until <see cref="Release"/> it is not preempted within its machine.
    /// </summary>
    /// <param name="who">Who: it has the CPU, and no work that was demanded of it.</param>
    /// <param name="taken">What it does then, still on its CPU: it demands the work that it does with the lock.</param>
    /// <exception cref="InvalidOperationException">It holds the lock or waits for it already, has no CPU, or has work.</exception>
    public void Acquire(CpuTask who, Action taken)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(taken);
        if (who.Locks?.Contains(this) == true)
            throw new InvalidOperationException($"{who.Name} holds the lock or waits for it already: it would wait for itself for ever");
        SpinWait.MustRun(who);
        who.DisablePreemption();
        (who.Locks ??= []).Add(this);
        Acquisitions++;
        if (holder == null && (waiters.Count == 0 || !InOrder))
        {
            holder = who;
            taken();
            return;
        }

        Contended++;
        waiters.Add(SpinWait.Begin(who, taken, InOrder ? null : () => Take(who), Halts ? costs.HaltAfterNs : CpuTask.Forever));
    }

    /// <summary>Its holder gives it up; who is next notices when he executes.</summary>
    /// <exception cref="InvalidOperationException">Somebody else holds it.</exception>
    public void Release(CpuTask who)
    {
        if (holder != who)
            throw new InvalidOperationException($"{who.Name} does not hold the lock");
        who.Locks!.Remove(this);
        GiveUp(who);
        who.EnablePreemption();
    }

    // In the kernel a task does not exit before it has given its locks up: here it does so at once.
    void IHeldLock.Abandon(CpuTask task)
    {
        task.Locks!.Remove(this);
        if (holder == task)
        {
            GiveUp(task);
            return;
        }

        var at = waiters.FindIndex(w => w.Task == task);
        waiters[at].Drop();
        waiters.RemoveAt(at);
    }

    private void GiveUp(CpuTask who)
    {
        holder = null;
        if (waiters.Count > 0)
            Pass(who);
    }

    private bool InOrder => Kind is SpinLockKind.Ticket or SpinLockKind.Queued or SpinLockKind.ParavirtualTicket
        or SpinLockKind.ParavirtualQueuedInOrder;

    private bool Halts => Kind is SpinLockKind.ParavirtualTicket or SpinLockKind.ParavirtualQueuedInOrder
        or SpinLockKind.ParavirtualQueued;

    private bool OnOneWord => Kind is SpinLockKind.Ticket or SpinLockKind.ParavirtualTicket or SpinLockKind.Unfair;

    private void Pass(CpuTask from)
    {
        var next = waiters[0];
        if (!InOrder && !next.IsOnCpu)
        {
            var running = Kind == SpinLockKind.ParavirtualQueued ? null : waiters.Find(w => w.IsOnCpu);
            if (running == null)
            {
                // Nobody sees that it is free: whoever of them executes first takes it.
                if (Kind == SpinLockKind.ParavirtualQueued)
                    next.Look(from);
                else
                    foreach (var waiter in waiters)
                        waiter.Look(from);
                return;
            }

            next = running;
        }

        waiters.Remove(next);
        holder = next.Task;
        next.Tell(costs.TransferNs + (OnOneWord ? Spinning() * costs.RequestNs / 2 : 0), from);
    }

    private bool Take(CpuTask who)
    {
        if (holder != null)
            return false;
        holder = who;
        waiters.RemoveAll(w => w.Task == who);
        return true;
    }

    // Only who executes asks for the word.
    private int Spinning()
    {
        var spinning = 0;
        foreach (var waiter in waiters)
            spinning += waiter.IsOnCpu ? 1 : 0;
        return spinning;
    }
}
