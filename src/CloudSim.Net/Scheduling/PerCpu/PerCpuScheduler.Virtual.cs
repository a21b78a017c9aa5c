namespace CloudSim.Net.Scheduling.PerCpu;

/// <content>A scheduler whose CPUs are threads of another one: that of a guest's kernel, on its virtual CPUs.</content>
public abstract partial class PerCpuScheduler
{
    internal VirtualCpuCosts VirtualCosts { get; private set; }

    /// <summary>Whether its CPUs are virtual ones.</summary>
    internal bool IsVirtual { get; private set; }

    /// <summary>Whether nothing takes the CPU from a task that does not wait: there is no tick then.</summary>
    internal bool IsCooperative { get; init; }

    internal override long TaskClockOf(CpuTask task) => IsVirtual ? processors[task.Cpu].TaskClock : NowNs;

    internal override void Retime(CpuTask task)
    {
        if (task.Status != TaskState.Running)
            return;
        var cpu = processors[task.Cpu];
        // What was done so far was aimed at the old mark.
        if (task.Speed != CpuSpeed.Full)
            cpu.Update();
        cpu.Retime();
    }

    internal override void Preemptible(CpuTask task)
    {
        processors[task.Cpu].Preemptible();
        if (task.Group.EffectiveAffinity is { } allowed && !allowed.Contains(task.Cpu))
            AffinityChanged(task.Group);
    }

    /// <summary>Puts its CPUs on these threads, before any task is made: each is runnable while its CPU has something to run.</summary>
    internal void RunOn(IReadOnlyList<CpuTask> threads, VirtualCpuCosts costs)
    {
        (IsVirtual, VirtualCosts) = (true, costs);
        for (var i = 0; i < processors.Length; i++)
            processors[i].RunOn(threads[i]);
    }

    /// <summary>How often a virtual CPU has left to its hypervisor for what its scheduler did: halts, interrupts, ticks.</summary>
    internal double ExitsOf(int cpu)
    {
        var (its, costs) = (processors[cpu], VirtualCosts);
        return (its.Halts * costs.HaltExits) + (its.IpisSent * costs.SendExits) + (its.IpisReceived * costs.ReceiveExits)
            + (its.Ticks * costs.TickExits) + its.OtherExits;
    }

    /// <summary>Called when a task of a virtual CPU has spun for some time; null where nobody looks.</summary>
    internal ISpinWatch? SpinWatch { get; set; }

    /// <summary>A running task gives its turn to another one, which waits for a CPU.</summary>
    internal virtual YieldResult YieldTo(CpuTask from, CpuTask to) => YieldResult.NotWaiting;

    internal Processor Cpu(int index) => processors[index];

    internal void TickLate(Processor cpu) => LateTick(cpu);

    private protected virtual void LateTick(Processor cpu)
    {
        cpu.Tick();
        if (NeedsTick(cpu))
            StartTick(cpu.Index);
    }

    private void JoinVirtual(Processor cpu, CpuTask task) =>
        cpu.JoinedBy(task, WakingCpu >= 0 ? processors[WakingCpu] : null, VirtualCosts);
}
