using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter.Power;

/// <summary>Hosts of four CPUs that are off, and take 260 s to come back.</summary>
internal static class SleepingFleet
{
    public static readonly InstanceType One = new("one CPU", 1, 1.GiB), Four = new("a host", 4, 1.GiB);

    public static (Simulation Sim, Fleet Fleet, PowerManager Manager) Asleep(
        int hosts, bool backOff, double after = 60, double longest = 10, Filter? filter = null, int keep = 0,
        bool makes = true)
    {
        var (sim, streams, rack) = (new Simulation(), new RandomStreams(1), HostModel.RackServer(P));
        var power = MeasuredServers.DellR720(P).Power!;
        var fleet = new Fleet(sim, new Filtered(new FirstFit(), filter ?? ((_, _) => null)))
        {
            Queue = backOff ? QueueRule.BackOff(1.Seconds, longest.Seconds) : QueueRule.Fifo,
        };
        for (var i = 0; i < hosts; i++)
            fleet.Add(new Host(sim, rack with
            {
                Topology = CpuTopology.Uniform(4), Governor = null, Memory = 8.GiB,
                Power = power with { Sleep = SleepState.PoweredOff(P, power.Full) },
            }, streams, SchedulerKind.Fluid));
        var manager = makes ? new PowerManager(fleet, after.Seconds, keep) : null;
        foreach (var node in fleet.Nodes.All.Where(_ => !makes))
            PowerControl.Of(node.Host).Sleep();
        sim.Run((after + 600).Seconds);
        Assert.Equal(hosts - keep, fleet.Nodes.All.Count(node => PowerControl.Of(node.Host).State == PowerState.Asleep));
        return (sim, fleet, manager!);
    }
}
