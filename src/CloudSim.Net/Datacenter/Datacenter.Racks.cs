using CloudSim.Net.Hardware;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <content>Many hosts at once.</content>
public sealed partial class Datacenter
{
    /// <summary>
    /// Adds racks of hosts of one model, numbered on from the last rack. A host's draws depend on its number and not on the schedulers, so
    /// a host draws the same whether the others are simulated in slices or as a fluid.
    /// </summary>
    /// <param name="racks">How many racks.</param>
    /// <param name="hostsPerRack">How many hosts stand in each.</param>
    /// <param name="model">The machine as bought.</param>
    /// <param name="streams">Random numbers; each host has a scope of its own within, "host 0" and so on by its number.</param>
    /// <param name="scheduler">The CPU scheduler of the host of this number, null for that of the model: so some hosts have slices
    /// (<see cref="SchedulerKind.Cfs"/>), and the rest is a fluid (<see cref="SchedulerKind.Fluid"/>). Left out: the model's.</param>
    /// <param name="fabric">The network whose machine of its number each host is; null for none.</param>
    /// <returns>The hosts, rack by rack.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The network has fewer machines; no host was added.</exception>
    /// <exception cref="NotSupportedException">The model cannot have a scheduler; the hosts before it are there.</exception>
    public IReadOnlyList<Node> AddRacks(int racks, int hostsPerRack, HostModel model, StreamScope streams,
        Func<int, SchedulerKind?>? scheduler = null, Fabric? fabric = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return AddRacks(racks, hostsPerRack, _ => model, streams, scheduler, fabric);
    }

    /// <summary>Adds racks of hosts of any mix of models, on a network if one is given.</summary>
    /// <param name="racks">How many racks.</param>
    /// <param name="hostsPerRack">How many hosts stand in each.</param>
    /// <param name="model">The machine as bought, by the host's number.</param>
    /// <param name="streams">Random numbers; each host has a scope of its own within, "host 0" and so on by its number.</param>
    /// <param name="scheduler">The CPU scheduler, by the host's number; null, or left out, for that of the model.</param>
    /// <param name="fabric">The network whose machine of its number each host is; null for none.</param>
    /// <returns>The hosts, rack by rack.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The network has fewer machines; no host was added.</exception>
    /// <exception cref="NotSupportedException">A model cannot have a scheduler; the hosts before it are there.</exception>
    public IReadOnlyList<Node> AddRacks(int racks, int hostsPerRack, Func<int, HostModel> model, StreamScope streams,
        Func<int, SchedulerKind?>? scheduler = null, Fabric? fabric = null)
    {
        Check.Count(racks, nameof(racks));
        Check.Count(hostsPerRack, nameof(hostsPerRack));
        Check.Between((long)racks * hostsPerRack, 0, Array.MaxLength, "racks * hostsPerRack");
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(streams);
        if (fabric is not null && fabric.Topology.Hosts < (long)nodes.Count + ((long)racks * hostsPerRack))
            throw new ArgumentOutOfRangeException(nameof(fabric), $"the network has {fabric.Topology.Hosts} machines, and there would be "
                + $"{nodes.Count + ((long)racks * hostsPerRack)} hosts: give it a network interface for each");
        var (first, added) = (nodes.Count == 0 ? 0 : nodes.All.Max(node => node.Rack) + 1, new List<Node>(checked(racks * hostsPerRack)));
        for (var i = 0; i < racks * hostsPerRack; i++)
        {
            var name = $"host {nodes.Count}";
            var host = new Host(Simulation, model(nodes.Count), streams, scheduler?.Invoke(nodes.Count), name)
            {
                Port = fabric is null ? null : new(fabric, nodes.Count),
            };
            added.Add(Add(host, first + (i / hostsPerRack), name: name));
        }

        return added;
    }
}
