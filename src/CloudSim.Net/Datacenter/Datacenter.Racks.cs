using CloudSim.Net.Hardware;
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
    /// <returns>The hosts, rack by rack.</returns>
    /// <exception cref="NotSupportedException">The model cannot have a scheduler; the hosts before it are there.</exception>
    public IReadOnlyList<Node> AddRacks(
        int racks, int hostsPerRack, HostModel model, StreamScope streams, Func<int, SchedulerKind?>? scheduler = null)
    {
        Check.Count(racks, nameof(racks));
        Check.Count(hostsPerRack, nameof(hostsPerRack));
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(streams);
        var (first, added) = (nodes.Count == 0 ? 0 : nodes.All.Max(node => node.Rack) + 1, new List<Node>(checked(racks * hostsPerRack)));
        for (var i = 0; i < racks * hostsPerRack; i++)
        {
            var name = $"host {nodes.Count}";
            var host = new Host(Simulation, model, streams, scheduler?.Invoke(nodes.Count), name);
            added.Add(Add(host, first + (i / hostsPerRack), name: name));
        }

        return added;
    }
}
