using CloudSim.Net.Datacenter;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Validation;

/// <summary>Creation of unikernels on Xen by toolstack (Manco et al., SOSP 2017, fig. 9): the first guest and the curve.</summary>
public class XenToolstackTests
{
    private static readonly GuestSpec Spec = new(new Bytes(3_600_000), Bytes.Zero, Interfaces: 0);

    [Fact]
    public void The_first_guest_takes_what_was_measured()
    {
        // The very first also reads its image from the disk.
        Assert.InRange(Creations(Manco2017.Xl(P), 2)[1], 85, 115);
        Assert.InRange(Creations(Manco2017.Noxs(P), 2)[1], 7, 9);
        Assert.InRange(Creations(Manco2017.Split(P), 2)[1], 3.6, 4.4);
        Assert.InRange(Creations(Manco2017.Noop(P), 2)[1], 2.07, 2.53);
    }

    // 8 to 15 ms from the first to the 1,000th guest without a store; flat with shells.
    [Fact]
    public void Without_a_store_the_number_of_guests_matters_little()
    {
        Assert.InRange(Creations(Manco2017.Noxs(P), 400)[^1], 8, 14);
        var split = Creations(Manco2017.Split(P), 400);
        Assert.InRange(split[350..].Average() - split[..50].Average(), -0.2, 0.2);
    }

    [Fact]
    public void The_store_makes_creation_superlinear()
    {
        var xl = Creations(Manco2017.Xl(P), 600);
        var (early, late) = (xl[180..220].Average() - xl[..20].Average(), xl[560..].Average() - xl[380..420].Average());
        Assert.True(late > 1.3 * early, $"{early:0} ms more over the first 200 guests, {late:0} over the last 200");
    }

    // The daemon makes shells one after the other: a burst beyond the stock waits for it.
    [Fact]
    public void A_burst_beyond_the_stock_of_shells_waits()
    {
        var (sim, host) = Machine(Manco2017.Split(P));
        for (var i = 0; i < 200; i++)
            Admit(host, Manco2017.Split(P)).Start();
        sim.Run();
        var waits = host.Guests.Select(g => g.Steps.Single(s => s.Title == "shell").Duration.TotalMilliseconds).ToArray();
        Assert.All(waits[..32], wait => Assert.Equal(0, wait));
        Assert.All(waits[40..], wait => Assert.True(wait > 0.5));
    }

    private static double[] Creations(Platform platform, int guests)
    {
        var (sim, host) = Machine(platform);
        return [.. Enumerable.Range(0, guests).Select(_ =>
        {
            var guest = Admit(host, platform);
            sim.Run(guest.Start());
            sim.Run(10.Milliseconds);
            return guest.BootTime!.Value.TotalMilliseconds;
        })];
    }

    private static (Simulation Sim, Host Host) Machine(Platform platform)
    {
        var sim = new Simulation();
        return (sim, Host.For(platform, sim, Manco2017.Workstation(P), new RandomStreams(5)));
    }

    private static Guest Admit(Host host, Platform platform) =>
        host.TryAdmit(platform, Spec, out var guest, out var boundBy) ? guest! : throw new InvalidOperationException(boundBy);
}
