using CloudSim.Net.Calibration;
using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>
/// A registry (OCI distribution specification): manifests by tag, blobs by digest. All who pull share its connection, and each has his own,
/// with max-min fairness; on a datacenter's network its data crosses the links of the topology. With an upstream it is a pull-through
/// mirror: what it lacks it fetches once, however many ask, and keeps.
/// Transfers may be cut (<see cref="Interrupt"/>); who asks for the rest gets the rest (HTTP range requests).
/// </summary>
public sealed class Registry
{
    private readonly Simulation simulation;
    private readonly FlowNetwork network;
    private readonly Link uplink;
    private readonly Registry? upstream;
    private readonly Link? toUpstream;
    private readonly FabricPort? port;
    private readonly SortedDictionary<string, Image> images = new(StringComparer.Ordinal);
    private readonly Dictionary<Digest, Event> mirrored = [];
    private readonly Dictionary<Flow, Event> transfers = [];

    /// <summary>A registry with its own images.</summary>
    /// <param name="parameters">What its times are read from.</param>
    /// <param name="simulation">The simulation.</param>
    /// <param name="network">The network that it is on.</param>
    /// <param name="connection">Rate of its connection.</param>
    public Registry(Parameters parameters, Simulation simulation, FlowNetwork network, Bandwidth connection)
        : this(parameters.Beside<Registry>().Duration("request"), simulation, network, new Link("registry", connection))
    {
    }

    /// <summary>A registry with its own images, on a machine of a datacenter's network.</summary>
    /// <param name="parameters">What its times are read from.</param>
    /// <param name="port">Where it is; who pulls is on the same network.</param>
    public Registry(Parameters parameters, FabricPort port)
        : this(parameters.Beside<Registry>().Duration("request"), Check.NotNull(port).Fabric.Simulation, port.Fabric.Flows,
            port.Fabric.Topology.Up(port.Number)) =>
        this.port = port;

    private Registry(TimeSpan request, Simulation simulation, FlowNetwork network, Link uplink)
    {
        (Request, this.simulation, this.network, this.uplink) = (request, simulation, network, uplink);
    }

    /// <summary>A pull-through mirror.</summary>
    /// <param name="upstream">The registry behind it.</param>
    /// <param name="connection">Rate of its connection to those who pull.</param>
    /// <param name="outward">Rate of its connection to the registry behind it.</param>
    public Registry(Registry upstream, Bandwidth connection, Bandwidth outward)
        : this(upstream.Request, upstream.simulation, upstream.network, new Link("registry", connection)) =>
        (this.upstream, toUpstream) = (upstream, new Link("mirror", outward));

    /// <summary>Time of one request and its answer's first byte.</summary>
    public TimeSpan Request { get; }

    /// <summary>Compressed data sent so far.</summary>
    public Bytes Sent { get; private set; }

    /// <summary>Those who pull from here now.</summary>
    public int Pulling => transfers.Count;

    /// <summary>Keeps an image under a tag.</summary>
    public void Push(string tag, Image image) => images[tag] = image;

    /// <summary>The image of a tag, or null; a mirror asks the registry behind it.</summary>
    public Image? Find(string tag) => images.GetValueOrDefault(tag) ?? upstream?.Find(tag);

    /// <summary>
    /// Sends a blob, or a part of one, to somebody; the process ends with the last byte, or when the transfer is cut. Its value is how much
    /// has arrived.
    /// </summary>
    /// <param name="blob">The blob's digest.</param>
    /// <param name="size">How much of it.</param>
    /// <param name="client">The connection of who pulls.</param>
    /// <exception cref="InvalidOperationException">The registry is on a datacenter's network.</exception>
    public Process Fetch(Digest blob, Bytes size, Link client) => port is null
        ? simulation.Process(Sending(blob, size, () => network.Start(size, uplink, client)))
        : throw new InvalidOperationException("who pulls from a registry on a datacenter's network has a port there, not a link");

    /// <summary>The same to a machine of the datacenter's network on which the registry is.</summary>
    /// <exception cref="ArgumentException">The registry is not on that network.</exception>
    public Process Fetch(Digest blob, Bytes size, FabricPort client) => port?.Fabric == Check.NotNull(client).Fabric
        ? simulation.Process(Sending(blob, size, () => port.Fabric.Start(port.Number, client.Number, size)))
        : throw new ArgumentException("the registry is not on this network", nameof(client));

    /// <summary>Cuts all transfers from here, as a restart of the server or a broken connection does.</summary>
    public void Interrupt()
    {
        foreach (var (flow, cut) in transfers.ToList())
        {
            network.Cancel(flow);
            cut.Succeed();
        }
    }

    private IEnumerable<Event> Sending(Digest blob, Bytes size, Func<Flow> start)
    {
        yield return simulation.Timeout(Request);
        if (upstream is not null)
        {
            if (!mirrored.TryGetValue(blob, out var there))
                mirrored.Add(blob, there = simulation.Process(Mirroring(blob, size)));
            yield return there;
        }
        var (flow, cut) = (start(), new Event(simulation));
        transfers.Add(flow, cut);
        yield return flow.Done | cut;
        transfers.Remove(flow);
        Sent += flow.Moved;
        simulation.ActiveProcess.Succeed(flow.Moved);
    }

    private IEnumerable<Event> Mirroring(Digest blob, Bytes size)
    {
        while (size > Bytes.Zero)
        {
            var fetch = upstream!.Fetch(blob, size, toUpstream!);
            yield return fetch;
            size -= (Bytes)fetch.Value;
        }
    }
}
