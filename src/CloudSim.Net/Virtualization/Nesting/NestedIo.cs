using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>
/// An I/O technique whose host kernel is the outer guest's: what a driver of the bare machine would cost there is what the outer platform's
/// devices cost. The difference falls on whoever does the inner platform's I/O: its device thread, or the vCPU.
/// </summary>
internal sealed class NestedIo(IIoTechnique inner, PresentedMachine machine, NativeIo bare) : IIoTechnique
{
    private static readonly NativeExecution Bare = new();

    private IIoTechnique Outer => machine.Outer.Io;

    public string Name => $"{inner.Name} in {Outer.Name}";

    public CpuGeneration Needs { get; } = PresentedMachine.LeastHost(inner.Needs, machine.Outer)!.Value;

    public IReadOnlyList<Parameter> Uses => [.. inner.Uses, .. Outer.Uses];

    public bool HasDeviceThread => inner.HasDeviceThread || Outer.HasDeviceThread;

    public bool HasDriverDomain => Outer.HasDriverDomain;

    public bool PinsMemory => inner.PinsMemory;

    public Cycles PinPage => inner.PinPage * machine.Slowdown;

    public bool IsSynchronous => inner.IsSynchronous || Outer.IsSynchronous;

    public TimeSpan BlockWake => inner.BlockWake + Outer.BlockWake;

    public TimeSpan PacketWake => inner.PacketWake + Outer.PacketWake;

    public IoCost Block(ICpuTechnique cpu, CpuModel model) =>
        Around(inner.Block(cpu, model), Outer.Block(machine.Outer.Cpu, model), bare.Block(Yardstick, model), Cause.BlockOperations);

    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load) =>
        Around(inner.Packet(cpu, model, load), Outer.Packet(machine.Outer.Cpu, model, load), bare.Packet(Yardstick, model, load),
            Cause.Packets);

    // A device thread's figures hold the driver of a bare machine; without one the driver runs in the outer guest and is in the price
    // already.
    private ICpuTechnique Yardstick => inner.HasDeviceThread ? Bare : machine.Outer.Cpu;

    private IoCost Around(IoCost own, IoCost outer, IoCost native, Cause cause)
    {
        var (submit, complete) = (More(outer.Submit, native.Submit, cause), More(outer.Complete, native.Complete, cause));
        var device = own.Device.Slowed(machine.Slowdown, machine.Slowdown) + outer.Device;
        if (!inner.HasDeviceThread)
            return new IoCost(own.Submit + submit, device, own.Complete + complete);
        var all = device + submit + complete;
        return own with { Device = CycleCost.Of(Cause.DeviceThread, all.Total, all.Exits) };
    }

    private static CycleCost More(CycleCost outer, CycleCost bare, Cause cause) =>
        CycleCost.Of(cause, new Cycles(Math.Max(0, outer.OnCpu.Count - bare.OnCpu.Count)), Math.Max(0, outer.Exits - bare.Exits));
}
