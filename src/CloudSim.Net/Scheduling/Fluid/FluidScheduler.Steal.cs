namespace CloudSim.Net.Scheduling.Fluid;

/// <content>
/// What could have been used and was not: CPUs that the members of a group could have used at each instant, less what they got. Where
/// threads share cores, what they slow each other counts: usage is work.
/// </content>
public sealed partial class FluidScheduler
{
    internal override long StealNsOf(TaskGroup group)
    {
        var state = (FluidGroup)group.State;
        var used = group == Root ? accountedNs : group.UsageOfTasks();
        return Math.Max(0, (long)Math.Round(state.WantedNs(Math.Max(NowNs, tree.SyncedNs))) - used - InFlight(state));
    }
}
