using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>The real-time class above the fair one, and the domains of a machine whose CPUs are not all alike.</content>
public sealed partial class CfsScheduler : IRunQueues
{
    internal readonly DomainTree Domains;
    internal RealTimeClass? RealTime;
    private TaskSpeeds? speeds;
    private BusyThreads? busyThreads;
    private DomainPlacement? domainPlacement;
    private DomainBalancer? domains;

    internal override bool HasRealTime => true;

    private bool IsUneven => busyThreads is { AreUneven: true };

    DomainTree IRunQueues.Domains => Domains;

    bool IRunQueues.IsIdle(int cpu) => placement.IsIdle(cpu);

    bool IRunQueues.IsSchedIdle(int cpu) => placement.HasIdleTasks && Processors[cpu].IsSchedIdle;

    int IRunQueues.Running(int cpu) => Processors[cpu].NrRunning;

    int IRunQueues.FairRunning(int cpu) => Processors[cpu].Root.HNrRunning;

    double IRunQueues.Load(int cpu) => Processors[cpu].Root.LoadAt(NowNs) / (1 << CfsEntity.WeightShift);

    double IRunQueues.Capacity(int cpu) => Processors[cpu].CapacityAt(NowNs);

    double IRunQueues.Utilization(int cpu) => Processors[cpu].UtilizationAt(NowNs);

    bool IRunQueues.HasFor(int cpu, int from)
    {
        for (var entity = Processors[from].Tasks.First; entity != null; entity = Processors[from].Tasks.After(entity))
            if (entity != Processors[from].Curr
                && (((CfsGroup)entity.Task!.Group.State).Allowed is not { } allowed || allowed.Contains(cpu)))
                return true;
        return false;
    }

    bool IRunQueues.Detach(int from, int to, in Imbalance imbalance) => balancer.DetachTasks(
        Processors[from], Processors[to], imbalance.Idle, imbalance.NewlyIdle,
        (long)imbalance.Amount, imbalance.ByLoad, imbalance.Failed, imbalance.NiceTries);

    bool IRunQueues.MoveRunning(int from, int to)
    {
        var cpu = Processors[from];
        if (cpu.Curr is not { OnRq: true, Task: { } task } entity || task.Demanded == task.Consumed
            || ((CfsGroup)task.Group.State).Allowed is { } allowed && !allowed.Contains(to))
            return false;
        cpu.DequeueTask(entity, sleep: false);
        cpu.Schedule();
        Attach(entity, Processors[to]);
        return true;
    }

    private void UseDomains()
    {
        if (Topology.IsUniform)
            return;
        busyThreads = new BusyThreads(Topology);
        speeds = new TaskSpeeds(Topology, Processors, busyThreads);
        foreach (var cpu in Processors)
            cpu.UseSpeeds(speeds);
        domainPlacement = new DomainPlacement(this, busyThreads);
        domains = new DomainBalancer(this, Rules.Tick, Rules.BusyFactor);
    }

    internal override void UseClocks(ClockGovernor governor, Frequency clock)
    {
        speeds = new TaskSpeeds(Topology, Processors, busyThreads ?? new BusyThreads(Topology),
            new CoreClocks(this, Processors, governor, clock));
        foreach (var cpu in Processors)
            cpu.UseSpeeds(speeds);
    }

    private int Place(CpuTask task)
    {
        if (domainPlacement == null)
            return placement.SelectTaskRq(task, WakingCpu);
        var allowed = ((CfsGroup)task.Group.State).Allowed;
        var load = LoadOf(task);
        return task.Cpu < 0 ? domainPlacement.FindIdlest(Math.Max(WakingCpu, 0), allowed)
            : domainPlacement.Wake(task.Cpu, WakingCpu, load, load, allowed);
    }

    private int PlaceNew(CpuTask task, int from, CpuSet? allowed) =>
        domainPlacement?.FindIdlest(from, allowed) ?? placement.FindIdlest(from, allowed);

    private void AdmitRealTime(CpuTask task)
    {
        RealTime ??= new RealTimeClass(this, Processors, Domains, Tunables.RealTime, Rules.Tick, made =>
            PlaceNew(made, Math.Max(made.Cpu >= 0 ? made.Cpu : WakingCpu, 0), made.Group.EffectiveAffinity));
        RealTime.Admit(task);
    }

    // A CPU begins to run tasks, or has none left.
    internal void BusyChanged(int cpu, bool busy)
    {
        speeds!.Change(cpu, busy);
        if (IsUneven)
            StartTick(cpu);
    }

    private static double LoadOf(CpuTask task) => task.State is CfsEntity entity ? (double)entity.Weight / (1 << CfsEntity.WeightShift) : 0;
}
