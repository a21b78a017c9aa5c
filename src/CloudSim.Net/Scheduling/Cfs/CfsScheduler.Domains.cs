using CloudSim.Net.Scheduling.Domains;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>The real-time class above the fair one, and the domains of a machine whose CPUs are not all alike.</content>
public sealed partial class CfsScheduler : IRunQueues
{
    private DomainPlacement? domainPlacement;
    private DomainBalancer? domains;

    internal override bool HasRealTime => true;

    DomainTree IRunQueues.Domains => Domains;

    bool IRunQueues.IsIdle(int cpu) => IdleCpus.Contains(cpu);

    bool IRunQueues.IsSchedIdle(int cpu) => placement.HasIdleTasks && Processors[cpu].IsSchedIdle;

    int IRunQueues.Running(int cpu) => Processors[cpu].NrRunning;

    int IRunQueues.FairRunning(int cpu) => Processors[cpu].Root.HNrRunning;

    double IRunQueues.Load(int cpu) => Processors[cpu].Root.LoadAt(ClockNs) / (1 << CfsEntity.WeightShift);

    double IRunQueues.Capacity(int cpu) => Processors[cpu].CapacityAt(ClockNs);

    double IRunQueues.Utilization(int cpu) => Processors[cpu].UtilizationAt(ClockNs);

    bool IRunQueues.HasFor(int cpu, int from)
    {
        for (var entity = Processors[from].Tasks.First; entity != null; entity = Processors[from].Tasks.After(entity))
            if (entity != Processors[from].CurrEntity
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
        if (cpu.CurrEntity is not { OnRq: true, Task: { } task } entity || task.Demanded == task.Consumed
            || ((CfsGroup)task.Group.State).Allowed is { } allowed && !allowed.Contains(to))
            return false;
        cpu.DequeueTask(entity, sleep: false);
        cpu.Schedule();
        Attach(entity, Processors[to]);
        return true;
    }

    private protected override int SelectCpu(CpuTask task)
    {
        if (domainPlacement == null)
            return placement.SelectTaskRq(task, WakingCpu);
        var allowed = ((CfsGroup)task.Group.State).Allowed;
        var load = LoadOf(task);
        return task.Cpu < 0 ? domainPlacement.FindIdlest(Math.Max(WakingCpu, 0), allowed)
            : domainPlacement.Wake(task.Cpu, WakingCpu, load, load, allowed);
    }

    private protected override int FindIdlest(int from, CpuSet? allowed) =>
        domainPlacement?.FindIdlest(from, allowed) ?? placement.FindIdlest(from, allowed);

    private static double LoadOf(CpuTask task) => task.State is CfsEntity entity ? (double)entity.Weight / (1 << CfsEntity.WeightShift) : 0;
}
