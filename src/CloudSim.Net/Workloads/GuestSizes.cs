using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// One rule for the memory that a guest is given, where platforms are compared. A library kernel is built with its one program and gets
/// what the two need, rounded up to a MiB. A kernel with processes gets a round number: 256 MiB, or the first double of it that holds the
/// program. Without a kernel of its own the same number is the limit.
/// </summary>
public static class GuestSizes
{
    /// <summary>What a guest is given that any kernel with processes boots in.</summary>
    public static Bytes Round => 256.MiB;

    /// <summary>A guest for this application, with one network interface and a hundred MiB of disk.</summary>
    public static GuestSpec For(Platform platform, WebApplication application) =>
        new(Memory(platform, application.Memory, application.Image), application.Memory, application.Image, Disk: 100.MiB);

    /// <summary>A guest without an application, for boots.</summary>
    public static GuestSpec For(Platform platform) => new(Memory(platform, Bytes.Zero, Bytes.Zero), Bytes.Zero);

    /// <summary>Memory that a guest of this platform is given for an application.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="application">Memory that the application touches; with the image at most 1 PiB.</param>
    /// <param name="image">Pages of its program and libraries.</param>
    /// <exception cref="ArgumentOutOfRangeException">No guest can hold it.</exception>
    public static Bytes Memory(Platform platform, Bytes application, Bytes image)
    {
        Check.Between((application + image).Count, 0, 1L << 50, nameof(application));
        if (platform.Kernel is { Library: not null } kernel)
            return Math.Ceiling((kernel.Idle(Round) + application + image).MiB).MiB;
        var size = Round;
        while (platform.TooSmall(size, application, image) is not null)
            size = size * 2;
        return size;
    }
}
