using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>A task that works, takes a lock, works with it and gives it up, so many times.</summary>
internal sealed class Contender
{
    private readonly SpinLock held;
    private readonly LockLog log;
    private readonly Queue<(long Work, long Hold)> rounds;
    private long began;
    private bool holds;

    public Contender(CpuTask task, SpinLock held, LockLog log, params IEnumerable<(long Work, long Hold)> rounds)
    {
        (Task, this.held, this.log, this.rounds) = (task, held, log, new(rounds));
        Own = this.rounds.Sum(r => r.Work + r.Hold);
        task.Done = Next;
        task.Demand(this.rounds.Peek().Work);
    }

    public CpuTask Task { get; }

    /// <summary>What it is to do itself, in nanoseconds.</summary>
    public long Own { get; }

    /// <summary>CPU time in which it waited.</summary>
    public long Spun { get; private set; }

    public bool IsDone => rounds.Count == 0;

    /// <summary>When it last asked, and last got the lock.</summary>
    public DateTime Asked { get; private set; }

    public DateTime Got { get; private set; }

    /// <summary>Whether it may give the lock up; it goes on working with it by a microsecond until then.</summary>
    public Func<bool> MayRelease { get; init; } = () => true;

    private void Next()
    {
        if (holds)
        {
            if (!MayRelease())
            {
                Task.Demand(1000);
                return;
            }

            holds = false;
            rounds.Dequeue();
            log.Release(Task);
            held.Release(Task);
            if (rounds.Count > 0)
                Task.Demand(rounds.Peek().Work);
            return;
        }

        if (rounds.Count == 0)
            return;
        (began, Asked) = (Task.CpuTime, log.Now);
        log.Arrive(Task);
        held.Acquire(Task, Taken);
    }

    private void Taken()
    {
        Spun += Task.CpuTime - began;
        Got = log.Now;
        log.Take(Task);
        holds = true;
        Task.Demand(rounds.Peek().Hold);
    }
}
