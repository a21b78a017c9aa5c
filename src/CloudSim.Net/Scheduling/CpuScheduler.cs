using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Caching;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling;

/// <summary>
/// Shares the CPUs of one machine among tasks in groups. A strategy: how it shares is the business of the class that derives from it.
/// </summary>
public abstract partial class CpuScheduler
{
    // What rings at one instant: first ends of work, then timers and ticks; a switch comes when all else has happened.
    internal const int CompletionPriority = -1, TimerPriority = 0, ReschedPriority = int.MaxValue;

    private readonly long startTicks;

    /// <summary>A scheduler for <paramref name="cpus"/> CPUs that tells time by <paramref name="simulation"/>.</summary>
    protected CpuScheduler(Simulation simulation, int cpus)
        : this(simulation, CpuTopology.Uniform(cpus))
    {
    }

    /// <summary>A scheduler for the hardware threads of a machine that tells time by <paramref name="simulation"/>.</summary>
    protected CpuScheduler(Simulation simulation, CpuTopology topology)
    {
        (Simulation, Topology, Cpus) = (simulation, topology, topology.Cpus);
        startTicks = simulation.StartDate.Ticks;
        Root = new TaskGroup(this, "", null);
    }

    /// <summary>The simulation whose clock is used.</summary>
    public Simulation Simulation { get; }

    /// <summary>How many CPUs there are.</summary>
    public int Cpus { get; }

    /// <summary>How the CPUs share cores, caches and memory.</summary>
    public CpuTopology Topology { get; }

    /// <summary>The root group, to which everything belongs.</summary>
    public TaskGroup Root { get; }

    /// <summary>Time since the start of the simulation, in nanoseconds.</summary>
    /// <exception cref="OverflowException">It has run for more than 292.3 years.</exception>
    public long NowNs => Durations.Nanoseconds(new(Simulation.Now.Ticks - startTicks));

    /// <summary>CPU time of all tasks with their overhead, summed over CPUs, at this instant.</summary>
    public TimeSpan BusyTime => new(BusyNs / 100);

    /// <summary>CPU time of all tasks with their overhead, summed over CPUs, in nanoseconds.</summary>
    public abstract long BusyNs { get; }

    /// <summary>
    /// CPUs (hardware threads) that are busy at this instant, 0 to <see cref="Cpus"/>: whole ones under time slices, and a part of one
    /// where short wake-ups take a part; in a fluid as many as are shared out, of which a limit may leave a fraction.
    /// </summary>
    public abstract double BusyCpus { get; }

    /// <summary>Called at each switch with the CPU, the task that leaves it and the task that gets it (null = idle).</summary>
    public Action<int, CpuTask?, CpuTask?>? Switched
    {
        get;
        set
        {
            CatchUp();
            field = value;
        }
    }

    /// <summary>Creates a group.</summary>
    /// <param name="name">Its name within the parent.</param>
    /// <param name="parent">The group around it; the root by default.</param>
    public TaskGroup CreateGroup(string name, TaskGroup? parent = null)
    {
        MustBeOwn(parent);
        var group = new TaskGroup(this, name, parent ?? Root);
        Admit(group);
        return group;
    }

    /// <summary>Creates a task, asleep; it is placed as a new task when work is first demanded of it.</summary>
    /// <param name="name">Its name, for reports.</param>
    /// <param name="group">Its group; the root by default.</param>
    /// <param name="nice">-20..19.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="priority">1..99 under SCHED_FIFO and SCHED_RR, 0 under the others.</param>
    /// <exception cref="NotSupportedException">A real-time task, and the scheduler has no such class.</exception>
    public CpuTask CreateTask(string name, TaskGroup? group = null, int nice = 0, TaskPolicy policy = TaskPolicy.Normal, int priority = 0)
    {
        _ = LoadWeight.OfNice(nice);
        MustBeOwn(group);
        var isRealTime = policy is TaskPolicy.Fifo or TaskPolicy.RoundRobin;
        if (isRealTime ? priority is < 1 or > 99 : priority != 0)
            throw new ArgumentOutOfRangeException(nameof(priority), priority,
                isRealTime ? "a real-time priority is 1..99" : $"a {policy} task has no real-time priority (0)");
        if (isRealTime && !HasRealTime)
            throw new NotSupportedException($"{GetType().Name} has no real-time class (CfsScheduler and EevdfScheduler have)");
        var task = new CpuTask(this, name, group ?? Root, nice, priority) { Policy = policy };
        task.Group.Tasks++;
        task.Group.Totals.Add(task);
        Admit(task);
        return task;
    }

    /// <summary>Removes a group that has neither tasks nor groups.</summary>
    public void Remove(TaskGroup group)
    {
        MustBeOwn(group);
        if (group.Parent == null || group.Tasks > 0 || group.Children.Count > 0)
            throw new InvalidOperationException($"group {group.Path} is not empty or is the root");
        group.SetBandwidth(null, default);
        group.LeaveBackground();
        group.Parent.DirectExec += group.DirectExec;
        if (group.TaskStat is var left && left != default)
            group.Parent.Totals.Inherit(left);
        Dismiss(group);
        group.Detach();
    }

    /// <summary>
    /// Called before <see cref="BusyCpus"/> changes, and sometimes where it does not in the end, with the instant in nanoseconds of
    /// simulated time: in a fluid work ends between two steps of the clock. Rounds that are passed at once keep every CPU as it is.
    /// </summary>
    internal Action<double>? BusyChanges { get; set; }

    /// <summary>Whether slices that only repeat themselves are being passed at once, so that counters are behind the clock.</summary>
    internal bool IsPassing { get; private protected set; }

    /// <summary>Brings everything to this instant: whoever reads a counter or changes something calls it first.</summary>
    internal void CatchUp()
    {
        if (IsPassing)
            StopPassing();
    }

    /// <summary>Whether it knows which CPU did what: a fluid does not.</summary>
    internal virtual bool HasCpus => false;

    /// <summary>What <see cref="BusyNs"/> is of one CPU.</summary>
    internal virtual long BusyNsOf(int cpu) => throw new NotSupportedException($"{GetType().Name} tells no CPU from another");

    internal virtual bool HasIdleGroups => true;

    /// <summary>
    /// Lets the clocks of cores change with the load, before any task is made; a scheduler without cores keeps the sustained clock.
    /// </summary>
    internal virtual void UseClocks(ClockGovernor governor, Frequency clock)
    {
    }

    /// <summary>CPU time that groups have got so far for each nanosecond a second of theirs (<see cref="TaskGroup.Background"/>).</summary>
    internal virtual double BackgroundClock => 0;

    /// <summary>All groups together demand so much more, or less: nanoseconds of CPU time a second.</summary>
    internal virtual void ChangeBackground(long more)
    {
    }

    /// <summary>CPU time that background work has taken from running tasks, as far as it is accounted.</summary>
    internal long TakenNs { get; set; }

    /// <summary>The caches of its machine; asked for the first task with a working set.</summary>
    internal Func<CacheHierarchy>? CachesOf { get; set; }

    /// <summary>What the caches are to keep of a task's working set; null where nobody displaces anything.</summary>
    internal virtual CacheFootprint? Footprint() => null;

    internal virtual bool HasRealTime => false;

    internal abstract void Wake(CpuTask task);

    internal abstract void Leave(CpuTask task);

    /// <summary>
    /// Takes a task off: it is to sleep, its work withheld (<see cref="CpuTask.Withhold"/>).
    /// </summary>
    internal abstract void Suspend(CpuTask task);

    /// <summary>The next mark of a task has changed (<see cref="CpuTask.OccupyUntil"/>): the alarm for it follows.</summary>
    internal abstract void Retime(CpuTask task);

    /// <summary>A running task may be preempted again: a switch that was put off happens.</summary>
    internal virtual void Preemptible(CpuTask task)
    {
    }

    internal abstract void GroupChanged(TaskGroup group);

    internal abstract void BandwidthChanged(TaskGroup group);

    internal abstract void AffinityChanged(TaskGroup group);

    internal abstract CpuStat StatOf(TaskGroup group);

    /// <summary>
    /// Time so far, summed over CPUs, in which tasks of a group could have run and did not, in nanoseconds. Under time slices it is their
    /// run delay, throttled time too; a fluid leaves out what the group's own limit holds back.
    /// </summary>
    internal virtual long StealNsOf(TaskGroup group) => group.TaskStat.RunDelayNs;

    /// <summary>Work that a running task has consumed since it was last accounted, in nanoseconds.</summary>
    internal virtual long Unaccounted(CpuTask task) =>
        task.WorkIn(TaskClockOf(task) - task.ExecStart - task.OverheadLeft);

    // The task is about to ask for requests of another size.
    internal virtual void SliceChanges(CpuTask task)
    {
    }

    /// <summary>The clock by which a running task is charged, in nanoseconds: that of its CPU (<c>rq_clock_task</c>).</summary>
    internal virtual long TaskClockOf(CpuTask task) => NowNs;

    /// <summary>Overhead of a running task since it was last accounted, in nanoseconds.</summary>
    internal virtual long UnaccountedOverhead(CpuTask task) => task.OverheadUnaccounted();

    /// <summary>Time that a task with work has lost since it was last accounted, in nanoseconds.</summary>
    internal virtual long WaitOf(CpuTask task) => task.Status == TaskState.Runnable ? NowNs - task.QueuedSince : 0;

    /// <summary>Refuses a set of CPUs that the scheduler cannot keep to.</summary>
    internal virtual void CheckAffinity(CpuSet? allowed)
    {
        if (allowed != null && !allowed.Overlaps(Cpus))
            throw new ArgumentException($"a CPU set needs a CPU of the machine, which has 0..{Cpus - 1}");
    }

    /// <summary>Refuses a weight or a limit of a group that can have none, before anything is changed.</summary>
    internal virtual void CheckSharing(TaskGroup group)
    {
    }

    internal void Forget(CpuTask task, bool hasCpu = true)
    {
        task.DelayTotal = task.RunDelay;
        task.Status = TaskState.Exited;
        task.Group.Tasks--;
        task.Group.Totals.Remove(task, hasCpu);
    }

    private void MustBeOwn(TaskGroup? group)
    {
        if (group != null && group.Scheduler != this)
            throw new ArgumentException($"group {group.Path} is of another scheduler", nameof(group));
        if (group is { IsRemoved: true })
            throw new ArgumentException($"group {group.Path} was removed", nameof(group));
    }

    private protected virtual void StopPassing()
    {
    }

    private protected abstract void Admit(TaskGroup group);

    private protected abstract void Dismiss(TaskGroup group);

    private protected abstract void Admit(CpuTask task);
}
