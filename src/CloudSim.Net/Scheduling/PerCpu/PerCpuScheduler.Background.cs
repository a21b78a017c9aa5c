using CloudSim.Net.Scheduling.Domains;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <content>What is done beside the tasks, in so many short pieces that it counts as a part of the CPUs.</content>
public abstract partial class PerCpuScheduler
{
    internal BackgroundLoad? Background;

    internal override double BackgroundClock => Background?.Clock ?? 0;

    internal override void ChangeBackground(long more)
    {
        CatchUp();
        BusyChanges?.Invoke(ClockNs);
        if (Speeds == null)
        {
            Speeds = new TaskSpeeds(Topology, processors, BusyThreads ?? new BusyThreads(Topology));
            foreach (var cpu in processors)
                if (cpu.Curr != null)
                    Speeds.Change(cpu.Index, true);
        }

        Background ??= new BackgroundLoad(this, processors);
        Background.Demand(more);
    }
}
