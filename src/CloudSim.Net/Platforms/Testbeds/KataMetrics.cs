using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The containers that the metrics of Kata Containers' continuous integration measure: with the project's own image.</summary>
public static class KataMetrics
{
    /// <summary>A Kata container whose microVM has the small read-only image; by default it has that of the other platforms.</summary>
    public static Platform Container(Parameters parameters) => parameters.Make("KataMetrics.Container",
        p => Kata.Of(p) with { Kernel = GuestKernel.KataLinux(p) with { System = GuestSystem.Kata(p) } });
}
