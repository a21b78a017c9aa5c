using System.Runtime.CompilerServices;
using CloudSim.Net.Calibration;
using CloudSim.Net.Containers;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Networking;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.DualMode;
using CloudSim.Net.Virtualization.Requirements;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>
/// The models that the course's questions are asked of. Each can be replaced with <c>with</c>: what hangs on it then has another answer.
/// </summary>
/// <param name="Parameters">The numbers that they are made of.</param>
public sealed record CourseModels(Parameters Parameters)
{
    /// <summary>A machine whose CPU has nothing for a hypervisor: classic x86.</summary>
    public HostModel BasicMachine { get => field ?? HostModel.PowerEdge2650(Parameters); init; }

    /// <summary>A machine of today, with all three generations of hardware assist.</summary>
    public HostModel AdvancedMachine { get => field ?? HostModel.RackServer(Parameters); init; }

    /// <summary>A CPU of each generation, the first of its kind, from classic x86 on.</summary>
    public IReadOnlyList<CpuModel> Cpus
    {
        get => field ??
        [
            CpuModels.Prestonia(Parameters), CpuModels.Prescott(Parameters), CpuModels.Nehalem(Parameters), CpuModels.Skylake(Parameters),
        ];
        init;
    }

    /// <summary>What becomes of each instruction of classic x86 on the CPU that is asked about: itself.</summary>
    public Func<Instruction, Instruction> Instructions { get; init => field = Given(value); } = instruction => instruction;

    /// <summary>A hypervisor that waits for traps and does nothing else.</summary>
    public Virtualizer TrapAndEmulate { get; init => field = Given(value); } = Virtualizer.PureTrapAndEmulate;

    /// <summary>A hypervisor that translates the guest's kernel.</summary>
    public Virtualizer BinaryTranslation { get; init => field = Given(value); } = Virtualizer.BinaryTranslation;

    /// <summary>Whether that hypervisor writes what it has translated over the guest's own code, and not into a cache beside it.</summary>
    public bool TranslatesInPlace { get; init; }

    /// <summary>A hypervisor whose guests are changed for it.</summary>
    public Virtualizer Paravirtualization { get; init => field = Given(value); } = Virtualizer.Paravirtualization;

    /// <summary>An operating system as it was sold: nobody knows it, and nobody can change it.</summary>
    public GuestNeeds UnknownSystem { get; init => field = Given(value); } = new()
    {
        Name = "an unknown operating system", System = "unknown", BringsKernel = true, NeedsPc = true, ManyProcesses = true, Forks = true,
    };

    /// <summary>Applications that are content with any kernel of Linux.</summary>
    public GuestNeeds Services { get; init => field = Given(value); } = new()
    {
        Name = "Linux services", ManyProcesses = true, Forks = true, TakesSecondApplication = true,
    };

    /// <summary>All systems that are compared.</summary>
    public IReadOnlyList<Platform> Platforms { get => field ?? Net.Platforms.Platforms.Of(Parameters); init; }

    /// <summary>A container.</summary>
    public Platform Container { get => field ?? RuncContainer.Of(Parameters); init; }

    /// <summary>A microVM.</summary>
    public Platform MicroVm { get => field ?? Firecracker.Of(Parameters); init; }

    /// <summary>A virtual machine as it is usually had: a PC with firmware, and the kernel of a distribution.</summary>
    public Platform VirtualMachine
    {
        get => field ?? QemuKvm.Of(Parameters) with
        {
            Name = "virtual machine (QEMU/KVM)", Kernel = GuestKernel.DistributionLinux(Parameters),
        };
        init;
    }

    /// <summary>A unikernel.</summary>
    public Platform Unikernel { get => field ?? UnikernelOnFirecracker.Of(Parameters); init; }

    /// <summary>A guest of Xen with a changed kernel.</summary>
    public Platform ParavirtualGuest { get => field ?? XenPv.Of(Parameters); init; }

    /// <summary>A virtual machine with devices of its own, passed through.</summary>
    public Platform PassedThrough { get => field ?? KvmPassThrough.Of(Parameters); init; }

    /// <summary>How a machine's CPUs are shared.</summary>
    public SchedulerKind Scheduler { get; init; } = SchedulerKind.Cfs;

    /// <summary>
    /// What a machine makes of the content of a layer that it has built or received: a layer named by the digest of that content.
    /// </summary>
    public Func<string, IEnumerable<KeyValuePair<string, LayerEntry>>, Layer> Layer { get; init => field = Given(value); } =
        (_, entries) => new Layer(entries);

    /// <summary>The bridge that containers join if nothing else is said.</summary>
    public BridgeDriver DefaultBridge { get; init => field = Given(value); } = new() { HasDns = false };

    /// <summary>The program that makes containers of an engine.</summary>
    public OciRuntime Runtime { get => field ?? OciRuntime.Runc(Parameters); init; }

    /// <summary>The numbers that they are made of.</summary>
    public Parameters Parameters { get; init => field = Given(value); } =
        Given(Parameters);

    /// <summary>The seed of the machines' random numbers.</summary>
    public long Seed { get; init; } = 1;

    private static T Given<T>(T value, [CallerMemberName] string name = "") => value ?? throw new ArgumentNullException(name);

    /// <summary>Random numbers of a run of its own.</summary>
    internal RandomStreams Streams => new(Seed, 0);
}
