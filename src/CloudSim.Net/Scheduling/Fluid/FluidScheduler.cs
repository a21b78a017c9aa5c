using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling.Fluid;

/// <summary>
/// Weighted processor sharing: what time slices tend to as they get shorter, for studies too large for slices. At each instant
/// every task with work has a part of the CPUs, at most one, in proportion to weights within nested groups (generalized processor
/// sharing: Parekh and Gallager, IEEE/ACM Transactions on Networking 1(3), 1993); what a task or a limited group cannot use goes to its
/// siblings (weighted max-min fairness). An event costs only when work appears, ends or a setting changes.
/// </summary>
/// <remarks>
/// Differences from <see cref="Cfs.CfsScheduler"/>: a limit is the rate quota/period at every instant, the burst is ignored and nothing is
/// ever throttled, so the counters of <see cref="CpuStat"/> other than the usage stay 0; switches, ticks and migrations neither happen nor
/// cost; a task with work is <see cref="CpuTask.IsRunning"/>, its <see cref="CpuTask.RunDelay"/> is the time with work less the time
/// consumed, and its <see cref="CpuTask.CurrentCpu"/> is -1; <see cref="CpuScheduler.Switched"/> is not called; all CPUs are alike, so a
/// set of CPUs that leaves any out is refused with a <see cref="NotSupportedException"/>, and so are real-time tasks. With several threads
/// a core (<see cref="CpuTopology"/>) work proceeds as if all cores had as many busy threads; limits are of threads' time, usage counts
/// work. Memory is taken as local. Siblings of one weight and one ceiling share a clock of service (virtual time) and a heap of finish
/// tags. A change costs O(log n) in each group from the task to the root, and visits one clock for each distinct weight and ceiling there,
/// plus the groups that hold members both at and below their ceilings; no other task or group is touched, also when all begin or cease to
/// run at full speed. Shares change at the exact end of work; the task is told at the clock's next step (100 ns).
/// </remarks>
public sealed partial class FluidScheduler : CpuScheduler
{
    // Nanoseconds within which rounding may leave the end of work.
    private const double Slack = 0.5;

    private readonly Stack<RateClass> spare = [];
    private readonly FluidGroup root;
    private readonly FluidTree tree;
    private readonly Alarm next;
    private FluidTask? firstEnded, lastEnded; // to be told, in order of their ends
    private long accountedNs, rangAt = -1;
    private bool ringing;

    /// <summary>A scheduler with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    public FluidScheduler(Simulation simulation, int cpus)
        : this(simulation, CpuTopology.Uniform(cpus))
    {
    }

    /// <summary>A scheduler of a machine whose cores may have several threads, with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="topology">The machine.</param>
    public FluidScheduler(Simulation simulation, CpuTopology topology)
        : base(simulation, topology)
    {
        root = new FluidGroup(null, spare) { Limit = topology.Cpus };
        Root.State = root;
        tree = new FluidTree(root, topology);
        next = new Alarm(simulation, Ring, CompletionPriority);
    }

    /// <inheritdoc/>
    public override long BusyNs => accountedNs + InFlight(root) + (long)(backgroundNs + InBackground);

    internal override void Wake(CpuTask task)
    {
        var member = (FluidTask)task.State;
        if (member.SleptAt == NowNs)
        {
            // More work within the instant: it has never slept.
            task.Voluntary--;
        }
        else
        {
            task.Slices++;
        }

        task.Status = TaskState.Running;
        Start(member);
    }

    internal override void Leave(CpuTask task)
    {
        if (task.Status == TaskState.Sleeping)
        {
            task.NextMark = task.Demanded = task.Consumed;
            Forget(task, hasCpu: false);
            return;
        }

        var member = (FluidTask)task.State;
        var isTold = member.Class == null;
        if (!isTold)
        {
            Sync(member.Parent!);
            Account(member, task.Consumed + member.Progress(member.Class!.Clock));
            member.Parent!.Part(member);
        }

        task.NextMark = task.Demanded = task.Consumed;
        if (isTold)
            return; // its work has just ended: it sleeps when it has been told
        Sleep(member);
        Changed(member.Parent!);
    }

    internal override void GroupChanged(TaskGroup group)
    {
        var state = (FluidGroup)group.State;
        var weight = WeightOf(group);
        if (state.Weight == weight)
            return;
        Sync(state);
        var classBefore = state.Class;
        if (classBefore != null)
            FluidTree.Exclude(state);
        state.Weight = weight;
        if (classBefore == null)
            return;
        tree.Include(state);
        Changed(state);
    }

    internal override void BandwidthChanged(TaskGroup group)
    {
        var state = (FluidGroup)group.State;
        Sync(state);
        state.Limit = group.QuotaUs is { } quota ? (double)quota / group.PeriodUs!.Value : double.PositiveInfinity;
        if (state.Class != null)
            Changed(state);
    }

    internal override void CheckAffinity(CpuSet? allowed)
    {
        for (var cpu = 0; allowed != null && cpu < Cpus; cpu++)
            if (!allowed.Contains(cpu))
                throw new NotSupportedException(
                    $"fluid sharing cannot keep tasks off CPU {cpu}: its CPUs are alike "
                    + "(a limit bounds how many a group uses; CfsScheduler keeps affinity)");
    }

    internal override void AffinityChanged(TaskGroup group)
    {
    }

    internal override CpuStat StatOf(TaskGroup group) => new(group.Usage() + InFlight((FluidGroup)group.State), 0, 0, 0, 0, 0);

    internal override long Unaccounted(CpuTask task)
    {
        var member = (FluidTask)task.State;
        return member.Class == null ? 0 : member.Progress(tree.ClockOf(member, NowNs));
    }

    internal override long UnaccountedOverhead(CpuTask task) => 0;

    internal override long WaitOf(CpuTask task) =>
        task.IsRunning ? Math.Max(0, NowNs - task.QueuedSince - Unaccounted(task)) : 0;

    private protected override void Admit(TaskGroup group) =>
        group.State = new FluidGroup((FluidGroup)group.Parent!.State, spare, group.State as FluidGroup) { Weight = WeightOf(group) };

    private protected override void Dismiss(TaskGroup group)
    {
    }

    private protected override void Admit(CpuTask task) => task.State = new FluidTask(task);

    private static double WeightOf(TaskGroup group) => group.Shares / (double)LoadWeight.Nice0;

    // At the exact end of work, before the clock's step: what was demanded before goes on, else the task leaves and is told at the step.
    private void Consume(FluidTask member)
    {
        var (task, group) = (member.Task, member.Parent!);
        Account(member, member.Target);
        if (task.Demanded > task.Consumed)
        {
            if (task.NextMark == task.Consumed)
                task.Reach();
            member.Aim(member.Tag);
            member.Class!.Retag(member);
        }
        else
        {
            group.Part(member);
            if (lastEnded == null)
                firstEnded = member;
            else
                lastEnded.NextEnded = member;
            lastEnded = member;
        }

        Changed(group);
    }

    private void TellAll()
    {
        while (firstEnded is { } member)
        {
            firstEnded = member.NextEnded;
            lastEnded = firstEnded == null ? null : lastEnded;
            member.NextEnded = null;
            Tell(member);
        }
    }

    private void Tell(FluidTask member)
    {
        var task = member.Task;
        if (!task.Exiting && task.NextMark == task.Consumed)
            task.Reach();
        if (task.Demanded > task.Consumed)
            Start(member);
        else
            Sleep(member);
    }

    private void Start(FluidTask member)
    {
        var group = member.Parent!;
        Sync(group);
        member.Sequence = tree.NextSequence();
        member.Tag = double.PositiveInfinity;
        group.Join(member, 1);
        member.Task.QueuedSince = NowNs;
        member.Aim(member.Class!.Clock);
        member.Class.Retag(member);
        Changed(group);
    }

    private void Sleep(FluidTask member)
    {
        var task = member.Task;
        task.Status = TaskState.Sleeping;
        task.Voluntary++;
        member.SleptAt = NowNs;
        if (task.Exiting)
            Forget(task);
    }

    private void Account(FluidTask member, long consumed)
    {
        var task = member.Task;
        var work = consumed - task.Consumed;
        task.DelayTotal += Math.Max(0, NowNs - task.QueuedSince - work);
        task.QueuedSince = NowNs;
        task.Consumed = consumed;
        task.Group.DirectExec += work;
        accountedNs += work;
    }

    // Brings the clocks that a change of a group needs up to date; while work ends at exact instants they are.
    private void Sync(FluidGroup group) => tree.Sync(group, ringing ? tree.SyncedNs : NowNs);

    private void Changed(FluidGroup group)
    {
        BusyChanges?.Invoke(tree.SyncedNs);
        tree.Changed(group);
        if (!ringing)
            Arm(0);
    }

    private void Ring()
    {
        var again = rangAt == NowNs ? 1 : 0;
        rangAt = NowNs;
        ringing = true;
        while (root.Next() is { First: { } c, Service: var service } && tree.SyncedNs + service / tree.Speed <= rangAt + 1.5 * Slack)
        {
            root.Advance(service);
            tree.SyncedNs += service / tree.Speed;
            var member = c.First;
            while (member is FluidGroup group)
            {
                FluidTree.Follow(group);
                member = group.Next().First!.First;
            }

            Consume((FluidTask)member);
        }

        ringing = false;
        Sync(root);
        TellAll();
        Arm(again);
    }

    // Rings when the first work ends, rounded up to the clock's step; at least so many steps from now.
    private void Arm(long least)
    {
        var (first, service) = root.Next();
        var steps = first == null ? double.MaxValue
            : Math.Ceiling((service / tree.Speed - (NowNs - tree.SyncedNs) - Slack) / TimeSpan.NanosecondsPerTick);
        var now = Simulation.Now;
        if (steps >= DateTime.MaxValue.Ticks - now.Ticks)
        {
            next.Cancel();
            return;
        }

        var at = now.AddTicks(Math.Max(least, (long)steps));
        if (!next.IsSet || next.Time != at)
            next.SetAt(at);
    }
}
