using CloudSim.Net.Calibration;
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
    private readonly Dictionary<string, Event> reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Container> stocks = [];
    private readonly Dictionary<object, MachineKernel> inner = new(ReferenceEqualityComparer.Instance);
    private (MachineKernel Kernel, Cgroup Cgroup)? around; // whose disk it is, and who pays there
    private readonly List<CpuTask>? threads; // of a virtual machine: they end with it
    private IoScheduler? io;
    private long containers;

    /// <summary>A kernel just booted.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="machine">The machine as it finds it: its memory, its limits.</param>
    /// <param name="cpu">Where its tasks run: the root of a host's scheduler, or the group of a virtual machine in it.</param>
    /// <param name="random">The machine's random numbers: the kernel's own are its scope "kernel".</param>
    public MachineKernel(Simulation simulation, HostModel machine, TaskGroup cpu, StreamScope random)
        : this(simulation, machine, cpu, random, random.Scope("kernel"), new BlockDevice(simulation, machine.Disk),
            new NetworkInterface(simulation, machine.Nic), [], null)
    {
    }

    private MachineKernel(Simulation simulation, HostModel machine, TaskGroup cpu, StreamScope random, StreamScope streams,
        BlockDevice disk, NetworkInterface nic, Dictionary<KernelObject, ObjectPool> objects, IPricing? pricing,
        List<CpuTask>? threads = null, (MachineKernel, Cgroup)? around = null)
    {
        (Simulation, Machine, Random, Streams, Disk, Nic) = (simulation, machine, random, streams, disk, nic);
        (this.objects, Pricing, this.threads, this.around) = (objects, pricing, threads, around);
        Root = Cgroup.Root(cpu);
        Root.Pids.Max = machine.Limits.TryGetValue(KernelObject.Pid, out var most) ? most : null;
        Root.Memory.Max = machine.Memory;
        if (!Root.Memory.TryChargeKernel(machine.HostReserved))
            throw new ArgumentException($"{machine.Name} has {machine.Memory}, and {machine.HostReserved} of it reserved", nameof(machine));
        Processes = new(Root);
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>The machine as this kernel finds it.</summary>
    public HostModel Machine { get; }

    /// <summary>What it costs here to do what was measured on a bare machine; null on a bare machine.</summary>
    public IPricing? Pricing { get; }

    /// <summary>The numbers that it and what runs on it are made of.</summary>
    public Parameters Parameters => Machine.Parameters;

    /// <summary>The root of its cgroups: its memory is the machine's.</summary>
    public Cgroup Root { get; }

    /// <summary>Who runs when: the scheduler of the CPUs that its tasks run on.</summary>
    public CpuScheduler Scheduler => Root.Cpu.Scheduler;

    /// <summary>Processes and namespaces.</summary>
    public ProcessTable Processes { get; }

    /// <summary>Local disk.</summary>
    public BlockDevice Disk { get; private set; }

    /// <summary>Network interface.</summary>
    public NetworkInterface Nic { get; private set; }

    /// <summary>The disk's scheduler, which shares it among cgroups.</summary>
    public IoScheduler Io => io ??= around is not null
        ? new(Parameters, Simulation, (size, write) => around!.Value.Kernel.Transfer(size, around.Value.Cgroup, write),
            Machine.Disk.Channels)
        : new(Parameters, Simulation, Disk, Machine.Disk.Channels);

    /// <summary>Raised once, when the machine is halted: its programs end, its daemons are gone.</summary>
    public event Action? Halted;

    /// <summary>Whether the machine was halted; it does not run again.</summary>
    public bool IsHalted { get; private set; }

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

    /// <summary>
    /// Brings a file into the page cache; one transfer serves all who ask before it ends. Its pages are charged to who asks first, and give
    /// way when memory is wanted.
    /// </summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="size">Its size.</param>
    /// <param name="by">For which cgroup; the root if left out.</param>
    public Event Read(string file, Bytes size, Cgroup? by = null)
    {
        var missing = Root.Memory.PageCache.Read(by ?? Root, file, size).Missing;
        if (missing > Bytes.Zero || !reads.TryGetValue(file, out var read))
            reads[file] = read = Transfer(missing, by);
        return read;
    }

    /// <summary>
    /// Reads from the disk or writes to it for a cgroup; the event succeeds when it is done. Once a cgroup has a limit or a weight for its
    /// I/O all requests pass the disk's scheduler; until then there is nothing to share by, the disk serves them as they come, and
    /// <c>io.stat</c> counts them when they are issued, one for each call (blk_cgroup_bio_start in block/blk-cgroup.c).
    /// </summary>
    /// <param name="size">How much.</param>
    /// <param name="by">Who; the root if left out.</param>
    /// <param name="write">Whether it is a write.</param>
    public Event Transfer(Bytes size, Cgroup? by = null, bool write = false)
    {
        if (Root.Io.IsShared)
            return Io.Submit(by ?? Root, size, write);
        var done = around is { } outer ? outer.Kernel.Transfer(size, outer.Cgroup, write) : Disk.Transfer(size);
        (by ?? Root).Io.Book(size, write);
        return Pricing?.DiskLatency is { Ticks: > 0 } later && size > Bytes.Zero ? Simulation.Process(Later()) : done;

        IEnumerable<Event> Later()
        {
            yield return done;
            yield return Simulation.Timeout(later);
        }
    }

    /// <summary>Cycles of the host for work that takes so many on the bare machine.</summary>
    public Cycles Price(Cycles cycles, WorkKind kind) => Pricing is null ? cycles : cycles * Pricing.Of(kind);

    /// <summary>Time here of work that takes so many cycles on the bare machine, in nanoseconds.</summary>
    public long Nanoseconds(Cycles cycles, WorkKind kind = WorkKind.Program) => Price(cycles, kind).NanosecondsAt(Machine.Cpu.Clock);

    /// <summary>A program that runs and exits, outside any cgroup; the event succeeds at its exit.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="cycles">Its work, its own start and exit included.</param>
    public Event Run(string program, Cycles cycles)
    {
        var task = CreateTask(program);
        var done = task.Execute(Nanoseconds(cycles, WorkKind.Processes));
        done.AddCallback(_ => task.Exit());
        return done;
    }

    /// <summary>A thread of the machine's own, or of a cgroup's.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cgroup">Its cgroup; the root if left out.</param>
    /// <exception cref="InvalidOperationException">The machine was halted.</exception>
    public CpuTask CreateTask(string name, Cgroup? cgroup = null)
    {
        if (IsHalted)
            throw new InvalidOperationException($"{Machine.Name} was halted: nothing runs there");
        var task = Scheduler.CreateTask(name, (cgroup ?? Root).Cpu);
        if (threads is not null)
        {
            if (threads.Count == threads.Capacity)
                threads.RemoveAll(t => t.HasExited);
            threads.Add(task);
        }
        return task;
    }

    /// <summary>Random numbers of the next container, a stream for each purpose: they do not depend on what others draw.</summary>
    public StreamScope NextContainer() => Random.Fresh($"container {containers++}");

    /// <summary>
    /// The kernel of a virtual machine that is up already and whose guests share the locks in it; made when it is first asked for. What its
    /// guests take is counted here.
    /// </summary>
    /// <param name="machine">Which virtual machine.</param>
    /// <param name="name">Its name.</param>
    /// <param name="pricing">What it makes of work, when it is asked for first.</param>
    internal MachineKernel Within(object machine, string name, Func<IPricing> pricing)
    {
        if (!inner.TryGetValue(machine, out var kernel))
            inner.Add(machine, kernel = new(
                Simulation, Machine, Root.Cpu, Random, Streams.Scope(name), Disk, Nic, objects, pricing()));
        return kernel;
    }

    /// <summary>The kernel of a virtual machine on this one: it has accounts, names and locks of its own, and shares the disk.</summary>
    /// <param name="seen">The machine as it finds it.</param>
    /// <param name="cgroup">The virtual machine's cgroup here, which pays for the disk.</param>
    /// <param name="cpus">The root of its tasks: of a scheduler of its own on virtual CPUs, or a group of the host's.</param>
    /// <param name="random">The virtual machine's random numbers.</param>
    /// <param name="pricing">What it makes of work.</param>
    internal MachineKernel Guest(HostModel seen, Cgroup cgroup, TaskGroup cpus, StreamScope random, IPricing pricing) =>
        new(Simulation, seen, cpus, random, random.Scope("kernel"), Disk, Nic, [], pricing, [], (this, cgroup));

    /// <summary>The virtual machine has moved to another host, where another cgroup pays for its disk.</summary>
    internal void MoveTo(MachineKernel host, Cgroup cgroup) => (around, Disk, Nic) = ((host, cgroup), host.Disk, host.Nic);

    /// <summary>The machine is switched off: all processes end, threads with what they were doing.</summary>
    internal void Halt()
    {
        if (IsHalted)
            return;
        IsHalted = true;
        try
        {
            Halted?.Invoke();
        }
        finally
        {
            Processes.End(Processes.Init, 0);
            foreach (var thread in threads ?? [])
                thread.Exit();
        }
    }

    /// <summary>The kernel of a virtual machine that one guest has for itself.</summary>
    internal MachineKernel Alone(StreamScope streams, IPricing pricing) =>
        new(Simulation, Machine, Root.Cpu, streams, streams, Disk, Nic, [], pricing);
}
