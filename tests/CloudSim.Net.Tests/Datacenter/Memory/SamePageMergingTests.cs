using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Memory;

public class SamePageMergingTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 30.MiB, 20.MiB);

    private readonly Simulation sim = new();

    // Of n equal guests one copy of what they share stays, and one page of zeroes.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void In_the_end_one_copy_of_equal_pages_is_left(int guests)
    {
        var host = Machine(guests);
        sim.Run(60.0.Seconds);
        var content = PageContent.Of(P, Firecracker.Of(P), Spec);
        var expected = (content.KernelText + content.Image) * (guests - 1) + content.Zero * guests;
        Assert.Equal(expected.MiB, host.Merging!.Saved.MiB, 0.1);
        Assert.Equal(host.Guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Resident) + Fixed(host) - host.Merging.Saved, host.Memory.Used);
    }

    // pages_to_scan in each turn and a sleep between; the first walk only learns checksums.
    [Fact]
    public void Merging_begins_with_the_second_walk_and_goes_at_the_pace_of_the_scanner()
    {
        var host = Machine(2, pagesToScan: 1000);
        var pages = 2 * PageContent.Of(P, Firecracker.Of(P), Spec).Total.Pages(4.KiB);
        // A turn: 20 ms of sleep, and 1.1 us a page.
        var walk = TimeSpan.FromSeconds(pages / 1000 * (0.020 + 1000 * 3500 / HostModel.RackServer(P).Cpu.Clock.Hertz));
        sim.Run(walk * 0.9);
        Assert.Equal(Bytes.Zero, host.Merging!.Saved);
        sim.Run(walk * 0.9);
        Assert.True(host.Merging.Saved.Count > 0);
        Assert.InRange(host.Merging.CpuTime / (walk * 1.8), 0.04, 0.08);
    }

    [Fact]
    public void Who_leaves_leaves_the_others_their_copy()
    {
        var host = Machine(3);
        sim.Run(60.0.Seconds);
        foreach (var guest in host.Guests.ToList())
        {
            guest.Stop();
            Assert.Equal(host.Guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Resident) + Fixed(host) - host.Merging!.Saved,
                host.Memory.Used);
        }
        Assert.Equal(Bytes.Zero, host.Merging!.Saved);
    }

    // A write makes a copy again; of zeroes all come back, of what others share too, and the last holder's page was its own.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_written_to_is_the_guests_own_again(int guests)
    {
        var host = Machine(guests);
        sim.Run(60.0.Seconds);
        var (first, saved, used) = (host.Guests[0], host.Merging!.Saved, host.Memory.Used);
        var merged = first.Memory.Merged;
        sim.Run(host.Manager!.Write(first, merged * 0.5));
        Assert.Equal(merged.MiB / 2, first.Memory.Merged.MiB, 0.1);
        Assert.True(host.Merging.Saved < saved);
        Assert.Equal(saved - host.Merging.Saved, host.Memory.Used - used);
        sim.Run(host.Manager.Write(first, merged));
        Assert.Equal(Bytes.Zero, first.Memory.Merged);
        Conserved(host);
        foreach (var guest in host.Guests.ToList())
        {
            guest.Stop();
            Conserved(host);
        }
    }

    // Guests come, grow, write, lend and go while the merger walks and swap is written: what is charged is what they hold.
    [Fact]
    public void Memory_is_conserved_while_pages_are_merged_and_split()
    {
        Gen.Select(Gen.Int[0, 5].Array[5, 25], Gen.Int[1, 20].Array[25, 25]).Sample((steps, seconds) =>
        {
            var sim = new Simulation();
            var host = new Host(sim, HostModel.RackServer(P) with { Memory = 3.GiB }, new RandomStreams(1), SchedulerKind.Fluid);
            var manager = host.ManageMemory(new(P) { PagesToScan = 20_000, Swap = 256.MiB }, merge: true);
            var idle = host.Memory.Used;
            for (var i = 0; i < steps.Length; i++)
            {
                var guests = host.Guests;
                if (steps[i] <= 1)
                    host.TryBoot(Firecracker.Of(P), Spec);
                else if (steps[i] == 2)
                    host.TryBoot(RuncContainer.Of(P), Spec);
                else if (steps[i] == 3 && guests.Count > 0)
                    sim.Run(manager.Grow(guests[seconds[i] % guests.Count], 300.MiB));
                else if (steps[i] == 4 && guests.Count > 0)
                    sim.Run(manager.Write(guests[seconds[i] % guests.Count], (5 * seconds[i]).MiB));
                else if (guests.Count > 0)
                    guests[seconds[i] % guests.Count].Stop();
                Conserved(host);
                sim.Run(TimeSpan.FromSeconds(seconds[i]));
                Conserved(host);
            }
            foreach (var guest in host.Guests.ToList())
                guest.Stop();
            Assert.Equal(idle, host.Memory.Used);
            Assert.Equal((Bytes.Zero, Bytes.Zero), (manager.SwapUsed, host.Merging!.Saved));
        }, iter: 25);
    }

    private static void Conserved(Host host)
    {
        var shared = host.Guests.Select(g => g.Platform).Distinct()
            .Aggregate(Bytes.Zero, (sum, p) => sum + p.Footprint.Shared + (p.Kernel is null ? Spec.Image : Bytes.Zero));
        Assert.Equal(host.Guests.Aggregate(Bytes.Zero,
            (sum, g) => sum + g.Resident) + HostModel.RackServer(P).HostReserved + shared - host.Merging!.Saved, host.Memory.Used);
        Assert.InRange(host.Memory.Used.Count, 0, host.Memory.Max!.Value.Count);
        foreach (var guest in host.Guests)
        {
            var m = guest.Memory;
            foreach (var part in new[] { m.Resident, m.Cold, m.Balloonable, m.Merged, m.Ballooned, m.Swapped, m.SwappedHot,
                m.Hot })
                Assert.True(part.Count >= 0, $"{guest.Platform}: {part}");
            Assert.True(m.Cold + m.Merged <= m.Resident && m.SwappedHot <= m.Swapped && m.Balloonable <= m.Cold);
        }
    }

    [Fact]
    public void Containers_share_their_image_from_the_start_and_have_nothing_to_merge()
    {
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1), SchedulerKind.Fluid);
        host.ManageMemory(new(P) { PagesToScan = 50_000 }, merge: true);
        var before = host.Memory.Used;
        for (var i = 0; i < 10; i++)
            host.Boot(RuncContainer.Of(P), Spec);
        sim.Run(10.0.Seconds);
        Assert.Equal(Bytes.Zero, host.Merging!.Saved);
        var footprint = RuncContainer.Of(P).Footprint;
        Assert.Equal((footprint.PerGuest + Spec.ApplicationMemory) * 10 + footprint.Shared + Spec.Image, host.Memory.Used - before);
    }

    private static Bytes Fixed(Host host) =>
        host.Model.HostReserved + (host.Guests.Count > 0 ? Firecracker.Of(P).Footprint.Shared : Bytes.Zero);

    private Host Machine(int guests, int pagesToScan = 50_000)
    {
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1), SchedulerKind.Fluid);
        host.ManageMemory(new(P) { PagesToScan = pagesToScan }, merge: true);
        for (var i = 0; i < guests; i++)
            host.Boot(Firecracker.Of(P), Spec);
        return host;
    }
}
