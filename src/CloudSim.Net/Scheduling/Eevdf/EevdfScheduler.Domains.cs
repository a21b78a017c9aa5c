using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>
/// Placement and balancing over the domains of the machine (<c>select_task_rq_fair</c>, <c>load_balance</c>), with loads of the instant.
/// </content>
public sealed partial class EevdfScheduler : IRunQueues
{
    private readonly DomainPlacement? placement;
    private readonly DomainBalancer? balancer;
    private bool hasIdleTasks;

    internal override bool HasRealTime => true;

    DomainTree IRunQueues.Domains => Domains;

    bool IRunQueues.IsIdle(int cpu) => Processors[cpu].Curr == null;

    bool IRunQueues.IsSchedIdle(int cpu) => hasIdleTasks && Processors[cpu].IsSchedIdle;

    int IRunQueues.Running(int cpu) => Processors[cpu].NrRunning;

    int IRunQueues.FairRunning(int cpu) => Processors[cpu].NrTasks;

    double IRunQueues.Load(int cpu) => Processors[cpu].Root.Load;

    double IRunQueues.Capacity(int cpu) => Processors[cpu].CapacityAt(NowNs);

    double IRunQueues.Utilization(int cpu) => Processors[cpu].UtilizationAt(NowNs);

    bool IRunQueues.HasFor(int cpu, int from) => Processors[from].Waiting(cpu) != null;

    bool IRunQueues.Detach(int from, int to, in Imbalance imbalance)
    {
        var left = imbalance.Amount;
        var moved = false;
        while (left > 0 && Processors[from].HasWaiting && Processors[from].Waiting(to) is { } task)
        {
            double load = imbalance.ByLoad ? Math.Max(1, EevdfCpu.LoadOf(task)) : 1;
            if (imbalance.ByLoad && load / (1L << Math.Min(imbalance.Failed, 40)) > left)
                break;
            left -= load;
            Move(task, Processors[from], Processors[to]);
            moved = true;
            if (imbalance.NewlyIdle)
                break;
            Processors[to].Joined(task);
        }

        return moved;
    }

    bool IRunQueues.MoveRunning(int from, int to)
    {
        if (Processors[from].Curr is not { Priority: 0 } task || task.Demanded == task.Consumed
            || task.Group.EffectiveAffinity is { } allowed && !allowed.Contains(to))
            return false;
        Processors[from].Schedule(expel: true);
        MoveTo(task, to);
        Processors[to].Enqueue(task, Arrival.Moved);
        Processors[to].Joined(task);
        return true;
    }

    private protected override int FindIdlest(int from, CpuSet? allowed) => placement?.FindIdlest(from, allowed) ?? 0;
}
