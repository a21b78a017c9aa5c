using CloudSim.Net.Hardware;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Storage;

/// <summary>
/// A machine of the datacenter's network that stores data for others. A request waits for one of the disk's channels, which has it for the
/// disk's latency; then its data crosses the disk and the network at once, as one flow: all readers and writers share the disk's path to
/// memory and each link, and none has more than a channel's rate.
/// </summary>
public sealed class StorageServer
{
    private readonly Fabric fabric;
    private readonly DiskModel model;
    private readonly Resource channels;

    /// <summary>An idle server.</summary>
    /// <param name="fabric">The network.</param>
    /// <param name="number">The machine's number in the topology.</param>
    /// <param name="disk">Its disk, or all of them as one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The topology has no such machine.</exception>
    public StorageServer(Fabric fabric, int number, DiskModel disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        (Port, this.fabric, model) = (new(fabric, number), fabric, disk);
        channels = new Resource(fabric.Simulation, disk.Channels);
        Disk = new Link($"disk of host {number}", disk.Bandwidth);
    }

    /// <summary>Where it is.</summary>
    public FabricPort Port { get; }

    /// <summary>The disk's path to memory.</summary>
    public Link Disk { get; }

    /// <summary>Requests that have not ended.</summary>
    public int Pending { get; private set; }

    /// <summary>Data that was read from here.</summary>
    public Bytes Read { get; private set; }

    /// <summary>Data that was written here.</summary>
    public Bytes Written { get; private set; }

    /// <summary>Sends data to a machine; the process ends when the last byte is there.</summary>
    /// <param name="host">The machine that asks.</param>
    /// <param name="size">How much.</param>
    /// <param name="cached">Whether the server has it in memory: then the disk is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine, or a negative size.</exception>
    public Process Send(int host, Bytes size, bool cached = false)
    {
        Verify(host, size);
        Pending++;
        return fabric.Simulation.Process(Sending());

        IEnumerable<Event> Sending()
        {
            yield return fabric.Send(host, Port.Number, Bytes.Zero);
            if (!cached)
                foreach (var step in Seek())
                    yield return step;
            yield return Move(Port.Number, host, size, cached).Done;
            yield return fabric.Simulation.Timeout(fabric.Topology.Latency(Port.Number, host));
            Read += size;
            Pending--;
        }
    }

    /// <summary>Takes data from a machine; the process ends when the machine knows that the disk has it.</summary>
    /// <param name="host">The machine that writes.</param>
    /// <param name="size">How much.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine, or a negative size.</exception>
    public Process Take(int host, Bytes size)
    {
        Verify(host, size);
        Pending++;
        return fabric.Simulation.Process(Taking());

        IEnumerable<Event> Taking()
        {
            yield return fabric.Simulation.Timeout(fabric.Topology.Latency(host, Port.Number));
            foreach (var step in Seek())
                yield return step;
            yield return Move(host, Port.Number, size, cached: false).Done;
            yield return fabric.Send(Port.Number, host, Bytes.Zero);
            Written += size;
            Pending--;
        }
    }

    private void Verify(int host, Bytes size)
    {
        Check.Between(host, 0, fabric.Topology.Hosts - 1, nameof(host));
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count, nameof(size));
    }

    private IEnumerable<Event> Seek()
    {
        using var channel = channels.Request();
        yield return channel;
        yield return fabric.Simulation.Timeout(model.ReadLatency);
    }

    private Flow Move(int from, int to, Bytes size, bool cached)
    {
        var path = new List<Link>(8);
        if (!cached)
            path.Add(Disk);
        fabric.AddPath(from, to, path);
        return fabric.Flows.Start(size, cached ? null : model.ChannelBandwidth, path);
    }
}
