using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>A live network interface: in each direction transfers pass one after the other at line rate.</summary>
public sealed class NetworkInterface
{
    private readonly Simulation simulation;
    private readonly NicModel model;
    private Direction outward, inward;

    /// <summary>An idle interface of this model.</summary>
    public NetworkInterface(Simulation simulation, NicModel model)
    {
        this.simulation = simulation;
        this.model = model;
        outward = inward = new(simulation.Now);
    }

    /// <summary>Data sent or queued so far.</summary>
    public Bytes Sent { get; private set; }

    /// <summary>Data received or asked for so far.</summary>
    public Bytes Received { get; private set; }

    /// <summary>Asks for data; the event succeeds with its last byte, after all that was asked for before.</summary>
    public Event Receive(Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        Received += size;
        return simulation.Timeout(inward.Add(simulation.Now, size, model.Bandwidth) - simulation.Now);
    }

    /// <summary>Queues a transfer and tells when its last byte will have left: after all that were queued before it.</summary>
    public DateTime Send(Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        Sent += size;
        return outward.Add(simulation.Now, size, model.Bandwidth);
    }

    // Times are those of all bytes since it was idle: however they are cut into transfers, nothing is rounded away.
    private struct Direction(DateTime now)
    {
        private DateTime begin = now, free = now;
        private Bytes sum;

        public DateTime Add(DateTime now, Bytes size, Bandwidth rate)
        {
            if (free <= now && begin < now)
                (begin, sum) = (now, Bytes.Zero);
            sum += size;
            return free = begin + sum / rate;
        }
    }
}
