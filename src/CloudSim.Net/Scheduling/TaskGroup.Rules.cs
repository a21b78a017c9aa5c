namespace CloudSim.Net.Scheduling;

/// <content>What a group has from those around it: the CPUs that it may use, whether it is frozen; and whether it is idle.</content>
public sealed partial class TaskGroup
{
    /// <summary>
    /// Whether the group is frozen (<c>cgroup.freeze</c>): no task of it or of the groups below runs until it is thawed, then they go on
    /// where they were. A frozen task is off its CPU as one that sleeps (kernel/cgroup/freezer.c), at the instant of the write: in the
    /// kernel each has to run once more to notice. Work demanded meanwhile waits for the thaw.
    /// </summary>
    /// <exception cref="InvalidOperationException">The root.</exception>
    public bool Frozen
    {
        get;
        set
        {
            if (Parent == null)
                throw new InvalidOperationException("the root group cannot be frozen");
            if (field == value)
                return;
            field = value;
            FollowFreezer();
        }
    }

    /// <summary>
    /// Whether its tasks are frozen for another reason than <c>cgroup.freeze</c>: the machine is suspended (asked of the root), or its
    /// guest stands still in a move.
    /// </summary>
    internal bool IsSuspended
    {
        get;
        set
        {
            field = value;
            FollowFreezer();
        }
    }

    /// <summary>Whether this group, or one around it, is frozen.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>
    /// Whether the group's tasks together weigh as one of SCHED_IDLE does (<c>cpu.idle</c>, sched_group_set_idle in kernel/sched/fair.c):
    /// 3, where a group of the default weight has 1024. Afterwards the group has the default weight.
    /// </summary>
    /// <exception cref="InvalidOperationException">The root.</exception>
    /// <exception cref="NotSupportedException">The scheduler knows no idle groups.</exception>
    public bool IsIdle
    {
        get;
        set
        {
            if (Parent == null)
                throw new InvalidOperationException("the root group has no weight");
            if (field == value)
                return;
            if (!Scheduler.HasIdleGroups)
                throw new NotSupportedException($"{Scheduler.GetType().Name} has no idle groups (CfsScheduler has)");
            field = false;
            Weight = 100;
            field = value;
            Scheduler.GroupChanged(this);
        }
    }

    /// <summary>The CPUs that the tasks may use with what the groups around allow (<c>cpuset.cpus.effective</c>); null = all.</summary>
    public CpuSet? EffectiveAffinity { get; private set; }

    /// <summary>The group's share of a CPU as the kernel's load weight.</summary>
    internal int Shares => IsIdle ? LoadWeight.IdlePolicy : LoadWeight.OfCpuWeight(Weight);

    // update_cpumasks_hier: the own CPUs among those of the parent; the parent's if none is left.
    private void FollowAffinity()
    {
        EffectiveAffinity = CpuSet.Within(affinity, Parent?.EffectiveAffinity, Scheduler.Cpus);
        for (var i = 0; i < children?.Count; i++)
            children[i].FollowAffinity();
    }

    // Who waits leaves before who runs: so no CPU takes up a task that is next to leave.
    private void FollowFreezer()
    {
        Scheduler.CatchUp();
        var tasks = new List<CpuTask>();
        Collect(tasks);
        if (!IsFrozen)
        {
            foreach (var task in tasks)
                task.Thaw();
            return;
        }

        foreach (var task in tasks)
            if (task.Status != TaskState.Running)
                task.Freeze();
        foreach (var task in tasks)
            if (task.Group.IsFrozen && task.Status == TaskState.Running)
                task.Freeze();
    }

    /// <summary>The tasks of the group and of those below it that have not ended.</summary>
    internal List<CpuTask> AllTasks()
    {
        var tasks = new List<CpuTask>();
        Gather(this);
        return tasks;

        void Gather(TaskGroup group)
        {
            group.totals?.CopyTo(tasks);
            for (var i = 0; i < group.children?.Count; i++)
                Gather(group.children[i]);
        }
    }

    // The tasks of the groups for which it makes a difference.
    private void Collect(List<CpuTask> tasks)
    {
        var frozen = Frozen || IsSuspended || Parent is { IsFrozen: true };
        if (frozen == IsFrozen)
            return;
        IsFrozen = frozen;
        FollowBackground();
        totals?.CopyTo(tasks);
        for (var i = 0; i < children?.Count; i++)
            children[i].Collect(tasks);
    }
}
