using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>What a sandbox has used of its host so far, at one instant.</summary>
/// <param name="CpuNs">CPU time with its overhead since it was made, on all hosts that it was on, in nanoseconds; it does not fall when it
/// stops.</param>
/// <param name="StealNs">Time in which it had work for its virtual CPUs and no CPU of the host, in nanoseconds.</param>
/// <param name="Memory">Memory that it holds now.</param>
public readonly record struct SandboxUse(long CpuNs, long StealNs, Bytes Memory)
{
    /// <summary>What a guest of a platform has used: of steal as <see cref="Guest.StealNs"/>, of memory what is resident.</summary>
    public static SandboxUse Of(Guest guest)
    {
        ArgumentNullException.ThrowIfNull(guest);
        var cpu = guest.Spec.HasCgroup ? guest.UsedNs : guest.CpuTime.Ticks * TimeSpan.NanosecondsPerTick;
        return new(cpu, guest.StealNs, guest.Resident);
    }
}
