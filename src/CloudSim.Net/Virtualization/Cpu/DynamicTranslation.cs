using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// A CPU emulator with dynamic translation: every guest instruction, user or kernel, is translated once into host
/// instructions, kept in a translation cache and run from there, block jumping to block. It needs nothing of the host's CPU.
/// </summary>
public sealed class DynamicTranslation : ICpuTechnique
{
    private readonly double integerSlowdown;
    private readonly double floatSlowdown;
    private readonly double softMmuFactor;
    private readonly Cycles translatePerByte;
    private readonly Cycles deviceCall;
    private readonly double dispatch;
    private readonly TranslationCache cache;

    /// <summary>With the figures of <c>DynamicTranslation.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    /// <param name="chaining">Whether a translated block jumps straight to the next. If not, each goes back to the loop that looks it
    /// up.</param>
    /// <param name="cacheSize">Host memory for translated code; left out, the data file's.</param>
    public DynamicTranslation(Parameters parameters, bool chaining = true, Bytes? cacheSize = null)
    {
        var part = parameters.Part(nameof(DynamicTranslation));
        var p = part.Beside<DynamicTranslation>();
        integerSlowdown = p.Ratio("integer_slowdown");
        floatSlowdown = p.Ratio("float_slowdown");
        softMmuFactor = p.Ratio("soft_mmu_factor");
        translatePerByte = p.Cycles("translate_per_byte");
        deviceCall = p.Cycles("device_call");
        dispatch = chaining ? 0 : p.Count("dispatch_instructions");
        cache = TranslationCache.Read(p);
        if (cacheSize is { } size)
            cache = cache with { Size = size };
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "dynamic translation";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.Emulation;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu)
    {
        var kernel = NativeExecution.Native(work with { User = Cycles.Zero }, cpu).Times(integerSlowdown * softMmuFactor);
        var user = work.User * ((1 - work.FloatShare) * integerSlowdown + work.FloatShare * floatSlowdown) * softMmuFactor;
        var blocks = cache.Blocks(work.User + work.Kernel, cpu);
        var again = work.CodeFootprint.Count == 0 ? 0 : blocks * cache.MissShare(work.CodeFootprint) * cache.BlockBytes;
        return kernel + CycleCost.Of(Cause.UserCode, user) + CycleCost.Of(Cause.KernelCode, blocks * cpu.Instructions(dispatch))
            + CycleCost.Of(Cause.Translation, (work.NewCode.Count + again) * translatePerByte);
    }

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public CycleCost Interrupt(CpuModel cpu) => KernelWork(cpu.Interrupt).As(Cause.Interrupts);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, deviceCall);

    /// <inheritdoc/>
    public CycleCost Notify(CpuModel cpu) => DeviceAccess(cpu);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => CycleCost.Of(Cause.KernelCode, native * integerSlowdown * softMmuFactor);
}
