using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// A user-space kernel's devices: its own network stack reads and writes frames of the container's interface by system calls of the
/// host, its files are read by system calls of the host.
/// </summary>
public sealed class SentryIo : IIoTechnique
{
    private readonly BridgedIo container = new();
    private readonly ParameterSheet sheet = ParameterSheet.Beside<SentryIo>();

    /// <inheritdoc/>
    public string Name => "network stack and files of a user-space kernel";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [.. container.Sheets, sheet];

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
        var block = container.Block(cpu, model);
        return block with { Submit = block.Submit + CycleCost.Of(Cause.BlockOperations, cpu.Call(model) + sheet.Cycles("block"), 1) };
    }

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var packet = container.Packet(cpu, model, load);
        var work = sheet.Cycles("packet") + sheet.Cycles("copy_byte").Value * load.Payload.Count;
        return packet with { Submit = packet.Submit + CycleCost.Of(Cause.Packets, cpu.Call(model) + work, 1) };
    }
}
