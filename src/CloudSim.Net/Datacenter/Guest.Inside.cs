using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Datacenter;

/// <summary>What is inside it: its own kernel, if it has one, and its program.</summary>
public sealed partial class Guest
{
    private KernelProcess? program;
    private Cgroup? container; // of its own kernel's, if its program runs in one there

    /// <summary>
    /// The kernel that its programs run on: its own, once that has booted, else the host's. Its own has accounts, limits and names of its
    /// own; its tasks run in the guest's cgroup on the host.
    /// </summary>
    /// <exception cref="InvalidOperationException">Its own kernel has not booted, or the guest was stopped, or the kernel is a library of
    /// its one program.</exception>
    public MachineKernel Kernel => Platform.Kernel is null ? Host.Kernel
        : Platform.Kernel.Library is { AddressSpaces: 1 } ? throw new InvalidOperationException(
            $"{Platform.Kernel.Name} is a library linked with one program: it takes no second process")
        : State is GuestState.Running or GuestState.Booting && marks.Has(BootMark.GuestInit) ? Booted()
        : throw new InvalidOperationException(
            $"guest {Number} has no kernel that runs: it is {State}{(State == GuestState.Stopped ? "" : " (start it first)")}");

    /// <summary>Its program forks, as a system call in the guest (fork(2)).</summary>
    /// <param name="name">The child's program.</param>
    /// <param name="child">The new process, or null.</param>
    /// <returns>
    /// ENOSYS where the kernel is a library with one address space, ENOMEM where all that a library can hold are in use; else as
    /// <see cref="ProcessTable.Fork"/>.
    /// </returns>
    /// <exception cref="InvalidOperationException">It does not run, or is no process of the host.</exception>
    public KernelError Fork(string name, out KernelProcess? child)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (State != GuestState.Running)
            throw new InvalidOperationException($"guest {Number} cannot fork, it is {State}");
        child = null;
        return Platform.Kernel?.Library is { AddressSpaces: 1 }
            ? KernelError.NoSystemCall : Kernel.Processes.Fork(Program, name, NamespaceKinds.None, out child);
    }

    /// <summary>
    /// Where its programs run: the root of its own kernel's cgroups, or its container's cgroup there, or its cgroup on the host.
    /// </summary>
    public Cgroup Inside => Platform.Kernel is null ? Cgroup : container is { } own && inner is { IsHalted: false } ? own : Kernel.Root;

    /// <summary>The process of its program, in <see cref="Kernel"/>.</summary>
    /// <exception cref="InvalidOperationException">Its own kernel has not booted, or it is no process of the host.</exception>
    public KernelProcess Program => (Platform.Kernel is null ? here.Process : ProgramIn(Kernel))
        ?? throw new InvalidOperationException($"{Platform.Name} has no process on the host");

    /// <summary>How many host pages it takes if its program touches so much more.</summary>
    internal Bytes More(Bytes amount) => Platform.Kernel is null ? amount : Memory.More(Booted().Root.Memory.Current + amount);

    /// <summary>Its program touches more memory: of its own kernel's, which the host backs, or of the host's.</summary>
    internal ChargeResult Grow(Bytes amount) => Platform.Kernel is null
        ? Memory.Grow(amount) : (container ?? Booted().Root).Memory.Touch(program!, amount);

    private KernelProcess? ProgramIn(MachineKernel _) => program;

    // Made when somebody looks: an idle virtual machine has nobody who asks. What has happened in it by then is in its accounts.
    private MachineKernel Booted()
    {
        if (program is null)
            Begin(Machine.Root, NamespaceKinds.None);
        return Machine;
    }

    private MachineKernel Machine
    {
        get
        {
            if (inner is not null)
                return inner;
            var (configured, kernel) = (Spec.ConfiguredMemory, Platform.Kernel!);
            var seen = Host.Model with
            {
                Name = $"guest {Number} ({kernel.Name})", HostReserved = kernel.Used(configured), Memory = configured - Memory.Ballooned,
            };
            inner = Host.Kernel.Guest(seen, Cgroup, CpusInside, Streams, new PlatformPricing(Platform, Host.Model));
            inner.Processes.AddressSpaces = kernel.Library?.AddressSpaces;
            return inner;
        }
    }

    // What it has lent its kernel cannot use.
    internal void Lent()
    {
        if (inner is not null)
            inner.Root.Memory.Max = Spec.ConfiguredMemory - Memory.Ballooned;
    }

    private void Contain(NamespaceKinds kinds) => Begin(container = Machine.Root.Create("container"), kinds);

    // The host's pages for it are taken where the start comes to its program; from then on the host backs what is touched.
    private void Begin(Cgroup cgroup, NamespaceKinds kinds)
    {
        var kernel = Machine;
        kernel.Processes.Fork(kernel.Processes.Init, "program", kinds, out program, cgroup, 1);
        kernel.Root.Memory.PageCache.Read(program!, GuestMemory.Image(Spec), Spec.Image);
        cgroup.Memory.Touch(program!, Spec.ApplicationMemory);
        if (Memory.Files > Bytes.Zero)
            kernel.Root.Memory.PageCache.Read(kernel.Root, ServiceFiles, Memory.Files);
        kernel.Root.Memory.Backing = Memory.Back;
        program!.Exited += _ => ProgramEnded();
    }

    private StepContext InsideContext(RandomStream random) => new()
    {
        Kernel = Machine, Random = random, Streams = Streams,
        Thread = cycles => State == GuestState.Stopped ? new Event(Host.Simulation) : Cpu.Execute(Nanoseconds(cycles)),
    };

    // The guest's own OOM killer, or whoever runs it, has ended what it is there for.
    private void ProgramEnded()
    {
        if (State == GuestState.Stopped || inner is not { IsHalted: false })
            return;
        EndedBy ??= $"{Host.GuestMemoryLimit}: its program was killed in it";
        Stop();
    }
}
