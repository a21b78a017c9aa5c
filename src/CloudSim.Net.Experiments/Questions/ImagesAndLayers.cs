using CloudSim.Net.Containers;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>Images, their layers, and what containers share of them.</summary>
internal static class ImagesAndLayers
{
    private const string Topic = "Images";

    public static IReadOnlyList<Question> All { get; } =
    [
        new(25, Topic, "Is an image the same on every machine?", "image-layers.cs", SameEverywhere),
        new(26, Topic, "Does a second container of an image copy the image?", "image-layers.cs", SecondContainer),
        new(27, Topic, "What happens at the first write to a file of an image?", "labs/union-mount.cs", FirstWrite),
        new(28, Topic, "What happens when a container deletes a file of its image?", "labs/union-mount.cs", Deletion),
    ];

    private const string Database = "/var/lib/app/database", Settings = "/etc/app.conf", Library = "/usr/lib/libc.so";

    // What is in the image, the bottom layer first.
    private static readonly IReadOnlyList<IReadOnlyList<KeyValuePair<string, LayerEntry>>> Files =
    [
        [File(Library, 2.MiB), File(Settings, 4.KiB)],
        [File("/usr/bin/app", 12.MiB), File(Database, 64.MiB)],
        [File(Settings, 5.KiB)],
    ];

    private static KeyValuePair<string, LayerEntry> File(string path, Bytes size) =>
        KeyValuePair.Create(path, new LayerEntry(EntryKind.File, FileContent.Of($"{path} {size}", size)));

    private static Image Build(CourseModels models, string machine) => new([.. Files.Select(entries => models.Layer(machine, entries))]);

    private static MachineKernel Machine(CourseModels models, Simulation sim, StreamScope streams) =>
        new Datacenter.Host(sim, models.AdvancedMachine, streams, models.Scheduler).Kernel;

    private static Answer SameEverywhere(CourseModels models)
    {
        var (sim, streams) = (new Simulation(), models.Streams);
        var built = Build(models, "build server");
        var network = new FlowNetwork(sim);
        var registry = new Registry(models.Parameters, sim, network, models.AdvancedMachine.Nic.Bandwidth);
        registry.Push("app", built);
        var receiver = Machine(models, sim, streams);
        var puller = new ImagePuller(receiver, registry);
        sim.Run(puller.Pull("app"));
        var received = receiver.Store.Find("app")!;
        // The receiver looks at what has arrived, and not at what it is called.
        var there = new Image([.. received.Layers.Select(layer => models.Layer("receiver", layer.Entries))], received.Config);
        var again = Build(models, "another builder");
        List<string> trace =
        [
            "the build server makes an image of three layers", .. built.Layers.Select(Layer),
            $"  its manifest is {built.Manifest.Short}; it goes to the registry",
            $"another machine pulls {puller.Pulled} in {sim.NowD:0.00} s, unpacks the layers, and names what it has received",
            .. there.Layers.Select(Layer), $"  manifest {there.Manifest.Short}",
            "a third machine builds an image of the same files", .. again.Layers.Select(Layer), $"  manifest {again.Manifest.Short}",
        ];
        var (same, alike) = (built.Manifest == there.Manifest, built.Manifest == again.Manifest);
        var equal = built.Layers.Zip(there.Layers).Count(l => l.First.DiffId == l.Second.DiffId);
        return Answer.YesNo(same && alike,
            $"{equal} of {built.Layers.Count} layers had the same name on the machine that pulled them; the manifest was "
            + $"{built.Manifest.Short} where it was built, {there.Manifest.Short} where it was pulled, and {again.Manifest.Short} where "
            + "it was built again", trace);

        static string Layer(Layer layer) => $"  layer {layer.DiffId.Short}, {layer.Files} files, {layer.Size}";
    }

    private static Answer SecondContainer(CourseModels models)
    {
        var sim = new Simulation();
        var machine = Machine(models, sim, models.Streams);
        machine.Store.Tag("app", Build(models, "this machine"));
        var engine = new ContainerEngine(machine);
        var trace = new List<string> { $"the store has image {machine.Store.Find("app")}, {machine.Store.LayerCount} layers" };
        var (first, firstDisk, _) = Run("first");
        var (second, secondDisk, secondRead) = Run("second");
        var image = first.Image.Size;
        return Answer.YesNo(secondDisk >= image || secondRead >= image,
            $"the second container took {secondDisk} of the disk for an image of {image}, and read {secondRead} from it: "
            + $"it has {second.Root.Lowers.Count(first.Root.Lowers.Contains)} layers in common with the first one", trace);

        (OciContainer Container, Bytes Disk, Bytes Read) Run(string name)
        {
            var before = machine.Store.Size;
            sim.Run(engine.Run(new ContainerSpec(name, "app")));
            var container = engine.Find(name)!;
            var disk = machine.Store.Size - before + container.Root.UpperSize;
            var read = Bytes.Zero;
            foreach (var (path, entry) in Files.SelectMany(f => f).DistinctBy(f => f.Key))
            {
                container.Root.Read(path, out var content);
                container.Root.Pages(path, out var shared);
                var file = shared is { } of ? $"{of.Layer} {of.Path}" : $"{name} {path}";
                read += machine.Root.Memory.PageCache.Read(container.Init!, file, content.Size).Missing;
            }
            trace.Add($"container '{name}' runs, pid {container.Init!.HostPid}: the store of layers grew by "
                + $"{machine.Store.Size - before}");
            trace.Add($"  its writable layer holds {container.Root.UpperSize} in {container.Root.UpperCount} entries");
            trace.Add($"  it reads all files of the image: {read} come from the disk, the rest is in the host's page cache");
            return (container, disk, read);
        }
    }

    private static Answer FirstWrite(CourseModels models)
    {
        var image = Build(models, "this machine");
        var mount = image.Mount();
        mount.Read(Database, out var content);
        var trace = new List<string>
        {
            $"container with {image.Layers.Count} layers below a writable one; {Database} is {content.Size}",
            $"  read: looked up from the top, {mount.Work.Lookups} look-ups of names in layers; the file is in {Where(mount, image)}",
        };
        var first = Write("first");
        var second = Write("second");
        mount.Read(Database, out var now);
        image.Mount().Read(Database, out var inImage);
        trace.Add($"the image's file is {(inImage == content ? "as before" : "changed")}, the container's is "
            + $"{(now == content ? "as before" : "changed")}");
        var whole = first.CopiedBytes >= content.Size && second.CopiedBytes == Bytes.Zero;
        return new(inImage != content ? "the image changes" : whole ? "the whole file is copied up" : "it is written in place",
            $"a file of {content.Size} was opened for writing twice: the first time copied {first.CopiedBytes} up into the "
            + $"writable layer, the second time {second.CopiedBytes}", trace);

        UnionWork Write(string which)
        {
            var before = mount.Work;
            mount.Write(Database, FileContent.Of($"{which} change", content.Size));
            var work = mount.Work - before;
            trace.Add($"{which} time opened for writing: files copied up {work.CopiedFiles}, {work.CopiedBytes}; directories made above "
                + $"{work.CopiedDirectories}; the file is now in {Where(mount, image)}");
            return work;
        }
    }

    // The layer in which the file is found.
    private static string Where(UnionMount mount, Image image)
    {
        mount.Pages(Database, out var shared);
        return shared is not { } of ? "the writable layer"
            : $"layer {image.Layers.TakeWhile(l => l.DiffId != of.Layer).Count() + 1} of the image, counted from the bottom";
    }

    private static Answer Deletion(CourseModels models)
    {
        var image = Build(models, "this machine");
        var (one, other) = (image.Mount(), image.Mount());
        var size = image.Size;
        one.Read(Library, out var content);
        var error = one.Delete(Library);
        var (afterwards, elsewhere) = (one.Read(Library, out _), other.Read(Library, out var there));
        var mark = one.Commit().Entries.Where(e => e.Key == Library).Select(e => (EntryKind?)e.Value.Kind).FirstOrDefault();
        var kept = elsewhere == FileError.None && there == content && image.Size == size;
        var later = image.With(one.Commit());
        return new(mark == EntryKind.Whiteout && kept ? "a whiteout in the writable layer hides it"
                : kept ? "the container's own file goes" : "it is gone from the image",
            $"after the deletion the container's look-up ended with {Said(afterwards)}, its writable layer held {Called(mark)} of that "
            + $"name, and the image still had {image.Size}, of which another container read {there.Size} under that name",
            [
                $"container 1 deletes {Library} ({content.Size}, in the bottom layer): {Said(error)}",
                .. one.Commit().Entries.Select(e => $"  its writable layer: {e.Key}, {Called(e.Value.Kind)}"),
                $"container 1 looks it up from the top: the first entry of that name is {Called(mark)}, and the look-up ends: "
                    + Said(afterwards),
                $"container 2 of the same image looks it up: {Said(elsewhere)}, {there.Size}",
                $"the image has {image.Size} before and after; an image made of container 1 has one layer more and {later.Size}",
            ]);
    }

    private static string Said(FileError error) =>
        error == FileError.None ? "success" : error == FileError.NotFound ? "ENOENT (no such file)" : $"{error}";

    private static string Called(EntryKind? kind) => kind switch
    {
        null => "no entry", EntryKind.Whiteout => "a whiteout", EntryKind.File => "a file", EntryKind.Directory => "a directory",
        _ => "an opaque directory",
    };
}
