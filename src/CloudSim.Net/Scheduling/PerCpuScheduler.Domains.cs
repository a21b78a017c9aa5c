using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling;

/// <content>The real-time class, for schedulers that have it, and the domains of a machine whose CPUs are not all alike.</content>
public abstract partial class PerCpuScheduler
{
    internal RealTimeClass? RealTime;
    internal Pacing? Pacing;
    private protected BusyThreads? BusyThreads;

    private bool IsUneven => BusyThreads is { AreUneven: true };

    internal void SetBusy(int cpu)
    {
        IdleCpus.Remove(cpu);
        if (Pacing != null)
            BusyChanged(cpu, busy: true);
    }

    internal void SetIdle(int cpu)
    {
        IdleCpus.Add(cpu);
        if (Pacing != null)
            BusyChanged(cpu, busy: false);
    }

    private protected void UseDomains()
    {
        if (Topology.IsUniform)
            return;
        BusyThreads = new BusyThreads(Topology);
        Pacing = new Pacing(Topology, processors, BusyThreads);
    }

    internal override void UseClocks(ClockGovernor governor, Frequency clock) =>
        Pacing = new Pacing(Topology, processors, BusyThreads ?? new BusyThreads(Topology), new CoreClocks(this, processors, governor, clock));

    private protected void AdmitRealTime(CpuTask task, RealTimeTunables tunables)
    {
        RealTime ??= new RealTimeClass(this, processors, tunables, TickNs, made =>
            FindIdlest(Math.Max(made.Cpu >= 0 ? made.Cpu : WakingCpu, 0), made.Group.EffectiveAffinity));
        RealTime.Admit(task);
    }

    private void BusyChanged(int cpu, bool busy)
    {
        Pacing!.Change(cpu, busy);
        if (IsUneven)
            StartTick();
    }
}
