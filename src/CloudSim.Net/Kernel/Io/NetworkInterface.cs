using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>A live network interface: in each direction transfers pass one after the other at line rate.</summary>
public sealed class NetworkInterface
{
    private readonly Simulation simulation;
    private readonly NicModel model;
    private DateTime free;
    private DateTime freeInward;

    /// <summary>An idle interface of this model.</summary>
    public NetworkInterface(Simulation simulation, NicModel model)
    {
        this.simulation = simulation;
        this.model = model;
        free = freeInward = simulation.Now;
    }

    /// <summary>Data sent or queued so far.</summary>
    public Bytes Sent { get; private set; }

    /// <summary>Data received or asked for so far.</summary>
    public Bytes Received { get; private set; }

    /// <summary>Asks for data; the event succeeds with its last byte, after all that was asked for before.</summary>
    public Event Receive(Bytes size)
    {
        var begin = freeInward > simulation.Now ? freeInward : simulation.Now;
        freeInward = begin + size / model.Bandwidth;
        Received += size;
        return simulation.Timeout(freeInward - simulation.Now);
    }

    /// <summary>Queues a transfer and tells when its last byte will have left: after all that were queued before it.</summary>
    public DateTime Send(Bytes size)
    {
        var begin = free > simulation.Now ? free : simulation.Now;
        free = begin + size / model.Bandwidth;
        Sent += size;
        return free;
    }
}
