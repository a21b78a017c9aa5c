using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// The operating system of one running machine, a host or a virtual machine: the one place where its processes, cgroups, memory, locks and
/// countable objects are. Whoever takes memory, a process id or a port takes it here, whichever door he came by.
/// </summary>
public sealed class MachineKernel
{
    private readonly Dictionary<string, Resource> locks = [];
    private readonly Dictionary<Type, object> parts = [];
    private readonly Dictionary<KernelObject, ObjectPool> objects;
    private readonly Dictionary<(string File, Bytes Size), Event> pageCache = [];
    private readonly Dictionary<string, Container> stocks = [];
    private readonly Dictionary<string, MachineKernel> inner = [];
    private readonly double slowdown;
    private IoScheduler? io;
    private long containers;

    /// <summary>A kernel just booted.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="machine">The machine as it finds it: its memory, its limits.</param>
    /// <param name="cpu">Where its tasks run: the root of a host's scheduler, or the group of a virtual machine in it.</param>
    /// <param name="random">The machine's random numbers: the kernel's own are its scope "kernel".</param>
    public MachineKernel(Simulation simulation, HostModel machine, TaskGroup cpu, StreamScope random)
        : this(simulation, machine, cpu, random, random.Scope("kernel"), new BlockDevice(simulation, machine.Disk),
            new NetworkInterface(simulation, machine.Nic), [], 1)
    {
    }

    private MachineKernel(Simulation simulation, HostModel machine, TaskGroup cpu, StreamScope random, StreamScope streams,
        BlockDevice disk, NetworkInterface nic, Dictionary<KernelObject, ObjectPool> objects, double slowdown)
    {
        (Simulation, Machine, Random, Streams, Disk, Nic) = (simulation, machine, random, streams, disk, nic);
        (this.objects, this.slowdown) = (objects, slowdown);
        Root = Cgroup.Root(cpu);
        Root.Pids.Max = machine.Limits.TryGetValue(KernelObject.Pid, out var most) ? most : null;
        Root.Memory.Max = machine.Memory - machine.HostReserved;
        Processes = new(Root);
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>The machine as this kernel finds it.</summary>
    public HostModel Machine { get; }

    /// <summary>The root of its cgroups: its memory is the machine's.</summary>
    public Cgroup Root { get; }

    /// <summary>Who runs when: the scheduler of the CPUs that its tasks run on.</summary>
    public CpuScheduler Scheduler => Root.Cpu.Scheduler;

    /// <summary>Processes and namespaces.</summary>
    public ProcessTable Processes { get; }

    /// <summary>Local disk.</summary>
    public BlockDevice Disk { get; }

    /// <summary>Network interface.</summary>
    public NetworkInterface Nic { get; }

    /// <summary>The disk's scheduler, which shares it among cgroups.</summary>
    public IoScheduler Io => io ??= new(Simulation, Disk, Machine.Disk.Channels);

    /// <summary>Random numbers of the kernel's own, a stream for each part.</summary>
    public StreamScope Streams { get; }

    /// <summary>Controllers of cgroup v1 if the machine uses that; none for v2.</summary>
    public string[] V1 { get; set; } = [];

    internal StreamScope Random { get; }

    /// <summary>The objects of a kind: what is taken, and how many there are.</summary>
    public ObjectPool this[KernelObject kind]
    {
        get
        {
            if (kind == KernelObject.Pid)
                throw new ArgumentException($"processes and their threads take {kind} ({nameof(ProcessTable.Fork)})", nameof(kind));
            if (!objects.TryGetValue(kind, out var pool))
                objects.Add(kind, pool = new(kind.Name, Machine.Limits.TryGetValue(kind, out var most) ? most : null));
            return pool;
        }
    }

    /// <summary>How many objects of a kind are taken.</summary>
    public long Count(KernelObject kind) => kind == KernelObject.Pid ? Root.Pids.Current
        : objects.TryGetValue(kind, out var pool) ? pool.Taken : 0;

    /// <summary>A lock: one holder, first come first served.</summary>
    public Resource Lock(string name)
    {
        if (!locks.TryGetValue(name, out var held))
            locks.Add(name, held = new Resource(Simulation));
        return held;
    }

    /// <summary>Things that are kept in stock, by name; full at the first call.</summary>
    public Container Stock(string name, int size)
    {
        if (!stocks.TryGetValue(name, out var stock))
            stocks.Add(name, stock = new Container(Simulation, size, size));
        return stock;
    }

    /// <summary>A part of the kernel that the model of a subsystem adds, made when it is first asked for.</summary>
    public T Part<T>(Func<MachineKernel, T> make) where T : class
    {
        if (!parts.TryGetValue(typeof(T), out var part))
            parts.Add(typeof(T), part = make(this));
        return (T)part;
    }

    /// <summary>Brings a file into the page cache; one transfer serves all who ask before it ends.</summary>
    public Event Read(string file, Bytes size)
    {
        if (!pageCache.TryGetValue((file, size), out var read))
            pageCache.Add((file, size), read = Disk.Transfer(size));
        return read;
    }

    /// <summary>Time here of work that takes so many cycles on the bare machine, in nanoseconds.</summary>
    public long Nanoseconds(Cycles cycles) => (slowdown == 1 ? cycles : cycles * slowdown).NanosecondsAt(Machine.Cpu.Clock);

    /// <summary>A program that runs and exits, outside any cgroup; the event succeeds at its exit.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="cycles">Its work, its own start and exit included.</param>
    public Event Run(string program, Cycles cycles)
    {
        var task = CreateTask(program);
        var done = task.Execute(Nanoseconds(cycles));
        done.AddCallback(_ => task.Exit());
        return done;
    }

    /// <summary>A thread of the machine's own, outside any cgroup below the root.</summary>
    public CpuTask CreateTask(string name) => Scheduler.CreateTask(name, Root.Cpu);

    /// <summary>Random numbers of the next container, a stream for each purpose: they do not depend on what others draw.</summary>
    public StreamScope NextContainer() => Random.Fresh($"container {containers++}");

    /// <summary>
    /// The kernel of a virtual machine that is up already and whose guests share the locks in it; made when it is first asked for. What its
    /// guests take is counted here.
    /// </summary>
    /// <param name="machine">Which virtual machine.</param>
    internal MachineKernel Within(string machine)
    {
        if (!inner.TryGetValue(machine, out var kernel))
            inner.Add(machine, kernel = new(Simulation, Machine, Root.Cpu, Random, Streams.Scope(machine), Disk, Nic, objects, 1));
        return kernel;
    }

    /// <summary>The kernel of a virtual machine that one guest has for itself.</summary>
    internal MachineKernel Alone(StreamScope streams) => new(Simulation, Machine, Root.Cpu, streams, streams, Disk, Nic, [], 1);
}
