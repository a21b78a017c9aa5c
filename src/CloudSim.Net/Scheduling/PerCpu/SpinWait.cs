namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// A task that waits for another in a loop, with preemption switched off: it burns its CPU's time. What it waits for it notices only
/// while it executes. On a virtual CPU the hypervisor may notice the loop; a paravirtual waiter halts its virtual CPU after some time and
/// is kicked.
/// </summary>
internal sealed class SpinWait
{
    private readonly CpuTask task;
    private Action? done;
    private Func<bool>? look;
    private long haltAfter, haltAt, spinsSince;
    private bool isTold, isHalted;

    private SpinWait(CpuTask task)
    {
        this.task = task;
        task.Marked = OnMark;
    }

    /// <summary>Whether it executes at this instant: only then it sees at once what changes.</summary>
    public bool IsOnCpu => task.IsRunning && Cpu is not { IsOnCpu: false };

    /// <summary>The task.</summary>
    public CpuTask Task => task;

    private PerCpuScheduler? Scheduler => task.Scheduler as PerCpuScheduler;

    private Processor? Cpu => Scheduler?.Cpu(task.Cpu);

    /// <summary>Refuses a task that does not run, or has work left that was demanded of it.</summary>
    public static void MustRun(CpuTask task)
    {
        if (task.HasExited || !task.IsRunning)
            throw new InvalidOperationException($"task {task.Name} has no CPU now: it waits where it runs (in its Done, for instance)");
        if (task.IsOccupied || task.Remaining > 0)
            throw new InvalidOperationException($"task {task.Name} has work: it waits when that is done");
    }

    /// <summary>The task begins to spin; it runs at this instant, and has no work.</summary>
    /// <param name="task">Who.</param>
    /// <param name="done">What it does when it has noticed.</param>
    /// <param name="look">Whether what it waits for is there, for one who has to look itself; null for one who is told.</param>
    /// <param name="haltAfterNs">After how much spinning it halts its virtual CPU; <see cref="CpuTask.Forever"/> for never.</param>
    public static SpinWait Begin(CpuTask task, Action done, Func<bool>? look, long haltAfterNs)
    {
        var spin = task.Spin as SpinWait ?? new(task);
        task.Spin = spin;
        (spin.done, spin.look, spin.isTold, spin.isHalted) = (done, look, false, false);
        // Only a virtual CPU is halted while somebody waits on it.
        spin.haltAfter = spin.Scheduler is { IsVirtual: true } ? haltAfterNs : CpuTask.Forever;
        spin.Restart();
        spin.Go();
        return spin;
    }

    /// <summary>What it waits for has come: it notices when it executes, after so many nanoseconds of its own.</summary>
    /// <param name="after">How long the news takes, of the CPU's time.</param>
    /// <param name="by">Who tells it: pays for the kick if it has halted.</param>
    public void Tell(long after, CpuTask by)
    {
        isTold = true;
        Wake(by);
        task.OccupyUntil(task.CpuTime + after);
    }

    /// <summary>It is to look when it next executes.</summary>
    public void Look(CpuTask by)
    {
        Wake(by);
        task.OccupyUntil(task.CpuTime);
    }

    /// <summary>It exits while it spins.</summary>
    public void Drop()
    {
        (done, look) = (null, null);
        if (!isHalted)
            return;
        isHalted = false;
        Cpu!.Kick();
    }

    private void Wake(CpuTask by)
    {
        if (!isHalted)
            return;
        isHalted = false;
        Restart();
        var scheduler = Scheduler!;
        var kicker = scheduler.Cpu(by.Cpu);
        kicker.OtherExits++;
        by.OverheadLeft += scheduler.VirtualCosts.SendNs;
        Cpu!.Kick();
        scheduler.SpinWatch?.Kicked(by.Cpu, task.Cpu);
    }

    private void OnMark()
    {
        if (isTold || (look != null && look()))
        {
            var then = done!;
            (done, look) = (null, null);
            task.Release();
            then();
            return;
        }

        var now = task.CpuTime;
        if (now >= haltAt)
        {
            isHalted = true;
            task.OccupyUntil(CpuTask.Forever);
            Cpu!.HaltHere();
            return;
        }

        if (Scheduler?.SpinWatch is { } watch && now - spinsSince >= watch.WindowNs(task.Cpu))
        {
            watch.Spun(task.Cpu);
            spinsSince = now;
        }

        Go();
    }

    private void Restart()
    {
        spinsSince = task.CpuTime;
        haltAt = haltAfter >= CpuTask.Forever ? CpuTask.Forever : spinsSince + haltAfter;
    }

    private void Go()
    {
        var window = Scheduler?.SpinWatch?.WindowNs(task.Cpu) ?? CpuTask.Forever;
        task.OccupyUntil(Math.Min(haltAt, window >= CpuTask.Forever ? CpuTask.Forever : spinsSince + window));
    }
}
