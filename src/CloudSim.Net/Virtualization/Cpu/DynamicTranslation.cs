using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// A CPU emulator with dynamic translation: every guest instruction, user or kernel, is translated once into host
/// instructions, kept in a translation cache and run from there. It needs nothing of the host's CPU.
/// </summary>
public sealed class DynamicTranslation : ICpuTechnique
{
    private readonly double integerSlowdown;
    private readonly double floatSlowdown;
    private readonly double softMmuFactor;
    private readonly Cycles translatePerByte;
    private readonly Cycles deviceCall;

    /// <summary>With the figures of <c>DynamicTranslation.csv</c>.</summary>
    public DynamicTranslation()
    {
        var p = ParameterSheet.Beside<DynamicTranslation>();
        integerSlowdown = p.Ratio("integer_slowdown");
        floatSlowdown = p.Ratio("float_slowdown");
        softMmuFactor = p.Ratio("soft_mmu_factor");
        translatePerByte = p.Cycles("translate_per_byte");
        deviceCall = p.Cycles("device_call");
        Sheets = [p];
    }

    /// <inheritdoc/>
    public string Name => "dynamic translation";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets { get; }

    /// <inheritdoc/>
    public CycleBill Run(WorkProfile work, CpuModel cpu)
    {
        var native = NativeExecution.Native(work, cpu);
        var kernel = NativeExecution.KernelPart(work, cpu);
        var integer = work.User * (1 - work.FloatShare) + kernel;
        var floating = work.User * work.FloatShare;
        var executed = (integer * integerSlowdown + floating * floatSlowdown) * softMmuFactor;
        return new CycleBill(Guest: native, Translation: executed - native + work.NewCode.Count * translatePerByte);
    }

    /// <inheritdoc/>
    public CycleBill Interrupt(CpuModel cpu) => KernelWork(cpu.Interrupt);

    /// <inheritdoc/>
    public CycleBill Halt(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleBill DeviceAccess(CpuModel cpu) => new(Guest: default, Exits: deviceCall);

    /// <inheritdoc/>
    public CycleBill Notify(CpuModel cpu) => DeviceAccess(cpu);

    /// <inheritdoc/>
    public CycleBill KernelWork(Cycles native) => new(Guest: native, Translation: native * (integerSlowdown * softMmuFactor - 1));
}
