using CloudSim.Net.Datacenter;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Guests that run, for tests of what they hold then.</summary>
internal static class Booting
{
    public static Guest Boot(this Host host, Platform platform, GuestSpec spec)
    {
        Assert.True(host.TryAdmit(platform, spec, out var guest, out var boundBy), boundBy);
        var start = guest!.Start();
        host.Simulation.Run(start);
        Assert.Equal(GuestState.Running, guest.State);
        return guest;
    }
}
