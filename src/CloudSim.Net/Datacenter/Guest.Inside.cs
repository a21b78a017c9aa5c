using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>What is inside it: its own kernel, if it has one, and its program.</summary>
public sealed partial class Guest
{
    private KernelProcess? program;

    /// <summary>
    /// The kernel that its programs run on: its own, once that has booted, else the host's. Its own has accounts, limits and names of its
    /// own; its tasks run in the guest's cgroup on the host.
    /// </summary>
    /// <exception cref="InvalidOperationException">Its own kernel has not booted, or the guest was stopped.</exception>
    public MachineKernel Kernel => Platform.Kernel is null ? Host.Kernel
        : State is GuestState.Running or GuestState.Booting && marks.Has(Virtualization.BootMark.GuestInit) ? Booted()
        : throw new InvalidOperationException($"guest {Number} has no kernel that runs: it is {State} (start it first)");

    /// <summary>Where its programs run: the root of its own kernel's cgroups, or its cgroup on the host.</summary>
    public Cgroup Inside => Platform.Kernel is null ? Cgroup : Kernel.Root;

    /// <summary>The process of its program, in <see cref="Kernel"/>.</summary>
    /// <exception cref="InvalidOperationException">Its own kernel has not booted, or it is no process of the host.</exception>
    public KernelProcess Program => (Platform.Kernel is null ? process : ProgramIn(Kernel))
        ?? throw new InvalidOperationException($"{Platform.Name} has no process on the host");

    /// <summary>How many host pages it takes if its program touches so much more.</summary>
    internal Bytes More(Bytes amount) => Platform.Kernel is null ? amount : Memory.More(Kernel.Root.Memory.Current + amount);

    /// <summary>Its program touches more memory: of its own kernel's, which the host backs, or of the host's.</summary>
    internal ChargeResult Grow(Bytes amount) => Platform.Kernel is null
        ? Memory.Grow(amount) : Kernel.Root.Memory.Touch(Program, amount);

    private KernelProcess? ProgramIn(MachineKernel _) => program;

    // Made when somebody looks: an idle virtual machine has nobody who asks. What has happened in it by then is in its accounts.
    private MachineKernel Booted()
    {
        if (inner is not null)
            return inner;
        var (configured, kernel) = (Spec.ConfiguredMemory, Platform.Kernel!);
        var seen = Host.Model with
        {
            Name = $"guest {Number} ({kernel.Name})", HostReserved = kernel.Used(configured), Memory = configured,
        };
        inner = Host.Kernel.Guest(seen, Group, Streams, Platform.Cpu.KernelWork(new Cycles(1)).OnCpu.Count);
        inner.Processes.Fork(inner.Processes.Init, "program", NamespaceKinds.None, out program, null, 1);
        inner.Root.Memory.PageCache.Read(program!, GuestMemory.Image(Spec), Spec.Image);
        inner.Root.Memory.Touch(program!, Spec.ApplicationMemory);
        inner.Root.Memory.Backing = Memory.Back;
        program!.Exited += _ => ProgramEnded();
        return inner;
    }

    // The guest's own OOM killer, or whoever runs it, has ended what it is there for.
    private void ProgramEnded()
    {
        if (State == GuestState.Stopped || inner is not { IsHalted: false })
            return;
        EndedBy ??= $"{Host.GuestMemoryLimit}: its program was killed in it";
        Stop();
    }
}
