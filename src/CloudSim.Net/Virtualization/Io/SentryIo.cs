using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// A user-space kernel's devices: its own network stack reads and writes frames of the container's interface by system calls of the
/// host, its files are read by system calls of the host.
/// </summary>
public sealed class SentryIo : IIoTechnique
{
    private readonly BridgedIo container;
    private readonly Cycles block;
    private readonly Cycles packet;
    private readonly Cycles copyByte;

    /// <summary>With the figures of <c>SentryIo.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public SentryIo(Parameters parameters)
    {
        var part = parameters.Part(nameof(SentryIo));
        var p = part.Beside<SentryIo>();
        container = new(part);
        block = p.Cycles("block");
        packet = p.Cycles("packet");
        copyByte = p.Cycles("copy_byte");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "network stack and files of a user-space kernel";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan PacketWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model)
    {
        var cost = container.Block(cpu, model);
        return cost with { Submit = cost.Submit + CycleCost.Of(Cause.BlockOperations, cpu.Call(model) + block, 1) };
    }

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var cost = container.Packet(cpu, model, load);
        var work = packet + copyByte * load.Payload.Count;
        return cost with { Submit = cost.Submit + CycleCost.Of(Cause.Packets, cpu.Call(model) + work, 1) };
    }
}
