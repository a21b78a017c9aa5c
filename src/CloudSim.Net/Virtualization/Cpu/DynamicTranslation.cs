using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

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
    public Virtualizer Routes => Virtualizer.Emulation;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets { get; }

    /// <inheritdoc/>
    public CycleBill Run(WorkProfile work, CpuModel cpu)
    {
        var kernel = NativeExecution.Native(work with { User = Cycles.Zero }, cpu).Times(integerSlowdown * softMmuFactor);
        var user = work.User * ((1 - work.FloatShare) * integerSlowdown + work.FloatShare * floatSlowdown) * softMmuFactor;
        return kernel + CycleBill.Of(Cause.UserCode, user) + CycleBill.Of(Cause.Translation, work.NewCode.Count * translatePerByte);
    }

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public CycleBill Interrupt(CpuModel cpu) => KernelWork(cpu.Interrupt).As(Cause.Interrupts);

    /// <inheritdoc/>
    public CycleBill Halt(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleBill DeviceAccess(CpuModel cpu) => CycleBill.Of(Cause.DeviceAccesses, deviceCall);

    /// <inheritdoc/>
    public CycleBill Notify(CpuModel cpu) => DeviceAccess(cpu);

    /// <inheritdoc/>
    public CycleBill KernelWork(Cycles native) => CycleBill.Of(Cause.KernelCode, native * integerSlowdown * softMmuFactor);
}
