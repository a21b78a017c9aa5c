using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>
/// A live disk: requests wait for a free channel, for their latency, then for the one path to memory. It takes each request as it is:
/// the latency is a request's, and so is the rate of a channel; what is cut into requests, and how, is the kernel's affair
/// (the scheduler of the disk).
/// </summary>
public sealed class BlockDevice
{
    private readonly Simulation simulation;
    private readonly DiskModel model;
    private readonly Resource channels;
    private readonly Resource path;

    /// <summary>An idle disk of this model.</summary>
    public BlockDevice(Simulation simulation, DiskModel model)
    {
        this.simulation = simulation;
        this.model = model;
        channels = new Resource(simulation, model.Channels);
        path = new Resource(simulation);
    }

    /// <summary>Requests served so far.</summary>
    public long Completed { get; private set; }

    /// <summary>Moves data of this size; the event succeeds when it is in memory (or on the device).</summary>
    public Event Transfer(Bytes size) => simulation.Process(Serve(size));

    private IEnumerable<Event> Serve(Bytes size)
    {
        using (var channel = channels.Request())
        {
            yield return channel;
            yield return simulation.Timeout(model.ChannelTime(size));
        }
        using (var transfer = path.Request())
        {
            yield return transfer;
            yield return simulation.Timeout(size / model.Bandwidth);
        }
        Completed++;
    }
}
