using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// A program that keeps so many block operations in flight (asynchronous I/O past the page cache, as fio does it): each takes CPU time of
/// the program, the guest's path, the device thread and the disk, and is followed by the next at once. With one in flight the latencies
/// add up; with many the slowest stage is busy all the time, and it alone sets the rate.
/// </summary>
public static class BlockLoad
{
    /// <summary>Block operations in a second, in one guest alone on a machine.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="operation">What the program does for each operation, and how many it keeps in flight
    /// (<see cref="WorkProfile.QueueDepth"/>).</param>
    /// <param name="size">Size of one operation; positive.</param>
    /// <param name="time">For how long; a tenth of it before is not counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or too short for a single operation.</exception>
    /// <exception cref="InvalidOperationException">The guest does not fit, or no operation is done in the time.</exception>
    public static double PerSecond(Platform platform, HostModel machine, WorkProfile operation, Bytes size, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(operation);
        Check.Positive(size.Count, nameof(size));
        Check.Positive(time.TotalSeconds, nameof(time));
        if (machine.Disk.ReadLatency + size / machine.Disk.ChannelBandwidth > 1.1 * time)
            throw new ArgumentOutOfRangeException(nameof(time), time, $"no operation of {size} is done in {time} (a longer time)");
        var sim = new Simulation();
        var host = Host.For(platform, sim, machine, new RandomStreams(1));
        if (!host.TryAdmit(platform, new GuestSpec(1.GiB, Bytes.Zero), out var guest, out var boundBy) || guest is null)
            throw new InvalidOperationException($"{platform.Name} does not fit: {boundBy}");
        var program = guest.Demand(operation with { BlockOperations = 0 }).Cpu;
        for (var i = 0; i < operation.QueueDepth; i++)
            sim.Process(Slot());
        sim.Run(time / 10);
        var before = host.Disk.Completed;
        sim.Run(time);
        return host.Disk.Completed - before is > 0 and var done ? done / time.TotalSeconds
            : throw new InvalidOperationException($"{platform.Name}: no operation of {size} was done in {time} (a longer time)");

        IEnumerable<Event> Slot()
        {
            while (true)
            {
                if (program > 0)
                    yield return guest.Cpu.Execute(program);
                foreach (var step in guest.BlockOperation(size))
                    yield return step;
            }
        }
    }
}
