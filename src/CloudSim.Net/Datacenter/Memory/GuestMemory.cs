using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter.Memory;

/// <summary>Where a guest's memory is: in host pages of its own, in swap, or lent back through its balloon.</summary>
public sealed class GuestMemory
{
    internal GuestMemory(Platform platform, GuestSpec spec, Bytes resident)
    {
        Resident = resident;
        Cold = Bytes.Max(Bytes.Zero, resident - platform.Footprint.PerGuest - (spec.WorkingSet ?? spec.ApplicationMemory));
        // Only a kernel inside can be asked for pages, and it gives what it has touched and freed since.
        Balloonable = platform.Kernel is { } kernel
            ? Bytes.Min(Cold, Bytes.Max(Bytes.Zero, kernel.Idle(spec.ConfiguredMemory) - kernel.Used(spec.ConfiguredMemory)))
            : Bytes.Zero;
    }

    /// <summary>Host pages charged for the guest alone.</summary>
    public Bytes Resident { get; internal set; }

    /// <summary>Resident pages outside its working set: nobody misses them.</summary>
    public Bytes Cold { get; internal set; }

    /// <summary>Resident pages that its kernel would give to a balloon.</summary>
    public Bytes Balloonable { get; internal set; }

    /// <summary>
    /// Pages that it shares with others since they were found equal; counted in <see cref="Resident"/>, neither cold nor hot.
    /// </summary>
    public Bytes Merged { get; internal set; }

    /// <summary>Pages that the balloon has given back to the host.</summary>
    public Bytes Ballooned { get; internal set; }

    /// <summary>Pages in the host's swap.</summary>
    public Bytes Swapped { get; internal set; }

    /// <summary>Those of them that belong to the working set: they come back with the next access.</summary>
    public Bytes SwappedHot { get; internal set; }

    /// <summary>Resident pages of the working set.</summary>
    public Bytes Hot(Platform platform) => Bytes.Max(Bytes.Zero, Resident - Cold - Merged - platform.Footprint.PerGuest);
}
