namespace CloudSim.Net.Scheduling;

/// <content>A task, or a group, that comes from another machine's scheduler: live migration.</content>
public abstract partial class CpuScheduler
{
    /// <summary>
    /// Takes over a task that sleeps or is frozen, with what it has left to do, its counters and who waits for it. What it used so far
    /// stays in the account of the scheduler that it comes from.
    /// </summary>
    /// <param name="task">A task of the fair class of another scheduler of this kind.</param>
    /// <param name="to">Its group here.</param>
    /// <param name="scale">Time of this machine's CPU for each that is left to do on the old one's: the ratio of their clocks.</param>
    internal void Adopt(CpuTask task, TaskGroup to, double scale = 1)
    {
        MustBeOwn(to);
        CheckKind(task.Scheduler);
        if (!task.IsSleeping || task.HasExited || task.Priority > 0)
            throw new InvalidOperationException($"task {task} cannot move: it must sleep, or be frozen, and be none of real time");
        Remove(task);
        Insert(task, to, scale);
    }

    /// <summary>The same for a task that may run: it goes on here.</summary>
    internal void AdoptRunning(CpuTask task, TaskGroup to)
    {
        if (!task.IsSleeping)
            task.Scheduler.Suspend(task);
        Adopt(task, to);
        if (!to.IsFrozen)
            task.Thaw();
    }

    /// <summary>Takes over a frozen group with all in it, as <see cref="Adopt(CpuTask, TaskGroup, double)"/> takes a task.</summary>
    /// <param name="group">A frozen group of another scheduler of this kind; it stays frozen.</param>
    /// <param name="parent">The group around it here.</param>
    /// <param name="scale">As for a task.</param>
    /// <exception cref="NotSupportedException">Groups of this kind of scheduler do not move: move their tasks.</exception>
    internal void Adopt(TaskGroup group, TaskGroup parent, double scale = 1)
    {
        MustBeOwn(parent);
        CheckKind(group.Scheduler);
        if (!HasMovingGroups)
            throw new NotSupportedException($"{GetType().Name} takes over tasks, no groups (FluidScheduler does)");
        if (!group.IsFrozen || !(group.Frozen || group.IsSuspended || parent.IsFrozen))
            throw new InvalidOperationException($"group {group.Path} cannot move: it must be frozen, and stay so in {parent.Path}");
        var inside = group.AllTasks().ConvertAll(task => (Task: task, task.Group));
        foreach (var (task, _) in inside)
            Remove(task);
        group.MoveTo(this, parent);
        AdmitAll(group);
        foreach (var (task, own) in inside)
            Insert(task, own, scale);
    }

    /// <summary>Whether whole groups can be taken over.</summary>
    private protected virtual bool HasMovingGroups => false;

    /// <summary>A task leaves for another scheduler: nothing here keeps it.</summary>
    private protected virtual void Dismiss(CpuTask task)
    {
    }

    private static void Remove(CpuTask task)
    {
        task.Scheduler.Leave(task);
        task.Scheduler.Dismiss(task);
    }

    private void CheckKind(CpuScheduler from)
    {
        if (from == this || from.GetType() != GetType() || from.Simulation != Simulation)
            throw new InvalidOperationException($"{from.GetType().Name} gives tasks to another one of its kind, not to {GetType().Name}");
    }

    private void Insert(CpuTask task, TaskGroup to, double scale)
    {
        task.Settle(this, to, scale);
        to.Tasks++;
        to.Totals.Add(task);
        to.Totals.Inherit(default(TaskStat) - task.Stat);
        Admit(task);
    }

    private void AdmitAll(TaskGroup group)
    {
        Admit(group);
        BandwidthChanged(group);
        foreach (var child in group.Children)
            AdmitAll(child);
    }
}
