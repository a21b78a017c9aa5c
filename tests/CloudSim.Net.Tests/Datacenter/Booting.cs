using CloudSim.Net.Datacenter;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Guests that run, for tests of what they hold then.</summary>
internal static class Booting
{
    public static Guest Boot(this Host host, Platform platform, GuestSpec spec)
    {
        var guest = host.TryBoot(platform, spec);
        Assert.Equal(GuestState.Running, guest?.State);
        return guest!;
    }

    /// <summary>The same, or null if there is no room for it.</summary>
    public static Guest? TryBoot(this Host host, Platform platform, GuestSpec spec)
    {
        if (!host.TryAdmit(platform, spec, out var guest, out _))
            return null;
        host.Simulation.Run(guest!.Start());
        return guest;
    }
}
