using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// The kernel's part of a container's start and end, step by step: CPU work, locks of the kernel, grace periods. The same steps make the
/// platform's boot sequence and the runtime's operations. Growth: a mount of a union with its layers and with the mounts there are; a mount
/// namespace with the mounts that it copies; a veth pair with the ports on the bridge.
/// </summary>
public sealed partial class KernelSteps : IParameterized
{
    /// <summary>Name of the lock around all changes of interfaces and routes (<c>rtnl_mutex</c>).</summary>
    public const string RoutingLock = KernelMutex.Routing;

    private const string CgroupMutex = "cgroup_mutex";

    private const string Cpuset = "cpuset";

    private const int EmbeddedDescriptors = 64; // NR_OPEN_DEFAULT: so many fit into the process's own structure

    private static readonly string[] Controllers = ["cpu", "cpuacct", "memory", "devices", "freezer", "blkio", "pids"];

    // Each time of the data file: rounded as a duration, and in seconds for what is counted many times.
    private readonly Dictionary<string, (TimeSpan Once, double Seconds)> times;
    private readonly double cgroupLocked;
    private readonly CgroupCosts mkdir, attaching, rmdir;

    private KernelSteps(Parameters parameters)
    {
        var p = parameters.Beside<KernelSteps>();
        times = p.Parameters.Where(row => row.Unit is "ns" or "us" or "ms")
            .ToDictionary(row => row.Name, row => (p.Duration(row.Name).Value, p.DurationSeconds(row.Name).Value));
        (cgroupLocked, SystemMounts) = (p.Ratio("cgroup_locked"), p.Whole("system_mounts"));
        (Clock, Sigma) = (p.Frequency("measured_clock"), p.Ratio("sigma"));
        mkdir = new(Time("cgroup2_mkdir"), Time("cgroup1_mkdir"), new()
        {
            ["cpu"] = Time("cgroup1_mkdir_cpu"), ["memory"] = Time("cgroup1_mkdir_memory"), ["freezer"] = Time("cgroup1_mkdir_freezer"),
            [Cpuset] = Time("cgroup1_mkdir") + 2 * Time("cpuset_write"),
        });
        attaching = new(Time("cgroup2_attach"), Time("cgroup1_attach"), new()
        {
            ["cpu"] = Time("cgroup1_attach_cpu"), ["memory"] = Time("cgroup1_attach_memory"),
            [Cpuset] = Time("cgroup1_attach") + Time("cpuset_attach"),
        });
        rmdir = new(Time("cgroup2_rmdir"), Time("cgroup1_rmdir"), new()
        {
            ["cpu"] = Time("cgroup1_rmdir_cpu"), ["memory"] = Time("cgroup1_rmdir_memory"), ["freezer"] = Time("cgroup1_rmdir_freezer"),
            [Cpuset] = Time("cgroup1_rmdir") + Time("cpuset_rmdir"),
        });
        Uses = parameters.Uses;
    }

    /// <summary>The steps with the times of a set.</summary>
    public static KernelSteps Of(Parameters parameters) => parameters.Make(nameof(KernelSteps), p => new KernelSteps(p));

    /// <summary>Every number that they were made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>Mounts that a machine has anyway.</summary>
    public int SystemMounts { get; }

    /// <summary>fork, exit and wait of a small process, by a parent with so many open files.</summary>
    public Step ForkCycle(int descriptors)
    {
        // The parent forks, the child runs and exits, the parent sees it.
        var part =
            (Time("fork_cycle") + (descriptors > EmbeddedDescriptors ? Time("fork_table") : TimeSpan.Zero) + Growth(descriptors,
                "fork_descriptor")) / 3;
        return Sequence("fork, exit, wait", Part("fork"), Handoff(), Part("exit"), Handoff(), Part("wait"));

        Step Part(string title) =>
            new(StepKind.Program, title, context => Work(context, part, WorkKind.Processes)) { Component = "kernel" };
    }

    /// <summary>What a fork copies of the parent's page tables: in proportion to the memory that it has touched.</summary>
    public Step PageTables(Bytes touched) =>
        new(StepKind.SystemCall, "page tables copied",
            context => Work(context, Durations.OfSeconds(touched.MiB * times["fork_mib"].Seconds)));

    /// <summary>The clock of the CPU on which the times were measured.</summary>
    public Frequency Clock { get; }

    /// <summary>Spread of the CPU work: sigma of its logarithm.</summary>
    public double Sigma { get; }

    /// <summary>The controllers of cgroup v1 that runtimes make a directory in.</summary>
    public static IReadOnlyList<string> V1Controllers => Controllers;

    /// <summary>CPU time of creating a namespace of this kind, the lock's part included.</summary>
    /// <param name="kind">One kind.</param>
    /// <param name="mounts">Mounts that a mount namespace copies.</param>
    public TimeSpan Create(NamespaceKinds kind, int mounts) => kind switch
    {
        NamespaceKinds.Mount => Time("mount_namespace") + Growth(mounts, "mount_copy"),
        NamespaceKinds.Pid => Time("pid_namespace"),
        NamespaceKinds.Net => Time("net_namespace") + Time("net_namespace_locked"),
        NamespaceKinds.Uts => Time("uts_namespace"),
        NamespaceKinds.Ipc => Time("ipc_namespace"),
        NamespaceKinds.User => Time("user_namespace"),
        NamespaceKinds.Cgroup => Time("cgroup_namespace"),
        NamespaceKinds.Time => Time("time_namespace"),
        _ => throw new ArgumentException($"{kind} is not one kind of namespace", nameof(kind)),
    };

    /// <summary>
    /// What waking a process on another CPU takes beyond a switch on the same one: its interrupt, and caches that are cold there.
    /// </summary>
    public TimeSpan RemoteWake => Time("remote_wake");

    /// <summary>Lines of a file's and a namespace's structures that are to be fetched from the caches of another CPU.</summary>
    public TimeSpan RemoteLines => Time("remote_lines");

    /// <summary>Time of giving a namespace of this kind up, as far as the caller waits for it, with its grace period.</summary>
    public TimeSpan Close(NamespaceKinds kind, int mounts) => kind switch
    {
        NamespaceKinds.Mount => Time("mount_namespace_close") + MountGrace + Growth(mounts, "mount_free"),
        NamespaceKinds.Net => Time("net_namespace_close"),
        NamespaceKinds.Cgroup => Time("cgroup_namespace_close"),
        _ => Time("namespace_close"),
    };

    /// <summary>Creates namespaces; that of the network registers its loopback interface under the routing lock.</summary>
    public Step Namespaces(NamespaceKinds kinds, int mounts) =>
        new(StepKind.Namespaces, "namespaces", context => Namespaces(context, kinds, mounts, clone: false));

    /// <summary>Clones a process into new namespaces.</summary>
    public Step Clone(NamespaceKinds kinds, int mounts) =>
        new(StepKind.Namespaces, "clone into namespaces", context => Namespaces(context, kinds, mounts, clone: true));

    /// <summary>Makes a cgroup: one directory under v2, one for each controller under v1.</summary>
    public Step CgroupCreate(params string[] v1) =>
        new(StepKind.Cgroup, "cgroup create", context => EachLocked(context, Each(mkdir, v1)));

    /// <summary>Moves a process into a cgroup: after a pause a grace period passes first.</summary>
    public Step CgroupAttach(params string[] v1) =>
        new(StepKind.Cgroup, "cgroup attach", context => Each(attaching, v1).SelectMany(one => Attach(context, one)));

    /// <summary>Removes a cgroup.</summary>
    public Step CgroupRemove(params string[] v1) =>
        new(StepKind.Cgroup, "cgroup remove", context => EachLocked(context, Each(rmdir, v1)));

    /// <summary>Makes a veth pair.</summary>
    public Step VethCreate() => new(StepKind.NetworkInterface, "veth create", context => Locked(
        context, RoutingLock, Time("veth_create") + Growth(context.Count(KernelObject.BridgePort), "veth_create_port"))
            .Concat(Work(context, Time("interface_lookup"))));

    /// <summary>Attaches one end to the bridge.</summary>
    public Step BridgeAttach() =>
        new(StepKind.NetworkInterface, "bridge attach",
            context =>
            Locked(context, RoutingLock, Time("bridge_attach") + Growth(context.Count(KernelObject.BridgePort), "bridge_attach_port")));

    /// <summary>Sets an interface up.</summary>
    public Step InterfaceUp() =>
        new(StepKind.NetworkInterface, "interface up",
            context =>
            Locked(context, RoutingLock, Time("interface_up") + Growth(context.Count(KernelObject.BridgePort), "interface_up_port")));

    /// <summary>Moves an interface into another network namespace: two grace periods, the first under the routing lock.</summary>
    public Step VethMove() =>
        new(StepKind.NetworkInterface, "veth move",
            context => Removing(context, Growth(context.Count(KernelObject.BridgePort), "veth_move_port")));

    /// <summary>Deletes a veth pair: two grace periods, the first under the routing lock.</summary>
    public Step VethDelete() =>
        new(StepKind.NetworkInterface, "veth delete",
            context => Removing(context, Growth(context.Count(KernelObject.BridgePort), "veth_delete_port")));

    /// <summary>All steps that give a container an interface on a bridge.</summary>
    public Step VethAndBridge() =>
        Sequence("veth and bridge", VethCreate(), BridgeAttach(), InterfaceUp(), VethMove());

    /// <summary>Gives up namespaces that nobody else is in; a network's devices are freed later by a worker.</summary>
    public Step CloseNamespaces(NamespaceKinds kinds, int mounts) =>
        new(StepKind.Namespaces, "close namespaces", context => Closing(context, kinds, mounts));

    /// <summary>The program takes the place of the runtime's last stage.</summary>
    public Step Exec() => Plain("exec", "exec", WorkKind.Processes) with { Kind = StepKind.Exec };

    /// <summary>One of the plain steps: its time is that of the parameter.</summary>
    /// <param name="title">What it does.</param>
    /// <param name="parameter">The time's name in the data file.</param>
    /// <param name="kind">What it consists of.</param>
    /// <exception cref="KeyNotFoundException">The data file has no such time.</exception>
    public Step Plain(string title, string parameter, WorkKind kind = WorkKind.Calls)
    {
        var time = Time(parameter);
        return new(StepKind.SystemCall, title, context => Work(context, time, kind));
    }

    /// <summary>CPU work of a program of this length on the measured CPU, with its spread.</summary>
    /// <param name="component">Whose program: docker, dockerd, containerd, shim, runtime.</param>
    /// <param name="title">What it does.</param>
    /// <param name="work">How long.</param>
    public Step Program(string component, string title, TimeSpan work) =>
        new(StepKind.Program, title, context => Work(context, work, WorkKind.Program)) { Component = component };

    /// <summary>Another process goes on in between.</summary>
    public static Step Handoff() => new(StepKind.Handoff, "other process", context => context.Handoff() is { } wait ? [wait] : []);

    /// <summary>Steps one after the other, under one title; of their kind if they have the same.</summary>
    public static Step Sequence(string title, params Step[] phases) =>
        new(StepKind.Of(phases.Select(p => p.Kind)), title, context => phases.SelectMany(p => p.Run(context)));

    private IEnumerable<Event> Closing(StepContext context, NamespaceKinds kinds, int mounts)
    {
        var sum = TimeSpan.Zero;
        foreach (var kind in Enum.GetValues<NamespaceKinds>())
            if (int.PopCount((int)kind) == 1 && kinds.HasFlag(kind))
                sum += Close(kind, mounts);
        if (kinds.HasFlag(NamespaceKinds.Net))
            NetworkCleanup.Of(context.Kernel).Add();
        return kinds.HasFlag(NamespaceKinds.Mount) ? Unmounting(context, sum - MountGrace) : Work(context, sum);
    }

    private TimeSpan Growth(long count, string parameter) => Durations.OfSeconds(count * times[parameter].Seconds);

    private TimeSpan Time(string parameter) => times[parameter].Once;

    /// <summary>One directory under v2; under v1 one for each controller, those that were measured alone with their own figure.</summary>
    private static IEnumerable<TimeSpan> Each(CgroupCosts costs, string[] v1) =>
        v1.Length == 0 ? [costs.Unified] : v1.Select(c => costs.ByController.GetValueOrDefault(c, costs.Other));

    // The file or directory is found first, and what was made is shown after; only the change itself holds the mutex.
    private IEnumerable<Event> EachLocked(StepContext context, IEnumerable<TimeSpan> works) =>
        works.SelectMany(work => Work(context, work * (1 - cgroupLocked)).Concat(Locked(context, CgroupMutex, work * cgroupLocked)));

    private IEnumerable<Event> Work(StepContext context, TimeSpan work, WorkKind kind = WorkKind.Calls)
    {
        yield return context.HostWork(Cycles.Of(work, Clock) * context.Random.LogNormal(1, Sigma), kind);
    }

    private IEnumerable<Event> Locked(StepContext context, string name, TimeSpan work) =>
        KernelMutex.Of(context.Kernel, name).Hold(context.Spin, Work(context, work));

    private IEnumerable<Event> Namespaces(StepContext context, NamespaceKinds kinds, int mounts, bool clone)
    {
        var sum = clone ? Time("clone") : TimeSpan.Zero;
        foreach (var kind in Enum.GetValues<NamespaceKinds>())
            if (int.PopCount((int)kind) == 1 && kinds.HasFlag(kind))
                sum += Create(kind, mounts);
        var locked = kinds.HasFlag(NamespaceKinds.Net) ? Time("net_namespace_locked") : TimeSpan.Zero;
        foreach (var step in Work(context, sum - locked))
            yield return step;
        if (locked > TimeSpan.Zero)
            foreach (var step in Locked(context, RoutingLock, locked))
                yield return step;
    }

    private IEnumerable<Event> Attach(StepContext context, TimeSpan work)
    {
        var (sync, mutex) = (WriterSync.OfCgroups(context.Kernel), KernelMutex.Of(context.Kernel, CgroupMutex));
        return Work(context, work * (1 - cgroupLocked)).Concat(mutex.Hold(context.Spin, Moving()));

        IEnumerable<Event> Moving()
        {
            try
            {
                foreach (var step in mutex.Sleep(sync.Enter()))
                    yield return step;
                foreach (var step in Work(context, work * cgroupLocked))
                    yield return step;
            }
            finally
            {
                sync.Leave();
            }
        }
    }

    private IEnumerable<Event> Removing(StepContext context, TimeSpan growth)
    {
        var (grace, mutex) = (GracePeriods.Of(context.Kernel), KernelMutex.Of(context.Kernel, RoutingLock));
        foreach (var step in mutex.Hold(context.Spin, Work(context, Time("interface_change") + growth).Concat(mutex.Sleep(Expedited()))))
            yield return step;
        yield return grace.Synchronize();

        IEnumerable<Event> Expedited()
        {
            yield return grace.Expedite();
        }
    }

    private sealed record CgroupCosts(TimeSpan Unified, TimeSpan Other, Dictionary<string, TimeSpan> ByController);
}
