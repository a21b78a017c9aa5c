using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Memory;

public class MemoryManagerTests
{
    private readonly Simulation sim = new();

    [Fact]
    public void A_guest_that_grows_takes_free_memory_first()
    {
        var (host, manager) = Machine(4.GiB, new(P));
        var guest = Admit(host, RuncContainer.Of(P), 100.MiB);
        var before = host.Memory.Used;
        sim.Run(manager.Grow(guest, 500.MiB));
        Assert.Equal(500.MiB, host.Memory.Used - before);
        Assert.Empty(manager.Killed);
    }

    // The kernel's rule: resident and swapped pages decide, not who asked.
    [Fact]
    public void Without_swap_the_largest_guest_is_killed_and_the_one_that_asked_goes_on()
    {
        var (host, manager) = Machine(4.GiB, new(P));
        var (small, large) = (Admit(host, RuncContainer.Of(P), 100.MiB), Admit(host, RuncContainer.Of(P), 2.GiB));
        sim.Run(manager.Grow(small, 1.GiB));
        Assert.Equal([large], manager.Killed);
        Assert.Equal(GuestState.Stopped, large.State);
        Assert.True(small.Resident > 1.GiB);
    }

    [Fact]
    public void A_guest_that_asks_for_all_of_it_is_the_victim_itself()
    {
        var (host, manager) = Machine(4.GiB, new(P));
        var (quiet, greedy) = (Admit(host, RuncContainer.Of(P), 500.MiB), Admit(host, RuncContainer.Of(P), 1.GiB));
        sim.Run(manager.Grow(greedy, 8.GiB));
        Assert.Equal([greedy], manager.Killed);
        Assert.NotEqual(GuestState.Stopped, quiet.State);
    }

    [Fact]
    public void An_adjustment_protects_and_exposes()
    {
        var (host, manager) = Machine(4.GiB, new(P));
        var (small, large) = (Admit(host, RuncContainer.Of(P), 100.MiB), Admit(host, RuncContainer.Of(P), 2.GiB));
        large.OomScoreAdjust = -1000;
        small.OomScoreAdjust = 500;
        var third = Admit(host, RuncContainer.Of(P), 300.MiB);
        sim.Run(manager.Grow(third, 650.MiB));
        Assert.Equal([small], manager.Killed);
    }

    // Balloon first, swap then, the killer last.
    [Fact]
    public void Balloons_give_before_anything_is_written()
    {
        var (host, manager) = Machine(2.GiB, new(P) { Swap = 1.GiB });
        var guests = Enumerable.Range(0, 4).Select(_ => Admit(host, Firecracker.Of(P), 10.MiB)).ToList();
        sim.Run(manager.Grow(Admit(host, RuncContainer.Of(P), 10.MiB), host.Memory.Available + 100.MiB));
        Assert.Equal(100.MiB, guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Memory.Ballooned));
        Assert.Equal(Bytes.Zero, manager.SwapUsed);
    }

    [Fact]
    public void Swapped_pages_of_a_working_set_come_back_from_the_disk()
    {
        var (host, manager) = Machine(2.GiB, new(P) { Swap = 2.GiB, Balloons = false });
        var (first, second) = (Admit(host, RuncContainer.Of(P), 600.MiB), Admit(host, RuncContainer.Of(P), 100.MiB));
        sim.Run(manager.Grow(second, host.Memory.Available + 100.MiB));
        // All that is resident gives in proportion.
        Assert.InRange((first.Memory.SwappedHot + second.Memory.SwappedHot).MiB, 90, 110);
        Assert.InRange(first.Memory.SwappedHot.MiB, 25, 60);
        var (begin, swapped) = (sim.Now, manager.SwapUsed);
        sim.Run(manager.Access(first, 1000));
        Assert.True(sim.Now - begin > 2.5.Milliseconds, "fifty reads or more, each of 60 us and more");
        Assert.Empty(manager.Killed);
        Assert.True(swapped.Count > 0);
    }

    // A guest's own kernel gives no more than it was given: it ends its program, and the host sees no more than the guest's memory.
    [Fact]
    public void A_program_that_wants_more_than_its_virtual_machine_has_ends_in_it()
    {
        var (host, manager) = Machine(4.GiB, new(P));
        var (guest, other) = (Admit(host, Firecracker.Of(P), 10.MiB), Admit(host, RuncContainer.Of(P), 2.GiB));
        var most = Bytes.Zero;
        sim.Run(manager.Grow(guest, 100.MiB));
        Assert.Equal(GuestState.Running, guest.State);
        guest.Stopped += () => most = guest.Resident;
        sim.Run(manager.Grow(guest, 8.GiB));
        Assert.Equal(256.MiB + guest.Platform.Footprint.PerGuest, most);
        Assert.Equal((GuestState.Stopped, GuestState.Running), (guest.State, other.State));
        Assert.StartsWith(Host.GuestMemoryLimit, guest.EndedBy, StringComparison.Ordinal);
        Assert.Empty(manager.Killed);
    }

    // Who lends or pages in may be stopped in the middle of it: nobody waits for it for ever, nothing is lost.
    [Fact]
    public void A_guest_that_is_stopped_while_it_lends_leaves_the_borrower_running()
    {
        var (host, manager) = Machine(2.GiB, new(P));
        var idle = host.Memory.Used;
        var lender = Admit(host, Firecracker.Of(P), 10.MiB);
        var borrower = Admit(host, RuncContainer.Of(P), 10.MiB);
        var grown = manager.Grow(borrower, host.Memory.Available + 50.MiB);
        sim.Run(0.1.Milliseconds); // the balloon inflates at 1 us a page
        lender.Stop();
        sim.Run(grown);
        Assert.Equal(idle + borrower.Resident + borrower.Platform.Footprint.Shared, host.Memory.Used);
    }

    [Fact]
    public void A_guest_may_be_stopped_while_its_pages_come_back()
    {
        var (host, manager) = Machine(2.GiB, new(P) { Swap = 2.GiB, Balloons = false });
        var (first, second) = (Admit(host, RuncContainer.Of(P), 600.MiB), Admit(host, RuncContainer.Of(P), 100.MiB));
        sim.Run(manager.Grow(second, host.Memory.Available + 100.MiB));
        var access = manager.Access(first, 1000);
        sim.Run(3.0.Milliseconds);
        first.Stop();
        sim.Run(access);
        Assert.Equal(second.Memory.Swapped, manager.SwapUsed);
    }

    // oom_score_adj is in thousandths of memory and swap together: of 8 GiB, 150 are 1.2 GiB.
    [Theory]
    [InlineData(150, true)]
    [InlineData(50, false)]
    public void An_adjustment_counts_swap_too(int adjust, bool smallDies)
    {
        var (host, manager) = Machine(4.GiB, new(P) { Swap = 4.GiB });
        var (small, large) = (Admit(host, RuncContainer.Of(P), 200.MiB), Admit(host, RuncContainer.Of(P), 1.GiB));
        small.OomScoreAdjust = adjust;
        var third = Admit(host, RuncContainer.Of(P), 10.MiB);
        third.OomScoreAdjust = -1000;
        sim.Run(manager.Grow(third, 6.GiB));
        Assert.Equal(smallDies ? small : large, manager.Killed[0]);
    }

    // Whatever happens, what is charged is what guests hold.
    [Fact]
    public void Memory_is_conserved()
    {
        Gen.Select(Gen.Int[0, 3].Array[5, 25], Gen.Int[0, 1], Gen.Bool).Sample((steps, swap, balloons) =>
        {
            var sim = new Simulation();
            var host = new Host(sim, Small(3.GiB), new RandomStreams(1));
            var manager = host.ManageMemory(new MemoryTunables(P) { Swap = (swap * 256).MiB, Balloons = balloons });
            var idle = host.Memory.Used;
            var guests = new List<Guest>();
            foreach (var step in steps)
            {
                if (step == 0 && host.TryBoot(Firecracker.Of(P), new GuestSpec(256.MiB, 30.MiB)) is { } made)
                    guests.Add(made);
                else if (step == 1 && host.TryBoot(RuncContainer.Of(P), new GuestSpec(16.GiB, 50.MiB)) is { } container)
                    guests.Add(container);
                else if (step == 2 && guests.Find(g => g.State != GuestState.Stopped) is { } grows)
                    sim.Run(manager.Grow(grows, 700.MiB));
                else if (guests.FindLast(g => g.State != GuestState.Stopped) is { } ends)
                    ends.Stop();
                Check();
            }
            guests.ForEach(g => g.Stop());
            Assert.Equal(idle, host.Memory.Used);
            Assert.Equal(Bytes.Zero, manager.SwapUsed);

            void Check()
            {
                var held = host.Guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Resident);
                var shared = host.Guests.Select(g => g.Platform).Distinct().Aggregate(Bytes.Zero, (sum, p) => sum + p.Footprint.Shared);
                Assert.Equal(idle + held + shared, host.Memory.Used);
                Assert.Equal(host.Guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Memory.Swapped), manager.SwapUsed);
            }
        }, iter: 40);
    }

    private static HostModel Small(Bytes memory) => HostModel.RackServer(P) with { Memory = memory };

    private (Host Host, MemoryManager Manager) Machine(Bytes memory, MemoryTunables tunables)
    {
        var host = new Host(sim, Small(memory), new RandomStreams(1));
        return (host, host.ManageMemory(tunables));
    }

    private static Guest Admit(Host host, CloudSim.Net.Virtualization.Platform platform, Bytes application) =>
        host.Boot(platform, new GuestSpec(platform.SharesKernel ? 16.GiB : 256.MiB, application));
}
