using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Power;

/// <summary>
/// Lets the hosts of a datacenter sleep while nobody holds a place on them, and wakes one when a request finds no place: the first that
/// sleeps and has room for it. A request that is to be waited for needs patience (<see cref="Request.Patience"/>) for as long as a wake-up
/// takes.
/// </summary>
public sealed class PowerManager
{
    private readonly Datacenter datacenter;
    private readonly Dictionary<Node, Alarm> idle = [];
    private readonly int awake;

    /// <summary>Manages a datacenter from now on; all its hosts' power and sleep state are known.</summary>
    /// <param name="datacenter">The datacenter.</param>
    /// <param name="after">How long a host is empty before it falls asleep; not negative.</param>
    /// <param name="keep">So many empty hosts stay awake for those to come, 0 or more.</param>
    /// <exception cref="ArgumentException">The power of a host is not known (<see cref="Hardware.HostModel.Power"/>).</exception>
    public PowerManager(Datacenter datacenter, TimeSpan after, int keep = 0)
    {
        ArgumentNullException.ThrowIfNull(datacenter);
        (this.datacenter, After, awake) = (datacenter, Check.Time(after, nameof(after)), Check.Count(keep, nameof(keep)));
        foreach (var node in datacenter.Nodes.All)
            PowerControl.Of(node.Host);
        datacenter.Recorded += record => Look(record.From, record.Host);
        datacenter.Delayed += Wake;
        datacenter.Added += Watch;
        foreach (var node in datacenter.Nodes.All)
            Watch(node);
    }

    /// <summary>How long a host is empty before it falls asleep.</summary>
    public TimeSpan After { get; }

    /// <summary>How often a host fell asleep.</summary>
    public int Sleeps { get; private set; }

    private void Watch(Node node) => Look(node, null);

    private void Look(Node? left, Node? taken)
    {
        if (taken is not null && idle.TryGetValue(taken, out var waits))
            waits.Cancel();
        if (left is null)
            return;
        if (!idle.TryGetValue(left, out var alarm))
            idle.Add(left, alarm = new(datacenter.Simulation, () => Sleep(left)));
        alarm.Set(After);
    }

    private void Sleep(Node node)
    {
        if (node.Places > 0 && node.Allocations.Count == 0)
            idle[node].Set(After); // a move holds a place yet
        if (node.Places > 0 || !node.Host.IsAwake || node.Host.Guests.Count > 0)
            return;
        if (awake > 0 && datacenter.Nodes.All.Count(other => other.Places == 0 && other.Host.IsAwake) <= awake)
            return;
        var power = PowerControl.Of(node.Host);
        power.Sleep();
        if (power.State == PowerState.FallingAsleep)
            Sleeps++; // else its model has no sleep state
    }

    private void Wake(Allocation waiting)
    {
        var needs = waiting.Request.Needs;
        foreach (var node in datacenter.Nodes.All)
            if (PowerControl.Of(node.Host) is var power && power.State != PowerState.On && node.IsOpen && needs.FitsIn(node.Free))
            {
                power.Wake().AddCallback(_ => Look(node, null)); // it sleeps again if the request has gone elsewhere
                return;
            }
    }
}
