using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>A step that fails ends the start or end with its cause, and nothing stays behind.</summary>
public class FailedStepTests
{
    private static readonly Step Fails = new(StepKind.Program, "fails", Failing);
    private static readonly Step Lasts = Phases.Wait("lasts", 1.Seconds, 1.Seconds);

    private readonly Simulation sim = new();
    private readonly Host host;
    private readonly Bytes free;

    public FailedStepTests()
    {
        host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1));
        free = host.Memory.Available;
    }

    public static TheoryData<string, Step> Starts => new()
    {
        { "alone", Fails },
        { "beside another", Phases.Parallel("parallel", Lasts, Fails) },
        { "the first of two", Phases.Parallel("parallel", Fails, Lasts) },
        { "looked at", Phases.Polled(Fails, 1.Seconds, 1_000.Cycles) },
        { "in a lock", Phases.Locked("locked", "lock", Fails) },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void A_start_fails_with_its_step(string where, Step phase)
    {
        var guest = Admit(Firecracker.Of(P) with { Boot = [phase] });
        var start = guest.Start();
        sim.Run(60.Seconds);
        Assert.False(start.IsAlive, where);
        Assert.False(start.IsOk, where);
        Assert.Equal("no more ports", Assert.IsType<InvalidOperationException>(start.Value).Message);
        AssertGone(guest);
        Assert.Equal(0, host.Kernel.Lock("lock").InUse);
    }

    [Fact]
    public void An_end_fails_with_its_step()
    {
        var guest = Admit(Firecracker.Of(P) with { Boot = [], Exit = [Fails] });
        guest.Start();
        sim.Run(1.Seconds);
        var end = guest.Shutdown();
        sim.Run(1.Seconds);
        Assert.False(end.IsOk);
        AssertGone(guest);
    }

    [Fact]
    public void A_listener_that_throws_leaves_nothing_behind()
    {
        var guest = Admit(Firecracker.Of(P));
        guest.Stopped += () => throw new InvalidOperationException("listener");
        Assert.Throws<InvalidOperationException>(guest.Stop);
        sim.Run(1.Seconds);
        AssertGone(guest);
    }

    [Fact]
    public void A_platform_without_the_kernel_that_it_starts_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Admit(Firecracker.Of(P) with { Kernel = null }));
        Assert.Equal(free, host.Memory.Available);
        Assert.Empty(host.Guests);
    }

    [Fact]
    public void A_host_that_could_not_be_made_takes_no_name()
    {
        var streams = new RandomStreams(2);
        var bad = HostModel.RackServer(P) with { HostReserved = HostModel.RackServer(P).Memory + 1.GiB };
        Assert.Throws<ArgumentException>(() => new Host(sim, bad, streams, name: "a"));
        Assert.EndsWith("/a", new Host(sim, HostModel.RackServer(P), streams, name: "a").Streams.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_is_removed_once()
    {
        var group = host.Scheduler.CreateGroup("once");
        host.Scheduler.Remove(group);
        Assert.Throws<ArgumentException>(() => host.Scheduler.Remove(group));
        Assert.Throws<ArgumentException>(() => host.Scheduler.CreateTask("late", group));
    }

    [Fact]
    public void A_merger_sleeps_between_scans()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryTunables(P) { ScanSleep = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryTunables(P) { PagesToScan = 0 });
    }

    private static IEnumerable<Event> Failing(StepContext context)
    {
        var call = new Event(context.Simulation);
        call.Fail(new InvalidOperationException("no more ports"));
        yield return call;
    }

    private Guest Admit(Platform platform)
    {
        host.TryAdmit(platform, new GuestSpec(512.MiB, 64.MiB), out var guest, out _);
        return guest!;
    }

    private void AssertGone(Guest guest)
    {
        Assert.Equal(GuestState.Stopped, guest.State);
        Assert.Equal(free, host.Memory.Available);
        Assert.Empty(host.Guests);
        Assert.Empty(host.Scheduler.Root.Children);
    }
}
