using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>What one guest's host memory is, part by part.</summary>
/// <param name="Vmm">The VMM's, shim's or kernel's private memory for it.</param>
/// <param name="Descriptors">Page descriptors of the guest's kernel, for all memory that it was given.</param>
/// <param name="Kernel">The rest of what the guest's kernel touched.</param>
/// <param name="Image">The guest's own copy of the application's image.</param>
/// <param name="Application">Pages of the application, and what touching them spread over.</param>
/// <param name="Shared">Its part of pages held once a host.</param>
public sealed record MemoryStack(Bytes Vmm, Bytes Descriptors, Bytes Kernel, Bytes Image, Bytes Application, Bytes Shared)
{
    /// <summary>All together.</summary>
    public Bytes Total => Vmm + Descriptors + Kernel + Image + Application + Shared;

    /// <summary>The stack of one of so many equal guests.</summary>
    public static MemoryStack Of(Platform platform, GuestSpec spec, int guests)
    {
        var all = platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image);
        var shared = platform.Footprint.Shared + (platform.Kernel is null ? spec.Image : Bytes.Zero);
        var vmm = platform.Footprint.PerGuest;
        if (platform.Kernel is not { } kernel)
            return new MemoryStack(vmm, default, default, default, all - vmm, shared * (1.0 / Math.Max(1, guests)));
        var rest = all - vmm;
        var descriptors = Bytes.Min(rest, spec.ConfiguredMemory * kernel.DescriptorShare);
        var idle = Bytes.Min(rest - descriptors, Bytes.Max(Bytes.Zero, kernel.Idle(spec.ConfiguredMemory) - descriptors));
        rest -= descriptors + idle;
        var image = spec.Image + spec.ApplicationMemory is { Count: > 0 } both ? rest * (spec.Image / both) : Bytes.Zero;
        return new MemoryStack(vmm, descriptors, idle, image, rest - image, shared * (1.0 / Math.Max(1, guests)));
    }
}
