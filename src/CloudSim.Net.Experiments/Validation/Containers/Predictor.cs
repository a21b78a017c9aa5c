using CloudSim.Net.Calibration;
using CloudSim.Net.Containers;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments.Validation.Containers;

/// <summary>
/// What the models say to the points of a measurement: each point's experiment is built from its parameters and simulated.
/// </summary>
/// <param name="parameters">The numbers that the models are made from.</param>
public sealed partial class Predictor(Parameters parameters)
{
    private static readonly string[] All = [.. KernelSteps.V1Controllers];

    private KernelSteps Steps => KernelSteps.Of(parameters);

    /// <summary>The model's value in the point's unit; null for what is not modelled.</summary>
    /// <exception cref="InputException">The point's parameters cannot be simulated.</exception>
    public double? Of(MeasuredPoint point)
    {
        try
        {
            return Simulated(point);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new InputException(point.Path, point.Line, $"'{point.Parameters}' cannot be simulated: {e.Message}",
                "parameters that the measurement has", e);
        }
    }

    /// <summary>The same on a copy of the numbers, with those that were read for it. They count as read here too.</summary>
    /// <exception cref="InputException">The point's parameters cannot be simulated.</exception>
    public static (double? Value, IReadOnlyList<Parameter> Read) Traced(Parameters parameters, MeasuredPoint point)
    {
        var copy = parameters.Copy();
        var value = new Predictor(copy).Of(point);
        var read = copy.Uses;
        foreach (var parameter in read)
            _ = parameters[parameter];
        return (value, read);
    }

    private double? Simulated(MeasuredPoint point) => !PointForms.AreModelled(point.Parameters) ? null : point.Id switch
    {
        "copyup" => CopyUp(point),
        "layerread" => LayerRead(point),
        "ns" => Namespaces(point),
        "mntcopy" => MountCopy(point),
        "clone" => Clone(point),
        "proc" => Processes(point),
        "cgroup" => Cgroup(point),
        "overlay" => Overlay(point),
        "veth" => Veth(point),
        "netdrain" => null,
        "pivot" => Pivot(point),
        "mini" => Start(point),
        "net" or "dns" => Network(point),
        "oci" => Runtime(point),
        "docker" or "dockergrow" => Docker(point),
        _ => null,
    };

    private double? CopyUp(MeasuredPoint p)
    {
        var storage = p["upper_fs"] == "tmpfs" ? UnionStorage.Memory : p["option"] == "volatile"
            ? UnionStorage.DiskVolatile : UnionStorage.Disk;
        var costs = new UnionCosts(parameters, storage);
        var size = new Bytes(long.Parse(p["file_bytes"], System.Globalization.CultureInfo.InvariantCulture));
        var mount = new Image([new Layer([KeyValuePair.Create("/f", new LayerEntry(EntryKind.File, FileContent.Of("f", size)))])]).Mount();
        mount.Write("/f", FileContent.Of("x", size));
        var first = mount.Work;
        mount.Write("/f", FileContent.Of("y", size));
        return p.What switch
        {
            "open(O_RDWR) that copies the file up" => costs.Of(first with { Changes = 0, PageDoublings = 0 }).Total.TotalMicroseconds,
            "first 1-byte write: open+pwrite+close" => costs.Of(first).Total.TotalMicroseconds,
            "second 1-byte write: open+pwrite+close" => costs.Of(mount.Work - first).Total.TotalMicroseconds,
            "same write on the plain file system" when storage != UnionStorage.Memory => // plain operations were timed on a disk
                (costs.Of((mount.Work - first) with { Operations = 0 }).Total + UnionCosts.PlainOperation(parameters)).TotalMicroseconds,
            _ => null,
        };
    }

    private double? LayerRead(MeasuredPoint p)
    {
        var layers = p.Number("layers", most: 500);
        var costs = new UnionCosts(parameters, UnionStorage.Disk);
        if (layers == 0)
            return p.What.Contains("repeated open") ? UnionCosts.PlainOperation(parameters).TotalMicroseconds : null;
        var mount = new UnionMount([.. Enumerable.Range(0, layers).Select(i => new Layer(i == 0
            ? [KeyValuePair.Create("/d/b", new LayerEntry(EntryKind.File, FileContent.Of("b", 4.KiB)))]
            : [KeyValuePair.Create("/d", new LayerEntry(EntryKind.Directory))]))]);
        mount.Read("/d/b", out _);
        var first = mount.Work;
        mount.Read("/d/none", out _);
        return p.What switch
        {
            "first open+read+close after mount (overlay dentries cold)" => costs.Of(first).Total.TotalMicroseconds,
            "repeated open+read+close (dcache warm)" => costs.Of(new UnionWork(1, 0, 0, default, 0, 0)).Total.TotalMicroseconds,
            "first stat of a missing name" =>
                (costs.Of((mount.Work - first) with { Operations = 0 }).Total + UnionCosts.Stat(parameters)).TotalMicroseconds,
            "repeated stat of a missing name" => UnionCosts.Stat(parameters).TotalMicroseconds,
            _ => null,
        };
    }

    private static NamespaceKinds Kind(string name) => name switch
    {
        "mnt" => NamespaceKinds.Mount, "pid" => NamespaceKinds.Pid, "net" => NamespaceKinds.Net, "uts" => NamespaceKinds.Uts,
        "ipc" => NamespaceKinds.Ipc,
        "user" => NamespaceKinds.User, "cgroup" => NamespaceKinds.Cgroup, "time" => NamespaceKinds.Time, _ => NamespaceKinds.None,
    };

    private double? Namespaces(MeasuredPoint p)
    {
        var kind = Kind(p["ns"]);
        var fork = Steps.ForkCycle(p.Number("existing"));
        var bench = new StepBench(parameters);
        var (steps, total, rate) = bench.Run(p.Number("parallel", most: 1_000), 60, TimeSpan.Zero,
            kind == NamespaceKinds.Pid ? KernelSteps.Sequence("two forks", fork, fork) : fork,
            Steps.Namespaces(kind, Steps.SystemMounts), new(StepKind.Namespaces, "close", Close));
        return p.What switch
        {
            "unshare(ns) syscall" => steps[1],
            "close of last reference to ns (synchronous part)" => steps[2],
            "fork + unshare + exit + wait + close" => total,
            "create+destroy throughput" => rate,
            _ => null,
        };

        // The namespaces made here hold no interface but loopback: freeing them does not keep the routing lock for grace periods.
        IEnumerable<Event> Close(StepContext context)
        {
            if (bench.WokeElsewhere && kind != NamespaceKinds.Net) // whose memory a worker frees
                yield return context.HostWork(Cycles.Of(Steps.RemoteLines, Steps.Clock));
            foreach (var wait in Steps.CloseNamespace(kind, Steps.SystemMounts).Run(context))
                yield return wait;
        }
    }

    private double? MountCopy(MeasuredPoint p)
    {
        var mounts = p.Number("mounts_in_caller");
        var copy = Steps.Create(NamespaceKinds.Mount, mounts).TotalMicroseconds;
        return p.What.Contains("again") ? copy + Steps.Close(NamespaceKinds.Mount, mounts).TotalMicroseconds : copy;
    }

    private double? Cgroup(MeasuredPoint p)
    {
        string[] v1 = p["cgroup"] == "v1" ? p["controllers"].Split('+') : [];
        var (steps, _, rate) = new StepBench(parameters).Run(p.Number("parallel", most: 1_000), 40, TimeSpan.Zero,
            Steps.ForkCycle(0), Steps.CgroupCreate(v1), Steps.CgroupAttach(v1), Steps.CgroupRemove(v1));
        return p.What switch
        {
            "mkdir" => steps[1], "attach one pid (cgroup.procs)" => steps[2], "rmdir after exit" => steps[3], "cycle throughput" => rate,
            _ => null,
        };
    }

    private double? Overlay(MeasuredPoint p)
    {
        var bench = new StepBench(parameters);
        bench.Kernel[KernelObject.OverlayMount].TryTake(p.Number("existing"));
        var layers = p.Number("lower_layers", most: 500);
        var (steps, _, rate) = bench.Run(p.Number("parallel", most: 1_000), 40, TimeSpan.Zero,
            Steps.OverlayMount(layers), Steps.OverlayUnmount(layers, used: false));
        return p.What switch { "mount(overlay)" => steps[0], "umount(overlay)" => steps[1], "mount+umount throughput" => rate, _ => null };
    }

    private double? Veth(MeasuredPoint p)
    {
        var bench = new StepBench(parameters);
        bench.Kernel[KernelObject.BridgePort].TryTake(p.Number("existing_ports"));
        var (steps, _, rate) = bench.Run(p.Number("parallel", most: 1_000), 25, TimeSpan.Zero,
            Steps.VethCreate(), Steps.BridgeAttach(), Steps.InterfaceUp(), Steps.VethMove(),
            Steps.VethDelete());
        return p.What switch
        {
            "create veth pair (rtnetlink)" => steps[0], "attach to bridge" => steps[1], "set host end up" => steps[2],
            "move peer into a netns" => steps[3], "delete pair" => steps[4], "cycle throughput" => rate, _ => null,
        };
    }

    private double? Pivot(MeasuredPoint p)
    {
        string[] names = ["remount_slave", "bind_mount", "pivot_root"];
        var (steps, _, _) = new StepBench(parameters).Run(p.Number("parallel", most: 1_000), 40, TimeSpan.Zero,
            [.. names.Select(s => Steps.Plain(s, s)), Steps.Detach()]);
        return p.What switch
        {
            "mount / rec slave" => steps[0], "bind mount of rootfs" => steps[1], "pivot_root(2)" => steps[2],
            "umount2(old root; MNT_DETACH)" => steps[3], _ => null,
        };
    }

    private double? Start(MeasuredPoint p)
    {
        var features = p["features"].Split('+');
        var kinds = features.Contains("all") ? NamespaceKinds.Container & ~NamespaceKinds.Net : NamespaceKinds.Mount;
        if (features.Contains("net"))
            kinds |= NamespaceKinds.Net;
        string[] v1 = features.Contains("cg1") ? All : [];
        var none = KernelSteps.Sequence("nothing");
        var cgroup = features.Contains("cg1") || features.Contains("cg2");
        var (s, _, rate) = new StepBench(parameters).Run(p.Number("parallel", most: 1_000), 40, TimeSpan.Zero,
            Steps.OverlayMount(5), cgroup ? Steps.CgroupCreate(v1) : none, Steps.Clone(kinds, Steps.SystemMounts),
            cgroup ? Steps.CgroupAttach(v1) : none, features.Contains("veth") ? Steps.VethAndBridge() : none,
            KernelSteps.Sequence("child", KernelSteps.Handoff(), Steps.EnterRoot(), Steps.Exec(), KernelSteps.Handoff()),
            KernelSteps.Sequence("teardown", Steps.OverlayUnmount(5), cgroup ? Steps.CgroupRemove(v1) : none),
            features.Contains("veth") ? Steps.CloseNamespaces(kinds, Steps.SystemMounts) : none);
        return p.What switch
        {
            "start: overlay to exec of the program" => s[..6].Sum(), "step overlay mount (5 lower)" => s[0], "step cgroup mkdir" => cgroup
                ? s[1] : null,
            "step clone" => s[2], "step cgroup attach" => s[3], "step veth + bridge" => s[4],
            "step child: mounts + pivot_root + exec" => s[5],
            "teardown: umount + cgroup rmdir" => s[6], "start+stop throughput" => rate, _ => null,
        };
    }

    private double? Runtime(MeasuredPoint p)
    {
        var runtime = p["runtime"] == "crun" ? OciRuntime.Crun(parameters) : OciRuntime.Runc(parameters);
        string[] v1 = p["cgroup"] == "v1" ? All : [];
        var kinds = p["variant"] switch
        {
            "nonet" => NamespaceKinds.Container & ~NamespaceKinds.Net,
            "userns" => NamespaceKinds.Container | NamespaceKinds.User,
            "mntpid" => NamespaceKinds.Mount | NamespaceKinds.Pid,
            _ => NamespaceKinds.Container,
        };
        var delete = runtime.Delete(v1);
        var steps = p.What switch
        {
            "run: fork of runtime to first instruction of container program" => runtime.Run(kinds, v1),
            "run: whole command (create+start+wait+delete)" => [.. runtime.Run(kinds, v1), .. delete.Skip(1)],
            "create command" => runtime.Create(kinds, v1),
            "start command" => [.. runtime.Start().Take(2)],
            "start: command begin to first instruction" => runtime.Start(),
            "delete command" => delete,
            _ => null,
        };
        return steps is null ? null : new StepBench(parameters).Run(1, 20, TimeSpan.FromMilliseconds(50), [.. steps]).Total / 1e3;
    }
}
