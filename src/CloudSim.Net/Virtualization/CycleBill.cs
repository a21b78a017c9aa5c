using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>What a piece of guest work costs the host, by mechanism.</summary>
/// <param name="Guest">The work itself: what it would also cost on the bare machine, page walks aside.</param>
/// <param name="Walks">Page walks after TLB misses, and the faults of nested paging.</param>
/// <param name="Exits">VM exits and entries with their handlers.</param>
/// <param name="Translation">Interpreted or translated execution beyond the native cycles.</param>
/// <param name="Device">Cycles of the VMM's device threads (vhost, I/O thread): another task of the host, not the vCPU.</param>
public readonly record struct CycleBill(Cycles Guest, Cycles Walks = default, Cycles Exits = default, Cycles Translation = default, Cycles Device = default)
{
    /// <summary>Cycles of the vCPU's thread.</summary>
    public Cycles OnCpu => Guest + Walks + Exits + Translation;

    /// <summary>All cycles that the host spends.</summary>
    public Cycles Total => OnCpu + Device;

    /// <summary>The same bill x times.</summary>
    public CycleBill Times(double x) => new(Guest * x, Walks * x, Exits * x, Translation * x, Device * x);

    /// <summary>Sum by mechanism.</summary>
    public static CycleBill operator +(CycleBill a, CycleBill b) =>
        new(a.Guest + b.Guest, a.Walks + b.Walks, a.Exits + b.Exits, a.Translation + b.Translation, a.Device + b.Device);
}
