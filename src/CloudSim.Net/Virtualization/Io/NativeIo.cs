using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>The host kernel's own drivers: processes reach the device by system calls, the device answers by an interrupt.</summary>
public sealed class NativeIo : IIoTechnique
{
    private readonly GuestDriver driver;

    /// <summary>With the figures of <see cref="GuestDriver.Linux"/>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public NativeIo(Parameters parameters) => driver = GuestDriver.Linux(parameters);

    /// <inheritdoc/>
    public string Name => "native";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses => driver.Uses;

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan PacketWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(driver.BlockSubmit), Device: default, Complete: cpu.Interrupt(model) + cpu.KernelWork(driver.BlockComplete));

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load) => Packet(driver, cpu, model, load);

    /// <summary>A driver that polls while packets come (NAPI): an interrupt for each burst that finds it idle.</summary>
    internal static IoCost Packet(GuestDriver driver, ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var work = driver.Packet(load.Payload);
        return new IoCost(Submit: cpu.KernelWork(work), Device: default,
            Complete: cpu.Interrupt(model).Times(load.Notifications(work, work)));
    }
}
