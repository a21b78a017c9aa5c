using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Kernel.Locks;

/// <summary>A lock whose waiters sleep, first come first served; the next one is woken when it is given up.</summary>
public sealed class SleepingLock : IHeldLock
{
    private readonly Queue<(CpuTask Who, Action Taken)> waiters = new();
    private CpuTask? holder;

    /// <summary>How often it was taken.</summary>
    public long Acquisitions { get; private set; }

    /// <summary>How often somebody had to wait for it.</summary>
    public long Contended { get; private set; }

    /// <summary>A running task takes it, at once or when it has slept.</summary>
    /// <param name="who">Who.</param>
    /// <param name="taken">Called when it is its turn: it demands the work that the task does with the lock, which wakes it.</param>
    /// <exception cref="InvalidOperationException">It holds the lock already.</exception>
    public void Acquire(CpuTask who, Action taken)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(taken);
        if (holder == who)
            throw new InvalidOperationException($"{who.Name} holds the lock already: it would wait for itself for ever");
        (who.Locks ??= []).Add(this);
        Acquisitions++;
        if (holder == null)
        {
            holder = who;
            taken();
            return;
        }

        Contended++;
        waiters.Enqueue((who, taken));
    }

    /// <summary>Its holder gives it up; the next one is woken.</summary>
    /// <exception cref="InvalidOperationException">Somebody else holds it.</exception>
    public void Release(CpuTask who)
    {
        if (holder != who)
            throw new InvalidOperationException($"{who.Name} does not hold the lock");
        who.Locks!.Remove(this);
        GiveUp();
    }

    // Who waits is passed over when it is its turn.
    void IHeldLock.Abandon(CpuTask task)
    {
        task.Locks!.Remove(this);
        if (holder == task)
            GiveUp();
    }

    private void GiveUp()
    {
        holder = null;
        while (waiters.TryDequeue(out var next))
        {
            if (next.Who.HasExited)
                continue;
            holder = next.Who;
            next.Taken();
            return;
        }
    }
}
