using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What a piece of work asks of each resource of one guest, the platform's cost included (<see cref="Guest.Demand"/>): the service demands
/// of queueing theory.
/// </summary>
/// <param name="Cpu">CPU time on a thread of the guest's, in nanoseconds, block operations excepted; not negative.</param>
/// <param name="Device">CPU time on the device thread, in nanoseconds; 0 where there is none.</param>
/// <param name="Wait">Time in which it waits for others.</param>
/// <param name="BlockOperations">Block operations of 4 KiB, in the mean.</param>
/// <param name="Payload">Data of its packets, which leave through the host's network interface.</param>
/// <param name="Exits">How often it leaves to the hypervisor.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is negative or not finite.</exception>
public readonly record struct ServiceDemand(
    long Cpu, long Device, TimeSpan Wait, double BlockOperations, Bytes Payload, double Exits = 0)
{
    /// <summary>How often it leaves to the hypervisor.</summary>
    public double Exits { get; init => field = Check.Amount(value); } = Check.Amount(Exits);

    /// <summary>
    /// The part of <see cref="Cpu"/> that is done under the lock of the outer machine, in nanoseconds
    /// (<see cref="Virtualization.Platform.Serial"/>); 0 to <see cref="Cpu"/>.
    /// </summary>
    public long Serial { get; init => field = Check.Between(value, 0, long.MaxValue); }

    /// <summary>CPU time on a thread of the guest's, in nanoseconds; not negative.</summary>
    public long Cpu { get; init => field = Check.Between(value, 0, long.MaxValue); } = Check.Between(Cpu, 0, long.MaxValue);

    /// <summary>CPU time on the device thread, in nanoseconds; 0 where there is none.</summary>
    public long Device { get; init => field = Check.Between(value, 0, long.MaxValue); } = Check.Between(Device, 0, long.MaxValue);

    /// <summary>Time in which it waits for others.</summary>
    public TimeSpan Wait { get; init => field = Check.Time(value); } = Check.Time(Wait);

    /// <summary>Block operations of 4 KiB, in the mean.</summary>
    public double BlockOperations { get; init => field = Check.Amount(value); } = Check.Amount(BlockOperations);

    /// <summary>Data of its packets, which leave through the host's network interface.</summary>
    public Bytes Payload { get; init => field = Check.Memory(value); } = Check.Memory(Payload);

    /// <summary>The same kind of work, x times as much.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, not finite, or too much to count.</exception>
    public static ServiceDemand operator *(ServiceDemand demand, double x)
    {
        Check.Amount(x, nameof(x));
        return x == 1 ? demand : new(Durations.WholeNanoseconds(demand.Cpu * x), Durations.WholeNanoseconds(demand.Device * x),
            demand.Wait * x, demand.BlockOperations * x, demand.Payload * x, demand.Exits * x)
            { Serial = Durations.WholeNanoseconds(demand.Serial * x) };
    }
}
