using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>The sending side of a live network interface: transfers leave one after the other at line rate.</summary>
public sealed class NetworkInterface
{
    private readonly Simulation simulation;
    private readonly NicModel model;
    private DateTime free;

    /// <summary>An idle interface of this model.</summary>
    public NetworkInterface(Simulation simulation, NicModel model)
    {
        this.simulation = simulation;
        this.model = model;
        free = simulation.Now;
    }

    /// <summary>Data sent or queued so far.</summary>
    public Bytes Sent { get; private set; }

    /// <summary>Queues a transfer and tells when its last byte will have left: after all that were queued before it.</summary>
    public DateTime Send(Bytes size)
    {
        var begin = free > simulation.Now ? free : simulation.Now;
        free = begin + size / model.Bandwidth;
        Sent += size;
        return free;
    }
}
