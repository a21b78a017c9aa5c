using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>A guest is stopped at whatever event of its start or its end: nothing throws, nothing stays, and others go on.</summary>
public class StopTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB, Image: 57.MiB);

    private static readonly Platform[] All =
    [
        .. CloudSim.Net.Platforms.Platforms.Of(P), Firecracker.Of(P).Inside(P, QemuKvm.Of(P)),
        RuncContainer.Of(P).InsideOwn(P, Firecracker.Of(P)), Kata.Of(P).InsideOwn(P, QemuKvm.Of(P)),
    ];

    // Events of a simulation until a guest of the platform runs, or has shut down.
    private static int Events(Platform platform, bool shutdown)
    {
        var (host, first, _) = Two(platform);
        var (run, count) = (Life(host, first, shutdown), 0);
        while (run.IsAlive)
        {
            host.Simulation.Step();
            count++;
        }
        return count;
    }

    private static Process Life(Host host, Guest guest, bool shutdown)
    {
        var start = guest.Start();
        return host.Simulation.Process(Steps());

        IEnumerable<Event> Steps()
        {
            yield return start;
            if (shutdown && guest.State == GuestState.Running)
                yield return guest.Shutdown();
        }
    }

    private static (Host Host, Guest First, Guest Second) Two(Platform platform)
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        Assert.True(host.TryAdmit(platform, Spec, out var first, out _));
        Assert.True(host.TryAdmit(platform, Spec, out var second, out _));
        return (host, first!, second!);
    }

    private static void StoppedAfter(int events, Platform platform, bool shutdown)
    {
        var (host, first, second) = Two(platform);
        var sim = host.Simulation;
        var idle = host.Memory.Used;
        Life(host, first, shutdown);
        var other = second.Start();
        for (var i = 0; i < events && sim.Peek() < DateTime.MaxValue; i++)
            sim.Step();
        first.Stop();
        first.Stop();
        Assert.Equal(GuestState.Stopped, first.State);
        sim.Run(other);
        Assert.Equal(GuestState.Running, second.State);
        Assert.Equal(idle + second.Resident + platform.Footprint.Shared + (platform.Kernel is null ? Spec.Image : Bytes.Zero),
            host.Memory.Used);
        foreach (var limit in platform.KernelObjects.Keys)
            Assert.Equal(platform.KernelObjects[limit] + (limit == KernelObject.Pid ? 1 : 0), host.Kernel.Count(limit));

        // A third one comes and goes, with all locks and stocks that the first may have held or waited for.
        Assert.True(host.TryAdmit(platform, Spec, out var third, out _));
        sim.Run(third!.Start());
        Assert.Equal(GuestState.Running, third.State);
        sim.Run(third.Shutdown());
        sim.Run(second.Shutdown());
        sim.Run(10.Seconds);
        Assert.Empty(host.Guests);
        Assert.DoesNotContain(host.Scheduler.Root.Children, g => g.Name.StartsWith("guest", StringComparison.Ordinal));
        Assert.All(platform.KernelObjects.Keys, limit => Assert.Equal(limit == KernelObject.Pid ? 1 : 0, host.Kernel.Count(limit)));
        Assert.Equal(0, SleepableRcu.Of(host.Kernel, "mmu_notifier").Readers);
        Assert.Equal(0, host.Kernel.Lock(KernelSteps.RoutingLock).InUse);
    }

    [Fact]
    public void A_guest_is_stopped_at_any_event_of_its_start()
    {
        foreach (var platform in All)
        {
            var most = Events(platform, shutdown: false);
            Gen.Int[0, most].Sample(k => StoppedAfter(k, platform, shutdown: false), iter: 40, threads: 1);
            for (var k = 0; k <= Math.Min(most, 12); k++)
                StoppedAfter(k, platform, shutdown: false);
        }
    }

    [Fact]
    public void A_guest_is_stopped_at_any_event_of_its_end()
    {
        foreach (var platform in All)
            Gen.Int[Events(platform, shutdown: false), 2 * Events(platform, shutdown: true)]
                .Sample(k => StoppedAfter(k, platform, shutdown: true), iter: 20, threads: 1);
    }

    // Before or after whatever else happens at the instant of the start.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_guest_is_stopped_at_the_instant_of_its_start(bool before)
    {
        foreach (var platform in All)
        {
            var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
            var used = host.Memory.Used;
            Assert.True(host.TryAdmit(platform, Spec, out var guest, out _));
            void StopAtOnce() => host.Simulation.Timeout(TimeSpan.Zero).AddCallback(_ => guest!.Stop());
            if (before)
                StopAtOnce();
            guest!.Start();
            if (!before)
                StopAtOnce();
            host.Simulation.Run();
            Assert.Equal((GuestState.Stopped, used), (guest.State, host.Memory.Used));
            Assert.DoesNotContain(host.Scheduler.Root.Children, g => g.Name.StartsWith("guest", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_phase_may_stop_its_own_guest()
    {
        Guest? guest = null;
        IEnumerable<Event> GiveUp(StepContext context)
        {
            yield return context.HostWork(1_000.Cycles);
            guest!.Stop();
            yield return context.HostWork(1_000.Cycles);
        }
        var platform = BareMetal.Of(P) with { Boot = [new(new("giving up"), "give up", GiveUp), .. BareMetal.Of(P).Boot] };
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        Assert.True(host.TryAdmit(platform, Spec, out guest, out _));
        host.Simulation.Run(guest!.Start());
        Assert.Equal(GuestState.Stopped, guest.State);
        host.Simulation.Run();
        Assert.Empty(guest.Steps);
    }

    [Fact]
    public void Shutting_down_twice_is_shutting_down_once()
    {
        var (host, first, _) = Two(QemuKvm.Of(P));
        host.Simulation.Run(first.Start());
        Assert.Same(first.Shutdown(), first.Shutdown());
        host.Simulation.Run();
        Assert.Equal(GuestState.Stopped, first.State);
    }
}
