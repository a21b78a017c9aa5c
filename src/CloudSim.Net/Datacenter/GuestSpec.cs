using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>What is asked of a guest, whatever platform carries it. Memory and data are 0 B to 4 PiB, what x86 can address.</summary>
/// <param name="ConfiguredMemory">Memory that a guest kernel is given.</param>
/// <param name="ApplicationMemory">Memory that the application touches.</param>
/// <param name="Image">Pages of the application's image (program, libraries): guests without a kernel of their own share them.</param>
/// <param name="Interfaces">Network interfaces, each a port of the host's bridge; 0 for none.</param>
/// <param name="HasCgroup">Whether its tasks have a cgroup of their own; a VMM that a plain script starts has none.</param>
/// <param name="WorkingSet">The part of its memory in use at any time; left out, all that the application touches.</param>
/// <param name="Disk">Space that it fills on the host's disk: its writable layer or its disk's blocks.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
public sealed record GuestSpec(
    Bytes ConfiguredMemory, Bytes ApplicationMemory, Bytes Image = default, int Interfaces = 1, bool HasCgroup = true,
    Bytes? WorkingSet = null, Bytes Disk = default)
{
    /// <summary>Memory that a guest kernel is given.</summary>
    public Bytes ConfiguredMemory { get; init => field = Check.Memory(value); } = Check.Memory(ConfiguredMemory);

    /// <summary>Memory that the application touches.</summary>
    public Bytes ApplicationMemory { get; init => field = Check.Memory(value); } = Check.Memory(ApplicationMemory);

    /// <summary>Pages of the application's image (program, libraries): guests without a kernel of their own share them.</summary>
    public Bytes Image { get; init => field = Check.Memory(value); } = Check.Memory(Image);

    /// <summary>What its cgroup on the host is limited to, VMM and all; nothing if it has no cgroup of its own.</summary>
    public Limits Limits { get; init => field = value ?? throw new ArgumentNullException(nameof(Limits)); } = Guest.NoLimits;

    /// <summary>
    /// Virtual CPUs of a guest with a kernel of its own, 1 to 4096 (KVM's limit on x86): so many of its tasks run at a time. Without one
    /// its threads are the host's, and what limits them are <see cref="Limits"/>.
    /// </summary>
    public int VCpus { get; init => field = Check.Between(value, 1, 4096); } = 1;

    /// <summary>The host's CPUs that each virtual CPU may run on (<c>vcpupin</c>), one set for each; null = those of the cgroup.</summary>
    public IReadOnlyList<CpuSet>? Pinning { get; init => field = value is null ? null : [.. value]; }

    /// <summary>
    /// Memory that its vCPU or program touches over and over while it runs (<c>CpuTask.WorkingSet</c>): what a switch to it has to bring
    /// in again after others. 0 B: a few pages.
    /// </summary>
    public Bytes CacheFootprint { get; init => field = Check.Memory(value); }

    /// <summary>Which pages its programs write while they run: what a live move has to send again. None by default.</summary>
    public DirtyCurve Dirty { get; init => field = Check.NotNull(value); } = DirtyCurve.None;

    /// <summary>Network interfaces, each a port of the host's bridge; 0 for none.</summary>
    public int Interfaces { get; init => field = Check.Count(value); } = Check.Count(Interfaces);

    /// <summary>The part of its memory in use at any time; left out, all that the application touches.</summary>
    public Bytes? WorkingSet { get; init => field = Optional(value); } = Optional(WorkingSet);

    /// <summary>Space that it fills on the host's disk: its writable layer or its disk's blocks.</summary>
    public Bytes Disk { get; init => field = Check.Memory(value); } = Check.Memory(Disk);

    private static Bytes? Optional(Bytes? workingSet) => workingSet is { } given ? Check.Memory(given, nameof(WorkingSet)) : null;

    /// <summary>Refuses to pin what cannot be pinned.</summary>
    internal void CheckPinning(Platform platform, CpuScheduler cpus)
    {
        if (Pinning is null)
            return;
        if (platform.Kernel is null || !HasCgroup)
            throw new ArgumentException(
                $"{platform.Name} has no virtual CPUs in a cgroup of their own to pin: limit its {nameof(Limits)}.{nameof(Limits.Cpus)}");
        if (Pinning.Count != VCpus)
            throw new ArgumentException($"{VCpus} virtual CPUs need as many sets of CPUs, not {Pinning.Count}");
        foreach (var set in Pinning)
            cpus.CheckAffinity(set);
    }
}
