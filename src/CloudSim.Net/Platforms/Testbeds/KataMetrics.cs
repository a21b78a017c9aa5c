using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The containers that the metrics of Kata Containers' continuous integration measure: with the project's own image.</summary>
public static class KataMetrics
{
    /// <summary>A Kata container whose microVM has the small read-only image; by default it has that of the other platforms.</summary>
    public static Platform Container { get; } = Kata.Platform with { Kernel = GuestKernel.KataLinux with { System = GuestSystem.Kata } };
}
