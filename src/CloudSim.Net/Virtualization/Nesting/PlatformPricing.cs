using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>
/// The price of a machine's own work (fork, exec, mounts, namespaces, programs that start) inside a guest of a platform: the same events
/// (<see cref="WorkKind"/>) at the cost that its techniques set, against the bare machine's. Of a nested platform it is the price of all
/// levels: each level prices each event once.
/// </summary>
/// <param name="platform">The platform; one that virtualizes nothing prices all work at 1.</param>
/// <param name="machine">The host.</param>
/// <exception cref="ArgumentNullException">One of them is null.</exception>
public sealed class PlatformPricing(Platform platform, HostModel machine) : IPricing
{
    private readonly HostModel machine = Check.NotNull(machine, nameof(machine));
    private readonly double[] known = new double[(int)WorkKind.Code + 1];
    private TimeSpan? latency;

    /// <summary>The platform.</summary>
    public Platform Platform { get; } = Check.NotNull(platform, nameof(platform));

    /// <inheritdoc/>
    public double Of(WorkKind kind)
    {
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of work");
        ref var price = ref known[(int)kind];
        if (price == 0)
        {
            var work = StartWork.Of(machine.Parameters, kind);
            price = Platform.Cost(work, machine).Total / Bare(work, machine);
        }
        return price;
    }

    /// <inheritdoc/>
    public TimeSpan DiskLatency => latency ??= Later();

    // The vCPU's and the device thread's work for one request beyond a bare machine's, and the wake-ups between them.
    private TimeSpan Later()
    {
        var (io, bare) = (Platform.Io, new NativeIo(machine.Parameters).Block(new NativeExecution(), machine.Cpu));
        var more = io.Block(Platform.Cpu, machine.Cpu).Sum.Total - bare.Sum.Total;
        return 2 * io.BlockWake + (more > Cycles.Zero ? more.At(machine.Cpu.Clock) : TimeSpan.Zero);
    }

    private static Cycles Bare(WorkProfile work, HostModel machine)
    {
        ICpuTechnique native = new NativeExecution();
        return (native.Run(work, machine.Cpu) + new NativePaging().Run(work, native, machine) + native.Ipi(machine.Cpu).Times(work.Ipis)
            + native.TimerWrite(machine.Cpu).Times(work.TimerWrites)).Total;
    }
}
