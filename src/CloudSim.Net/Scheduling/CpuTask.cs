using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling;

/// <summary>
/// A thread as the CPU scheduler sees it: it sleeps until work is demanded of it, then competes for a CPU until the work is consumed.
/// Amounts of work are nanoseconds of one CPU.
/// </summary>
public sealed partial class CpuTask
{
    /// <summary>A demand that no simulation consumes: a task that spins.</summary>
    public const long Forever = long.MaxValue / 4;

    internal TaskState Status;
    internal long Demanded, Consumed, NextMark, OverheadLeft, OverheadTotal, ExecStart, QueuedSince, DelayTotal;
    internal long Voluntary, Involuntary, Moves, Slices;
    internal int Cpu = -1, Place;
    internal bool InDone, Exiting;
    private long withheld; // demanded while frozen, or not consumed before
    private MarkQueue marks;
    private Queue<Action>? reached; // of marks with more work behind them
    private Alarm? tell;

    internal CpuTask(CpuScheduler scheduler, string name, TaskGroup group, int nice, int priority)
    {
        (Scheduler, Name, Group, Nice, Priority) = (scheduler, name, group, nice, priority);
        State = null!;
    }

    /// <summary>The name, for reports.</summary>
    public string Name { get; }

    /// <summary>The cgroup.</summary>
    public TaskGroup Group { get; private set; }

    /// <summary>The nice level, -20..19; its weight is <see cref="LoadWeight.OfNice"/>.</summary>
    public int Nice { get; }

    /// <summary>The scheduler; another one once its guest has moved to another host.</summary>
    public CpuScheduler Scheduler { get; private set; }

    /// <summary>The policy.</summary>
    public TaskPolicy Policy { get; internal init; }

    /// <summary>The real-time priority, 1..99, a higher one first; 0 = a task of the fair class.</summary>
    public int Priority { get; }

    /// <summary>
    /// Called at the instant when all demanded work is consumed, while the task still has the CPU: if it demands more, the task goes on
    /// without a switch, otherwise it sleeps (a voluntary switch).
    /// </summary>
    public Action? Done { get; set; }

    /// <summary>Demanded work that is not yet consumed, at this instant, in nanoseconds.</summary>
    public long Remaining => Demanded + withheld - CpuTime;

    /// <summary>Work consumed so far, at this instant, in nanoseconds.</summary>
    public long CpuTime => IsRunning ? Consumed + Scheduler.Unaccounted(this) : Consumed;

    /// <summary>
    /// CPU time on top of the work, in nanoseconds: switches, ticks, caches filled anew (<see cref="WorkingSet"/>), and what a busy sibling
    /// thread, remote memory (<see cref="CpuTopology"/>) or a low clock slowed it down; what a high clock saved counts as negative.
    /// </summary>
    public long Overhead => IsRunning ? OverheadTotal + Scheduler.UnaccountedOverhead(this) : OverheadTotal;

    /// <summary>Time runnable but not running (<c>run_delay</c>; throttled time counts), in nanoseconds.</summary>
    public long RunDelay
    {
        get
        {
            Scheduler.CatchUp();
            return DelayTotal + Scheduler.WaitOf(this);
        }
    }

    /// <summary>Switches away because the task slept.</summary>
    public long VoluntarySwitches => Counted(ref Voluntary);

    /// <summary>Switches away while the task still had work.</summary>
    public long InvoluntarySwitches => Counted(ref Involuntary);

    /// <summary>Moves to another CPU.</summary>
    public long Migrations => Counted(ref Moves);

    /// <summary>How often the task got a CPU.</summary>
    public long TimeSlices => Counted(ref Slices);

    /// <summary>The counters at this instant.</summary>
    public TaskStat Stat => new(CpuTime, Overhead, RunDelay, TimeSlices, VoluntarySwitches, InvoluntarySwitches, Migrations);

    /// <summary>Whether the task has a CPU now.</summary>
    public bool IsRunning
    {
        get
        {
            Scheduler.CatchUp();
            return Status == TaskState.Running;
        }
    }

    /// <summary>Whether the task has no work, or is frozen (<see cref="TaskGroup.Frozen"/>).</summary>
    public bool IsSleeping => Status == TaskState.Sleeping;

    /// <summary>Whether <see cref="Exit"/> was called.</summary>
    public bool HasExited => Status == TaskState.Exited || Exiting;

    /// <summary>The CPU that the task runs on, waits for or ran on last; -1 before its first run.</summary>
    public int CurrentCpu => Cpu;

    /// <summary>
    /// The request size of this task under EEVDF (<c>sched_setattr</c>'s runtime, Linux 6.12): a shorter one gives earlier slices, not a
    /// larger share; null = the base slice. Other schedulers ignore it.
    /// </summary>
    public TimeSpan? Slice
    {
        get => SliceNs == null ? null : new TimeSpan(SliceNs.Value / 100);
        set
        {
            if (value < TimeSpan.FromMicroseconds(100) || value > TimeSpan.FromMilliseconds(100))
                throw new ArgumentOutOfRangeException(nameof(value), value, "a slice is 0.1 ms to 100 ms");
            Scheduler.SliceChanges(this);
            SliceNs = value?.Ticks * 100;
        }
    }

    internal object State { get; set; }

    internal long? SliceNs { get; private set; }

    /// <summary>Adds CPU work in nanoseconds; wakes the task if it sleeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than the task can count.</exception>
    public void Demand(long nanoseconds)
    {
        Check(nanoseconds);
        MustLive();
        Add(nanoseconds);
    }

    /// <summary>Adds CPU work; wakes the task if it sleeps.</summary>
    public void Demand(TimeSpan work) => Demand(Nanoseconds(work));

    /// <summary>Adds CPU work in nanoseconds and returns the event of its completion; demands complete in their order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than the task can count.</exception>
    public Event Execute(long nanoseconds)
    {
        Check(nanoseconds);
        var done = new Event(Scheduler.Simulation);
        if (nanoseconds == 0 && Demanded == Consumed && withheld == 0)
        {
            done.Succeed();
            return done;
        }

        MustLive();
        Mark(nanoseconds, done);
        return done;
    }

    /// <summary>
    /// Adds CPU work in nanoseconds and calls back at its completion, within that instant; demands complete in their order. If nothing is
    /// demanded behind it the task still has the CPU then, as in <see cref="Done"/>, which is called after it. Nothing is allocated.
    /// </summary>
    /// <param name="nanoseconds">The work, positive.</param>
    /// <param name="completed">Called once; never if the task exits before.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive, or more than the task can count.</exception>
    /// <exception cref="InvalidOperationException">The task has exited.</exception>
    public void Execute(long nanoseconds, Action completed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nanoseconds);
        ArgumentNullException.ThrowIfNull(completed);
        Check(nanoseconds);
        MustLive();
        Mark(nanoseconds, completed);
    }

    /// <summary>Adds CPU work and returns the event of its completion; demands complete in their order.</summary>
    public Event Execute(TimeSpan work) => Execute(Nanoseconds(work));

    /// <summary>Ends the task: remaining work is dropped, the events that wait for it never happen.</summary>
    public void Exit()
    {
        if (HasExited)
            return;
        while (Locks is { Count: > 0 } held)
            held[^1].Abandon(this);
        Exiting = true;
        withheld = 0;
        marks.Clear();
        reached?.Clear();
        tell?.Cancel();
        Scheduler.Leave(this);
    }

    /// <summary>The name and group.</summary>
    public override string ToString() => $"{Group.Path}:{Name}";

    // Nothing is changed by what is refused.
    private void Check(long nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nanoseconds, long.MaxValue - Demanded - withheld);
        if (IsOccupied)
            throw new InvalidOperationException(
                $"task {Name} is occupied: a thread of a virtual CPU does what the guest's scheduler says, a waiter spins");
    }

    private void MustLive()
    {
        if (HasExited)
            throw new InvalidOperationException($"task {Name} has exited");
    }

    private void Mark(long nanoseconds, object waiter)
    {
        if (marks.IsEmpty && !IsStopped)
            NextMark = Demanded + nanoseconds;
        marks.Enqueue(Demanded + withheld + nanoseconds, waiter);
        Add(nanoseconds);
    }

    private void Add(long nanoseconds)
    {
        if (nanoseconds == 0)
            return;
        if (IsStopped)
        {
            withheld += nanoseconds;
            return;
        }

        Demanded += nanoseconds;
        if (marks.IsEmpty)
            NextMark = Demanded;
        if (Status == TaskState.Sleeping)
            Scheduler.Wake(this);
    }

    private static long Nanoseconds(TimeSpan work) => work.Ticks is >= 0 and <= long.MaxValue / 100 ? work.Ticks * 100
        : throw new ArgumentOutOfRangeException(nameof(work), work, "work is not negative, and at most 292 years");

    private long Counted(ref long counter)
    {
        Scheduler.CatchUp();
        return counter;
    }

    // The work up to NextMark is consumed: completes the events that wait for it, calls Done if nothing remains.
    // True if somebody may still demand more within this instant.
    internal bool Reach()
    {
        if (IsOccupied)
        {
            ReachOccupied();
            return false;
        }

        var told = false;
        while (!marks.IsEmpty && marks.Mark == Consumed)
        {
            var waiter = marks.Dequeue();
            if (waiter is Event happens)
            {
                happens.Succeed();
                told = true;
            }
            else if (Consumed == Demanded && withheld == 0)
                Call((Action)waiter);
            else
                CallSoon((Action)waiter);
        }

        NextMark = IsOccupied ? Math.Clamp(occupiedUntil, Consumed, Demanded) : marks.IsEmpty ? Demanded : marks.Mark;
        if (Consumed == Demanded && withheld == 0 && Done != null && !Exiting)
            Call(Done);
        return told;
    }

    private void Call(Action waiter)
    {
        InDone = true;
        waiter();
        InDone = false;
    }

    // The task has gone on by then: a scheduler that is in the midst of its accounts is not asked for anything.
    private void CallSoon(Action waiter)
    {
        tell ??= new Alarm(Scheduler.Simulation, () =>
        {
            while (reached!.TryDequeue(out var next))
                next();
        });
        (reached ??= new()).Enqueue(waiter);
        tell.Set(TimeSpan.Zero);
    }
}
