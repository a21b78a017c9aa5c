using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>
/// Brings images from a registry into a machine's store: up to three layers are downloaded side by side, each is verified by its digest,
/// and they are unpacked one after the other from the bottom, decompressed by one thread while another writes the files. Layers that the
/// store has are left out.
/// </summary>
public sealed class ImagePuller
{
    private readonly MachineKernel kernel;
    private readonly Registry registry;
    private readonly Func<Digest, Bytes, Process> fetch;
    private readonly Resource slots;
    private readonly int attempts;
    private readonly TimeSpan retryStep, unpackFile;
    private readonly Bandwidth verify, decompress, unpackWrite;
    private readonly Bytes block;
    private readonly Dictionary<Digest, Process> layers = []; // on their way, by the name on their stack

    /// <summary>A puller of this kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="registry">Where to pull from.</param>
    /// <param name="connection">The machine's connection; its network interface's rate if left out.</param>
    public ImagePuller(MachineKernel kernel, Registry registry, Link? connection = null)
        : this(kernel, registry, Over(registry, connection ?? new Link("machine", kernel.Machine.Nic.Bandwidth)))
    {
    }

    /// <summary>A puller of this kernel, whose machine is on the datacenter's network on which the registry is.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="registry">Where to pull from.</param>
    /// <param name="port">Where the machine is on the network.</param>
    public ImagePuller(MachineKernel kernel, Registry registry, FabricPort port)
        : this(kernel, registry, (blob, size) => registry.Fetch(blob, size, port))
    {
    }

    private ImagePuller(MachineKernel kernel, Registry registry, Func<Digest, Bytes, Process> fetch)
    {
        (this.kernel, this.registry, this.fetch) = (kernel, registry, fetch);
        var sheet = kernel.Parameters.Beside<ImagePuller>();
        slots = new Resource(kernel.Simulation, sheet.Whole("parallel_downloads"));
        (attempts, retryStep) = (sheet.Whole("download_attempts"), sheet.Duration("retry_step"));
        (verify, decompress) = (sheet.Bandwidth("verify"), sheet.Bandwidth("decompress"));
        (unpackFile, unpackWrite) = (sheet.Duration("unpack_file"), sheet.Bandwidth("unpack_write"));
        block = sheet.Bytes("lazy_block");
    }

    /// <summary>Compressed data that this machine has pulled.</summary>
    public Bytes Pulled { get; private set; }

    /// <summary>
    /// Pulls the image of a tag; the process ends when it is in the store. A layer that another pull brings meanwhile is waited for. A
    /// download that is cut goes on where it was, after 5, 10, 15 and 20 s, five attempts in all. It is a failed event, with an
    /// <see cref="EngineFailure"/>, if that was in vain, the registry has no such tag, the disk has no space for the layers, or the machine
    /// is halted; then the store is as before.
    /// </summary>
    public Process Pull(string tag) => EngineCall.Run(kernel, call => Named(tag, call, image => Once(tag, image, call)));

    /// <summary>
    /// Makes an image known without its data (lazy pulling: Slacker, stargz): only its manifest is fetched, and the files are
    /// fetched when they are read; see <see cref="Read"/>. The disk keeps space for all of it. It fails as <see cref="Pull"/> does.
    /// </summary>
    public Process PullLazily(string tag)
    {
        return EngineCall.Run(kernel, call => Named(tag, call, image => Known(image, call)));

        IEnumerable<Event> Known(Image image, EngineCall call)
        {
            yield return kernel.Simulation.Timeout(registry.Request);
            Keep(tag, image, call);
        }
    }

    /// <summary>Reads so much of an image that was pulled lazily, block after block, each fetched as it is needed.</summary>
    public Process Read(Image image, Bytes size)
    {
        return EngineCall.Run(kernel, _ => Reading());

        IEnumerable<Event> Reading()
        {
            for (var left = size; left > Bytes.Zero; left -= block)
            {
                var part = Bytes.Min(left, block);
                yield return fetch(image.Manifest, part);
                Pulled += part;
            }
        }
    }

    private IEnumerable<Event> Named(string tag, EngineCall call, Func<Image, IEnumerable<Event>> pull)
    {
        if (registry.Find(tag) is { } image)
            return pull(image);
        call.Fail(EngineError.NoImage, $"the registry has no '{tag}'");
        return [];
    }

    private void Keep(string tag, Image image, EngineCall call)
    {
        try
        {
            kernel.Store.Tag(tag, image);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException)
        {
            call.Fail(wrong is ArgumentException ? EngineError.NoImage : EngineError.NoObject, wrong.Message);
        }
    }

    private IEnumerable<Event> Once(string tag, Image image, EngineCall call)
    {
        yield return kernel.Simulation.Timeout(registry.Request); // the manifest
        var mine = new List<Process>();
        foreach (var (layer, chain) in image.Layers.Zip(image.ChainIds))
        {
            if (kernel.Store.Has(chain))
                continue;
            // A layer that another pull brings is waited for, and not brought twice.
            if (!layers.TryGetValue(chain, out var coming))
                layers.Add(chain, coming = kernel.Go(One(layer, mine.LastOrDefault())));
            mine.Add(coming);
        }
        foreach (var layer in mine)
        {
            yield return layer;
            if (!kernel.Simulation.ActiveProcess.HandleFault())
                continue;
            foreach (var chain in image.ChainIds)
                if (layers.GetValueOrDefault(chain) is { IsTriggered: true, IsOk: false })
                    layers.Remove(chain);
            call.Fail(EngineError.NoImage, $"{layer.Value}");
            yield break;
        }
        Keep(tag, image, call);
        foreach (var chain in image.ChainIds)
            layers.Remove(chain);
    }

    private IEnumerable<Event> One(Layer layer, Process? below)
    {
        using (var slot = slots.Request())
        {
            yield return slot;
            var (left, attempt) = (layer.Compressed, 1);
            while (left > Bytes.Zero)
            {
                var download = fetch(layer.DiffId, left);
                yield return download;
                var arrived = (Bytes)download.Value;
                Pulled += arrived;
                left -= arrived;
                if (left == Bytes.Zero)
                    break;
                if (attempt == attempts)
                {
                    kernel.Simulation.ActiveProcess.Fail($"layer {layer.DiffId.Short} could not be downloaded in {attempt} attempts");
                    yield break;
                }
                // the next attempt goes on where this one was cut
                yield return kernel.Simulation.Timeout(attempt++ * retryStep);
            }
        }
        var reader = kernel.CreateTask("verify and decompress");
        yield return reader.Execute(Time(layer.Compressed / verify));
        if (below is not null)
        {
            yield return below; // the layers under it are unpacked
            if (kernel.Simulation.ActiveProcess.HandleFault())
            {
                reader.Exit();
                kernel.Simulation.ActiveProcess.Fail(below.Value);
                yield break;
            }
        }
        var writer = kernel.CreateTask("unpack");
        yield return new AllOf(kernel.Simulation, new List<Event>
        {
            reader.Execute(Time(layer.Size / decompress)),
            writer.Execute(Time(layer.Files * unpackFile + layer.Size / unpackWrite)),
            kernel.Disk.Transfer(layer.Size),
        });
        reader.Exit();
        writer.Exit();
    }

    private static Func<Digest, Bytes, Process> Over(Registry registry, Link link) => (blob, size) => registry.Fetch(blob, size, link);

    private long Time(TimeSpan measured) => Math.Max(1, kernel.Nanoseconds(measured));
}
