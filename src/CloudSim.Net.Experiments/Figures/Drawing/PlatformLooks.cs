using ScottPlot;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>
/// The look of each platform by its name, the same in every figure: the colour says the family, the marker the platform. Markers also
/// differ between families whose colours look alike to a colour-blind reader or on a black-and-white printer.
/// </summary>
internal static class PlatformLooks
{
    private static readonly Dictionary<string, Look> Known = new()
    {
        ["bare-metal process"] = new(Palette.Black, MarkerShape.FilledCircle, 0),
        ["container (runc)"] = new(Palette.Blue, MarkerShape.FilledSquare, 0),
        ["gVisor (KVM)"] = new(Palette.Sky, MarkerShape.FilledTriangleUp, 0),
        ["gVisor (ptrace)"] = new(Palette.Sky, MarkerShape.OpenTriangleUp, 4),
        ["LightVM (Xen)"] = new(Palette.Green, MarkerShape.FilledDiamond, 3),
        ["unikernel (Firecracker)"] = new(Palette.Green, MarkerShape.OpenDiamond, 0),
        ["unikernel (QEMU microvm)"] = new(Palette.Green, MarkerShape.OpenCircle, 1),
        ["unikernel (QEMU)"] = new(Palette.Green, MarkerShape.OpenSquare, 4),
        ["unikernel (Solo5)"] = new(Palette.Green, MarkerShape.OpenTriangleUp, 2),
        ["Cloud Hypervisor"] = new(Palette.Vermillion, MarkerShape.OpenTriangleDown, 4),
        ["Firecracker microVM"] = new(Palette.Vermillion, MarkerShape.FilledCircle, 0),
        ["Kata container"] = new(Palette.Brown, MarkerShape.OpenCircleWithEks, 3),
        ["full VM (QEMU/KVM)"] = new(Palette.Pink, MarkerShape.FilledTriangleDown, 1),
        ["full VM (VT-x, shadow paging)"] = new(Palette.Pink, MarkerShape.Eks, 2),
        ["full VM, pass-through (KVM)"] = new(Palette.Pink, MarkerShape.Cross, 4),
        ["Xen PV"] = new(Palette.Orange, MarkerShape.FilledDiamond, 1),
        ["full VM (binary translation)"] = new(Palette.Violet, MarkerShape.Asterisk, 1),
        ["emulation (QEMU TCG)"] = new(Palette.Ash, MarkerShape.HashTag, 0),
        ["emulation (interpreter)"] = new(Palette.Ash, MarkerShape.OpenCircleWithCross, 4),
    };

    public static IEnumerable<string> Names => Known.Keys;

    public static Look? Of(string name) => Known.TryGetValue(name, out var look) ? look : null;

    /// <summary>The platform of a series such as <c>Firecracker microVM, 100 pages</c>.</summary>
    public static string? Within(string name) => Known.Keys.FirstOrDefault(p => name.StartsWith($"{p}, ", StringComparison.Ordinal));
}
