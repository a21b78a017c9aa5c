using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// Where a <see cref="Step"/> runs: in which kernel, on whose thread, for which guest. A step inside another machine has the context of
/// that machine: this one with another kernel, which has prices of its own, and another thread.
/// </summary>
public sealed record StepContext
{
    private MachineKernel? own;

    /// <summary>The kernel that does the step: its locks, files, disk, objects.</summary>
    public required MachineKernel Kernel { get; init; }

    /// <summary>Randomness of who does it.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>The cgroup of who does it, which pays for the files it reads; null for the kernel's root.</summary>
    public Cgroup? Cgroup { get; init; }

    /// <summary>CPU work of the thread that does the step, in cycles of the host.</summary>
    public required Func<Cycles, Event> Thread { get; init; }

    /// <summary>
    /// Another process goes on, and its end or answer is waited for: where threads keep their CPU until they wait, others have their turn
    /// first. Its event is null where that costs nothing.
    /// </summary>
    public Func<Event?> Handoff { get; init; } = () => null;

    /// <summary>Waits for a lock whose holder runs: who waits spins on its CPU instead of giving it away (mutex_optimistic_spin).</summary>
    public Func<Event, Event> Spin { get; init; } = turn => turn;

    /// <summary>What starts: its kernel and its techniques.</summary>
    /// <exception cref="InvalidOperationException">The step is no guest's.</exception>
    public Platform Platform
    {
        get => field ?? throw new InvalidOperationException("this step is for the start of a guest, and runs for none");
        init;
    }

    /// <summary>All of the guest's random numbers, for what has a purpose of its own.</summary>
    /// <exception cref="InvalidOperationException">The step is no guest's.</exception>
    public StreamScope Streams
    {
        get => field ?? throw new InvalidOperationException("this step is for the start of a guest, and runs for none");
        init;
    }

    /// <summary>Memory that the guest's kernel is given.</summary>
    public Bytes ConfiguredMemory { get; init; }

    /// <summary>Host memory that the guest holds, or will hold once it has started.</summary>
    public Bytes Resident { get; init; }

    /// <summary>Network interfaces that the guest is given.</summary>
    public int Interfaces { get; init; }

    /// <summary>Work of the guest on its first vCPU, with a factor for the run-to-run spread.</summary>
    public Func<WorkProfile, double, Event> Guest { get; init; } = (_, _) => throw new InvalidOperationException("no guest starts here");

    /// <summary>
    /// The same step inside the guest: in its own kernel, once that has booted, as a thread on its first vCPU, at the cost that the
    /// platform's techniques set.
    /// </summary>
    public Func<StepContext> Inside { get; init; } = () => throw NoKernel();

    /// <summary>
    /// The guest's program begins in a container inside: a cgroup and a process of its own kernel, in new namespaces of these kinds.
    /// </summary>
    public Action<NamespaceKinds> Contain { get; init; } = _ => throw NoKernel();

    /// <summary>Is told that the guest passes a point of its start now.</summary>
    public Action<BootMark> Marks { get; init; } = _ => { };

    /// <summary>The kernel of a virtual machine that the guest has for itself, around it.</summary>
    internal MachineKernel OwnMachine(Func<IPricing> pricing) => own ??= Kernel.Alone(Streams.Scope("outer kernel"), pricing());

    /// <summary>The simulation.</summary>
    public Simulation Simulation => Kernel.Simulation;

    /// <summary>The machine.</summary>
    public HostModel Machine => Kernel.Machine;

    /// <summary>The clock at which cycles run here.</summary>
    public Frequency Clock => Machine.Cpu.Clock;

    /// <summary>Rate at which a CPU copies memory.</summary>
    public Bandwidth MemoryCopy => Machine.MemoryCopy;

    /// <summary>CPU work of who does the step; inside another machine at that one's price.</summary>
    /// <param name="cycles">What it takes on the bare machine.</param>
    /// <param name="kind">What it consists of.</param>
    public Event HostWork(Cycles cycles, WorkKind kind = WorkKind.Program) => Thread(Kernel.Price(cycles, kind));

    /// <summary>Work of the guest on its first vCPU, at the cost that the platform's techniques set.</summary>
    /// <param name="work">What the guest does.</param>
    /// <param name="factor">Draw of the run-to-run spread.</param>
    public Event GuestWork(WorkProfile work, double factor) => Guest(work, factor);

    /// <summary>
    /// A program that is started beside who does the step (a client, a script's command): a process of its own that runs and exits.
    /// </summary>
    /// <param name="program">Its name.</param>
    /// <param name="cycles">Its work, its own start and exit included.</param>
    public Event Program(string program, Cycles cycles) => Kernel.Run(program, cycles);

    /// <summary>How many objects of a kind the kernel has given out.</summary>
    public long Count(KernelObject kind) => Kernel.Count(kind);

    /// <summary>Notes that the guest passes a point of its start now.</summary>
    public void Mark(BootMark mark) => Marks(mark);

    /// <summary>Waits for a grace period of a sleepable-RCU domain of the kernel (<c>synchronize_srcu</c>).</summary>
    /// <param name="domain">Name of the domain.</param>
    public Event Synchronize(string domain) => SleepableRcu.Of(Kernel, domain).Synchronize();

    /// <summary>Goes into a section that grace periods of this domain wait for (<c>srcu_read_lock</c>); disposing leaves it.</summary>
    /// <param name="domain">Name of the domain.</param>
    public IDisposable Read(string domain) => SleepableRcu.Of(Kernel, domain).Read();

    /// <summary>Brings a file into the page cache: at once if it is there, else from disk, once for all who ask meanwhile.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="size">Its size.</param>
    public Event Read(string file, Bytes size) => Kernel.Read(file, size, Cgroup);

    /// <summary>Reads from the disk past the page cache, or for the first time.</summary>
    /// <param name="size">How much, in one piece.</param>
    public Event Transfer(Bytes size) => Kernel.Transfer(size, Cgroup);

    /// <summary>Receives data over the network interface, after all that others have asked for.</summary>
    /// <param name="size">How much.</param>
    public Event Receive(Bytes size) => Kernel.Nic.Receive(size);

    /// <summary>Things that are kept in stock, by name; full at the first call.</summary>
    /// <param name="name">Name of the stock.</param>
    /// <param name="size">How many it holds.</param>
    public Container Stock(string name, int size) => Kernel.Stock(name, size);

    /// <summary>A lock of the kernel, by name: one holder, first come first served.</summary>
    public Resource Lock(string name) => Kernel.Lock(name);

    private static InvalidOperationException NoKernel() => new("no guest with a kernel of its own starts here");
}
