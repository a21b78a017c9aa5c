using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>The host kernel's drivers behind a veth pair, a bridge and address translation: what a container on a bridge network pays more.</summary>
public sealed class BridgedIo : IIoTechnique
{
    private readonly NativeIo native = new();
    private readonly PacketHops hops = PacketHops.Linux;

    /// <inheritdoc/>
    public string Name => "native, bridge network";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [.. native.Sheets, hops.Sheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan PacketWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public IoBill Block(ICpuTechnique cpu, CpuModel model) => native.Block(cpu, model);

    /// <inheritdoc/>
    public IoBill Packet(ICpuTechnique cpu, CpuModel model)
    {
        var packet = native.Packet(cpu, model);
        return packet with { Submit = packet.Submit + cpu.KernelWork(hops.Bridge + hops.Translation) };
    }
}
