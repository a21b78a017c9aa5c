using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;

namespace CloudSim.Net.Platforms;

/// <summary>A machine that QEMU models: what must happen before and around the guest kernel's own boot.</summary>
/// <param name="VmmStart">Process start, device models, firmware tables, in cycles of the host.</param>
/// <param name="VmmSigma">Spread of that work.</param>
/// <param name="Interface">The VMM's work for one network interface: tap, back end, device and its option ROM.</param>
/// <param name="InterfaceScript">The program that it starts to set up an interface on the host, and another to take it down at the
/// end.</param>
/// <param name="Firmware">What the firmware does in the guest.</param>
/// <param name="Decompression">The kernel unpacks itself: the VMM takes a compressed image.</param>
/// <param name="KernelShare">Share of a kernel's own boot work that remains where nothing waits for devices of a minimal machine.</param>
/// <param name="Enumeration">What the guest kernel does because the machine is a PC: ACPI and PCI.</param>
/// <param name="Devices">Devices that the guest kernel finds and sets up.</param>
/// <param name="Footprint">Memory of the VMM process.</param>
/// <param name="KernelObjects">Kernel objects that one machine takes.</param>
/// <param name="ImageCompressed">Size of a kernel's compressed image against the image (0 to 1).</param>
/// <param name="MostInterfaces">Network interfaces that fit on its bus.</param>
/// <param name="Uses">Every number that it was made of.</param>
public sealed record QemuMachine(
    Cycles VmmStart, double VmmSigma, Cycles Interface, Cycles InterfaceScript, WorkProfile Firmware, WorkProfile Decompression,
    double KernelShare, WorkProfile Enumeration, IReadOnlyList<GuestDevice> Devices,
    MemoryFootprint Footprint, IReadOnlyDictionary<KernelObject, int> KernelObjects, double ImageCompressed, int MostInterfaces,
    IReadOnlyList<Parameter> Uses) : IParameterized
{
    /// <summary>Process start, device models, firmware tables, in cycles of the host.</summary>
    public Cycles VmmStart { get; init => field = Check.Amount(value); } = Check.Amount(VmmStart);

    /// <summary>Spread of that work.</summary>
    public double VmmSigma { get; init => field = Check.Amount(value); } = Check.Amount(VmmSigma);

    /// <summary>The VMM's work for one network interface: tap, back end, device and its option ROM.</summary>
    public Cycles Interface { get; init => field = Check.Amount(value); } = Check.Amount(Interface);

    /// <summary>The program that it starts to set up an interface on the host, and another to take it down at the end.</summary>
    public Cycles InterfaceScript { get; init => field = Check.Amount(value); } = Check.Amount(InterfaceScript);

    /// <summary>What the firmware does in the guest.</summary>
    public WorkProfile Firmware { get; init => field = Check.NotNull(value); } = Check.NotNull(Firmware);

    /// <summary>The kernel unpacks itself: the VMM takes a compressed image.</summary>
    public WorkProfile Decompression { get; init => field = Check.NotNull(value); } = Check.NotNull(Decompression);

    /// <summary>Share of a kernel's own boot work that remains where nothing waits for devices of a minimal machine.</summary>
    public double KernelShare { get; init => field = Check.Share(value); } = Check.Share(KernelShare);

    /// <summary>What the guest kernel does because the machine is a PC: ACPI and PCI.</summary>
    public WorkProfile Enumeration { get; init => field = Check.NotNull(value); } = Check.NotNull(Enumeration);

    /// <summary>Devices that the guest kernel finds and sets up.</summary>
    public IReadOnlyList<GuestDevice> Devices { get; init => field = Check.NotNull(value); } = Check.NotNull(Devices);

    /// <summary>Memory of the VMM process.</summary>
    public MemoryFootprint Footprint { get; init => field = Check.NotNull(value); } = Check.NotNull(Footprint);

    /// <summary>Kernel objects that one machine takes.</summary>
    public IReadOnlyDictionary<KernelObject, int> KernelObjects { get; init => field = Check.NotNull(value); } =
        Check.NotNull(KernelObjects);

    /// <summary>Size of a kernel's compressed image against the image (0 to 1).</summary>
    public double ImageCompressed { get; init => field = Check.Share(value); } = Check.Share(ImageCompressed);

    /// <summary>Network interfaces that fit on its bus.</summary>
    public int MostInterfaces { get; init => field = Check.Count(value); } = Check.Count(MostInterfaces);

    /// <summary>What the VMM's own threads do in a second while the guest is idle.</summary>
    public Cycles Housekeeping { get; init => field = Check.Amount(value); }

    /// <summary>The VMM's work for each further virtual CPU: its object and its thread.</summary>
    public Cycles VCpuCreate { get; init => field = Check.Amount(value); }

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = Check.NotNull(Uses);

    /// <summary>The PC with a minimal firmware (qboot), as in the published comparison.</summary>
    public static QemuMachine Pc(Parameters parameters) => parameters.Make(nameof(Pc), Read);

    /// <summary>A guest on the machine, with Linux in a microVM's configuration and no end that takes time.</summary>
    /// <param name="parameters">The numbers of its kernel.</param>
    /// <param name="name">Name of the platform.</param>
    /// <param name="family">Its family.</param>
    /// <param name="cpu">How guest instructions run.</param>
    /// <param name="memory">How guest addresses are translated.</param>
    /// <param name="io">How the guest reaches devices.</param>
    public Platform On(
        Parameters parameters, string name, string family, ICpuTechnique cpu, IMemoryTechnique memory, IIoTechnique io) => new()
    {
        Name = name,
        Family = family,
        Cpu = cpu,
        Memory = memory,
        Io = io,
        Kernel = GuestKernel.MicroVmLinux(parameters),
        IsPc = true,
        Boot = Boot,
        Devices = Devices,
        Footprint = Footprint,
        KernelObjects = KernelObjects,
        MostInterfaces = MostInterfaces,
        VmmHousekeeping = Housekeeping,
        Own = Uses,
    };

    /// <summary>The same on KVM, which must take leave at the end.</summary>
    /// <inheritdoc cref="On"/>
    public Platform OnKvm(Parameters parameters, string name, IMemoryTechnique memory, IIoTechnique io)
    {
        var part = parameters.Part(name);
        IReadOnlyList<Step> exit = [InterfaceScripts, .. KvmProcess.ExitWithTimer(part)];
        return On(parameters, name, "full VM", new HardwareAssist(parameters), memory, io) with
        {
            Exit = exit, Own = [.. Uses, .. part.Uses],
        };
    }

    private IReadOnlyList<Step> Boot =>
    [
        Phases.ForVCpus(Phases.HostCpu("VMM process start", VmmStart, VmmSigma), VCpuCreate),
        InterfaceScripts,
        Phases.ForEachInterface(Phases.HostCpu("network device", Interface, VmmSigma) with { Kind = StepKind.NetworkInterface }),
        Phases.KernelImage(ImageCompressed),
        Phases.Mark(BootMark.GuestEntry),
        Phases.WithKernel(StepKind.Firmware, "firmware", Firmware),
        Phases.WithKernel(StepKind.GuestKernel, "kernel decompression", Decompression),
        Phases.WithKernel(StepKind.DeviceProbes, "ACPI and PCI enumeration", Enumeration),
        Phases.Probes(),
        Phases.Kernel(boot => boot with { Kernel = boot.Kernel * KernelShare }),
        Phases.Mark(BootMark.GuestInit),
    ];

    private Step InterfaceScripts => Phases.ForEachInterface(
        Phases.Program("interface script", InterfaceScript, VmmSigma) with { Kind = StepKind.NetworkInterface });

    private static QemuMachine Read(Parameters parameters)
    {
        var p = parameters.Beside<QemuMachine>();
        var (vcpu, idle) = (p.Cycles("vcpu_create").Value, p.Cycles("idle_second").Value);
        return new QemuMachine(
            Cycles.Of(p.Duration("vmm_start"), p.Frequency("measured_clock").Value), p.Ratio("vmm_sigma"),
            Cycles.Of(p.Duration("interface"), p.Frequency("measured_clock").Value), p.Cycles("interface_script"),
            new WorkProfile
            {
                Name = "firmware", Kernel = p.Cycles("firmware_cycles"),
                DeviceAccesses = p.Count("firmware_accesses"), NewCode = p.Bytes("firmware_code"),
            },
            new WorkProfile { Name = "decompression", Kernel = p.Cycles("decompression_cycles") }, p.Ratio("kernel_share"),
            new WorkProfile
            {
                Name = "enumeration", Kernel = p.Cycles("enumeration_cycles"),
                DeviceAccesses = p.Count("enumeration_accesses"), NewCode = p.Bytes("enumeration_code"),
            },
            GuestDevice.Read(p),
            new MemoryFootprint(p.Bytes("vmm_memory"), "qemu", p.Bytes("vmm_text"), p.Bytes("vmm_mapped"))
            {
                PerVCpu = p.Bytes("vcpu_memory"),
            },
            KvmProcess.KernelObjects(p),
            p.Ratio("image_compressed"), p.Whole("slots"), parameters.Uses)
        {
            VCpuCreate = vcpu, Housekeeping = idle,
        };
    }
}
