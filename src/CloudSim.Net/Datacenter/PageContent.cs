using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What is in a guest's pages: zeroes, or what other guests with the same kernel and image hold too, or its own. Only a
/// guest with a kernel of its own has pages to merge: without one, images are shared through the host's page cache from the start.
/// </summary>
/// <param name="Zero">Pages of zeroes: allocated and cleared, not yet used.</param>
/// <param name="KernelText">Pages of the kernel image that booting has not modified.</param>
/// <param name="Image">Pages of the application's image and of the root file system, cached by the guest's kernel.</param>
/// <param name="Own">All others.</param>
/// <param name="Kernel">Name of the kernel; null without one.</param>
public sealed record PageContent(Bytes Zero, Bytes KernelText, Bytes Image, Bytes Own, string? Kernel)
{
    /// <summary>All pages.</summary>
    public Bytes Total => Zero + KernelText + Image + Own;

    /// <summary>The pages of a guest that holds so much beside its VMM.</summary>
    public static PageContent Of(Parameters parameters, Platform platform, GuestSpec spec)
    {
        var all = platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image) - platform.Footprint.PerGuest;
        if (platform.Kernel is not { } kernel)
            return new PageContent(default, default, default, all, null);
        var s = parameters.Beside<PageContent>();
        var text = Bytes.Min(kernel.Image * (1 - s.Ratio("text_modified")), all);
        var image = Bytes.Min(spec.Image, all - text);
        // What the kernel has touched and freed since, and what the application does not fill.
        var freed = Bytes.Max(Bytes.Zero, kernel.Idle(spec.ConfiguredMemory) - kernel.Used(spec.ConfiguredMemory));
        var zero = Bytes.Min(freed * s.Ratio("freed_zero"), all - text - image);
        return new PageContent(zero, text, image, all - text - image - zero, kernel.Name);
    }
}
