using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// Binary translation of the guest's kernel: user code runs directly in ring 3; kernel code is translated before it runs, in ring 1,
/// where segment limits protect the monitor. Sensitive instructions become inline code or calls of the monitor ("callouts"); returns
/// and indirect calls look their target up in the translation cache. What user code traps on (system calls, faults) goes through
/// the monitor into the translated kernel and back.
/// </summary>
public sealed class BinaryTranslation : ICpuTechnique
{
    private readonly bool adaptive;
    private readonly double crossing;
    private readonly double callout;
    private readonly double calloutShare;
    private readonly double inline;
    private readonly double lookup;
    private readonly double device;
    private readonly double decode;
    private readonly double translate;

    /// <summary>With the figures of <c>BinaryTranslation.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    /// <param name="adaptive">
    /// Whether an instruction that faults often, such as one that writes page tables, is translated again into a callout. If not, as
    /// in the first monitors, each such write faults and is decoded.
    /// </param>
    public BinaryTranslation(Parameters parameters, bool adaptive = true)
    {
        this.adaptive = adaptive;
        var part = parameters.Part(nameof(BinaryTranslation));
        var p = part.Beside<BinaryTranslation>();
        crossing = p.Count("crossing_instructions");
        callout = p.Count("callout_instructions");
        calloutShare = p.Ratio("callout_share");
        inline = p.Count("inline_instructions");
        lookup = p.Count("lookup_instructions");
        device = p.Count("device_instructions");
        decode = p.Count("decode_instructions");
        translate = p.Count("translate_instructions");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "binary translation";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.BinaryTranslation;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu)
    {
        var reflected = Fault(cpu) + Inject(cpu);
        return NativeExecution.Native(work with { SensitiveInstructions = 0 }, cpu)
            + CycleCost.Of(Cause.SystemCalls, work.SystemCalls * reflected, work.SystemCalls)
            + CycleCost.Of(Cause.Exceptions, work.Exceptions * reflected, work.Exceptions)
            + CycleCost.Of(Cause.Interrupts, work.Interrupts * (reflected + 2 * Device(cpu)), 3 * work.Interrupts)
            + CycleCost.Of(Cause.SensitiveInstructions,
                work.SensitiveInstructions
                    * ((1 - calloutShare) * cpu.Instructions(inline) + calloutShare * (Call(cpu) + cpu.SensitiveInstruction)),
                work.SensitiveInstructions * calloutShare)
            + CycleCost.Of(Cause.IndirectCalls, work.IndirectCalls * cpu.Instructions(lookup))
            + CycleCost.Of(Cause.Translation, work.NewCode.Count * cpu.Instructions(translate));
    }

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => cpu.Exception + cpu.Instructions(crossing);

    /// <summary>
    /// A call out of the translation cache: registers saved, the monitor's function, registers restored. No change of ring.
    /// </summary>
    public Cycles Call(CpuModel cpu) => cpu.Instructions(callout);

    /// <summary>The way down into the translated kernel and, at its return from the exception, up again: a second crossing.</summary>
    public Cycles Inject(CpuModel cpu) => Trap(cpu);

    /// <inheritdoc/>
    public Cycles PageTableWrite(CpuModel cpu) => adaptive ? Call(cpu) : Trap(cpu) + cpu.Instructions(decode);

    /// <inheritdoc/>
    public Cycles LoadCr3(CpuModel cpu) => Call(cpu);

    /// <summary>
    /// The interrupt comes to the monitor, which hands it to the translated kernel; its acknowledgement is an access in the translation
    /// cache.
    /// </summary>
    public CycleCost Interrupt(CpuModel cpu) =>
        CycleCost.Of(Cause.Interrupts, cpu.Interrupt + Fault(cpu) + Inject(cpu) + Device(cpu), exits: 2);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => CycleCost.Of(Cause.Halts, Trap(cpu), exits: 1);

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, Device(cpu), exits: 1);

    /// <inheritdoc/>
    public CycleCost Notify(CpuModel cpu) => DeviceAccess(cpu);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => CycleCost.Of(Cause.KernelCode, native);

    /// <inheritdoc cref="ICpuTechnique.Fault"/>
    public Cycles Fault(CpuModel cpu) => Trap(cpu);

    private Cycles Device(CpuModel cpu) => Call(cpu) + cpu.Instructions(device);
}
