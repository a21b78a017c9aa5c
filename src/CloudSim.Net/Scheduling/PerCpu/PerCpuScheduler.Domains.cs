using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <content>The real-time class, for schedulers that have it, and the domains of a machine whose CPUs are not all alike.</content>
public abstract partial class PerCpuScheduler
{
    internal readonly DomainTree Domains;
    internal RealTimeClass? RealTime;
    internal TaskSpeeds? Speeds;
    private protected BusyThreads? BusyThreads;
    private int busyCpus;

    private protected bool IsUneven => BusyThreads is { AreUneven: true };

    internal void SetBusy(int cpu)
    {
        BusyChanges?.Invoke(ClockNs);
        busyCpus++;
        IdleCpus.Remove(cpu);
        if (Speeds != null)
            BusyChanged(cpu, busy: true);
    }

    internal void SetIdle(int cpu)
    {
        BusyChanges?.Invoke(ClockNs);
        busyCpus--;
        IdleCpus.Add(cpu);
        if (Speeds != null)
            BusyChanged(cpu, busy: false);
    }

    private protected void UseDomains()
    {
        if (Topology.IsUniform)
            return;
        BusyThreads = new BusyThreads(Topology);
        Speeds = new TaskSpeeds(Topology, processors, BusyThreads);
    }

    internal override void UseClocks(ClockGovernor governor, Frequency clock) =>
        Speeds = new TaskSpeeds(Topology, processors, BusyThreads ?? new BusyThreads(Topology),
            new CoreClocks(this, processors, governor, clock));

    private protected void AdmitRealTime(CpuTask task, RealTimeTunables tunables)
    {
        RealTime ??= new RealTimeClass(this, processors, Domains, tunables, TickNs, made =>
            FindIdlest(Math.Max(made.Cpu >= 0 ? made.Cpu : WakingCpu, 0), made.Group.EffectiveAffinity));
        RealTime.Admit(task);
    }

    private void BusyChanged(int cpu, bool busy)
    {
        Speeds!.Change(cpu, busy);
        Background?.CpusChanged(IdleCpus.Count, cpu);
        if (IsUneven)
            StartTick(cpu);
    }
}
