using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling.Domains;

/// <summary>
/// How fast the task of each CPU proceeds: it changes at once when a thread of the same core becomes busy or idle, and with the clock.
/// </summary>
internal sealed class TaskSpeeds
{
    private readonly CpuTopology topology;
    private readonly IVariableSpeedCpu[] cpus;
    private readonly BusyThreads busy;
    private readonly long[] alone;
    private readonly long nodeMove;
    private readonly CoreClocks? clocks;

    public TaskSpeeds(CpuTopology topology, IVariableSpeedCpu[] cpus, BusyThreads busy, CoreClocks? clocks = null)
    {
        (this.topology, this.cpus, this.busy, this.clocks) = (topology, cpus, busy, clocks);
        alone = [.. Enumerable.Range(0, topology.ThreadsPerCore + 1)
            .Select(n => n == 0 ? CpuSpeed.Full : CpuSpeed.Of(topology.Speed(n, false, 0)))];
        nodeMove = topology.NodeMoveCost.Ticks * 100;
    }

    // A task gets a CPU: it may find its node's caches cold (by its working set, if that is known); its memory is where it first ran.
    public void Starts(CpuTask task, int cpu)
    {
        var node = topology.NodeOf(cpu);
        if (task.MemoryNode < 0)
            task.MemoryNode = node;
        if (task.CacheNode >= 0 && task.CacheNode != node && task.WorkingSet.Count == 0)
            task.OverheadLeft += nodeMove;
        task.CacheNode = node;
    }

    // A CPU has become busy or idle: the other threads of its core go on at another speed.
    public void Change(int cpu, bool isBusy)
    {
        busy.Change(cpu, isBusy);
        clocks?.Change(cpu, isBusy);
        if (topology.ThreadsPerCore == 1)
            return;
        for (var sibling = topology.CoreOf(cpu); sibling < topology.Cpus; sibling += topology.Cores)
            if (sibling != cpu && cpus[sibling].Running is { Status: TaskState.Running })
                cpus[sibling].Retime();
    }

    public long SpeedOf(CpuTask task, int cpu) => clocks == null ? SpeedAtClock(task, cpu)
        : SpeedAtClock(task, cpu) * clocks.SpeedOf(cpu) >> CpuSpeed.Shift;

    private long SpeedAtClock(CpuTask task, int cpu)
    {
        var speed = alone[busy.OfCore(cpu)];
        return task.MemoryNode == topology.NodeOf(cpu) || topology.NumaNodes == 1 ? speed
            : CpuSpeed.Of(topology.Speed(Math.Max(1, busy.OfCore(cpu)), true, task.MemoryShare));
    }
}
