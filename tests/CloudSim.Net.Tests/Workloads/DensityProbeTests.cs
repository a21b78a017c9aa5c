using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

public class DensityProbeTests
{
    private static readonly HostModel Small = HostModel.RackServer(P) with { Cores = 2, Memory = 8.GiB };

    [Fact]
    public void What_is_reserved_bounds_by_the_promise_and_what_is_touched_by_the_need()
    {
        Assert.Equal((27, "memory"), Ends(RuncContainer.Of(P), Overcommit.Reserved));
        var (guests, boundBy) = Ends(RuncContainer.Of(P), Overcommit.Touched);
        Assert.Equal("memory", boundBy);
        Assert.InRange(guests, 150, 180);
    }

    // What each guest holds divides what the host has beside its own; what all share is there once. The guests have booted: files that were
    // read for it are cache, and give way.
    [Fact]
    public void Memory_bounds_as_many_guests_as_divide_it()
    {
        foreach (var platform in new[] { BareMetal.Of(P), Firecracker.Of(P), UnikernelOnSolo5.Of(P) })
        {
            var spec = GuestSizes.For(platform, WebApplication.Of(P));
            var found = (Probe(platform, Overcommit.Touched) with { Spec = spec })
                .Search(() => new RandomStreams(1), (_, _) => { }, TestContext.Current.CancellationToken);
            var shared = platform.Footprint.Shared + (platform.Kernel is null ? spec.Image : Bytes.Zero);
            var each = platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image);
            Assert.Equal("memory", found.BoundBy);
            Assert.Equal(found.Fits, found.Guests);
            Assert.InRange(found.Guests, (Small.Memory - Small.HostReserved - shared) / each * 0.98,
                (Small.Memory - Small.HostReserved - shared) / each);
            Assert.InRange(found.MemoryPerGuestMib, each.MiB, each.MiB * 1.03);
        }
    }

    // A bridge has 1,023 ports, with any scheduler.
    [Theory]
    [InlineData(SchedulerKind.Fluid)]
    [InlineData(SchedulerKind.Cfs)]
    public void A_bridge_bounds_containers(SchedulerKind scheduler)
    {
        var probe = Probe(RuncContainer.Of(P), Overcommit.Touched, host: HostModel.RackServer(P)) with { Scheduler = scheduler };
        var found = probe.Search(() => new RandomStreams(1), (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal((1023, 1023, "bridge ports"), (found.Guests, found.Fits, found.BoundBy));
    }

    // One guest on one CPU is a queue M/G/1: the share of its responses over the goal decides at the right load.
    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.95, false)]
    public void A_lone_guest_meets_the_goal_while_its_queue_is_short(double load, bool meets)
    {
        var (probe, service) = Lone(load);
        // Exponential tail of M/G/1 in heavy traffic: mean wait rho (1 + c^2) / (2 (1 - rho)); ln 100 of that is the 99th percentile.
        var variation = Math.Exp(Math.Pow(WebApplication.Of(P).ServiceSigma, 2)) - 1;
        var p99 = service * (1 + Math.Log(100 * load) * (1 + variation) / (2 * (1 - load)));
        var goal = meets ? 2 * p99 : p99 / 2;
        var seen = (probe with { Goal = goal.Seconds }).Run(1, new RandomStreams(4), TestContext.Current.CancellationToken);
        Assert.Equal((meets, true), (seen.Passed, seen.IsDecided));
        Assert.Equal(load, seen.CpuShare, 0.1);
    }

    [Fact]
    public void Near_the_goal_it_observes_longer_and_says_what_it_could_not_decide()
    {
        var (probe, _) = Lone(0.7);
        var cancellation = TestContext.Current.CancellationToken;
        var far = (probe with { Goal = 10.Seconds }).Run(1, new RandomStreams(4), cancellation);
        var near = (probe with { Goal = far.P99Ms.Milliseconds }).Run(1, new RandomStreams(4), cancellation);
        Assert.True(far.IsDecided);
        Assert.True(near.Responses > 2 * far.Responses, $"{near.Responses} against {far.Responses}");
        Assert.True(near.P99LowMs <= near.P99Ms && !(near.P99HighMs < near.P99Ms)); // the upper end may lie beyond all responses
        var cut = (probe with { Goal = far.P99Ms.Milliseconds, MostResponses = 1_000 }).Run(1, new RandomStreams(4), cancellation);
        Assert.False(cut.IsDecided);
    }

    [Fact]
    public void Merged_pages_make_room_for_more_guests()
    {
        var (apart, _) = Ends(Firecracker.Of(P), Overcommit.Touched);
        var (merged, _) = Ends(Firecracker.Of(P), Overcommit.Touched, merge: true);
        Assert.InRange(merged / (double)apart, 1.3, 3);
        Assert.Equal(Ends(Firecracker.Of(P), Overcommit.Reserved), Ends(Firecracker.Of(P), Overcommit.Reserved, merge: true));
    }

    [Fact]
    public void A_merger_without_guests_to_merge_holds_nothing_up() =>
        Assert.Equal(Ends(RuncContainer.Of(P), Overcommit.Touched), Ends(RuncContainer.Of(P), Overcommit.Touched, merge: true));

    [Theory]
    [InlineData("bridge ports", 20)]
    [InlineData("open files", 800)]
    [InlineData("disk space", 2000 * 256)]
    public void A_kernel_object_that_runs_out_is_named(string limit, long of)
    {
        var host = Small with { Limits = new Dictionary<KernelObject, long>(Small.Limits) { [new(limit)] = of } };
        Assert.Equal((20, limit), Ends(RuncContainer.Of(P), Overcommit.Touched, host: host));
    }

    [Fact]
    public void A_guest_with_more_interfaces_than_its_bus_has_slots_cannot_be_made()
    {
        var host = new Host(new Simulation(), Small, new RandomStreams(1));
        var spec = new GuestSpec(256.MiB, Bytes.Zero);
        Assert.True(host.TryAdmit(Firecracker.Of(P), spec with { Interfaces = 18 }, out _, out _));
        Assert.False(host.TryAdmit(Firecracker.Of(P), spec with { Interfaces = 19 }, out _, out var boundBy));
        Assert.Equal(KernelObject.DeviceSlot.Name, boundBy);
    }

    // A tenth of a second of work every two seconds: forty guests fill two cores.
    [Fact]
    public void Where_the_CPUs_are_full_the_response_bounds()
    {
        var heavy = WebApplication.Of(P) with { Request = WebApplication.Of(P).Request + WorkProfiles.CpuBound(P).Times(100) };
        var (guests, boundBy) = Ends(RuncContainer.Of(P), Overcommit.Touched, application: heavy, rate: 0.5);
        Assert.Equal(DensityProbe.BoundByResponse, boundBy);
        Assert.InRange(guests, 15, 40);
    }

    // More of what bounds them never carries fewer guests, and so much more of it carries more.
    [Fact]
    public void More_memory_carries_more_guests()
    {
        int[] guests = [.. new[] { 2, 3, 4, 8 }
            .Select(gib => Ends(Firecracker.Of(P), Overcommit.Touched, host: Small with { Memory = gib.GiB }).Guests)];
        Assert.Equal(guests.Order(), guests);
        Assert.InRange(guests[3] / (double)guests[0], 6, 9); // 7 GiB beside the host's own, against one
    }

    [Fact]
    public void More_cores_carry_more_guests()
    {
        var heavy = WebApplication.Of(P) with { Request = WebApplication.Of(P).Request + WorkProfiles.CpuBound(P).Times(100) };
        int[] guests = [.. new[] { 1, 2, 4 }
            .Select(cores =>
                Ends(RuncContainer.Of(P), Overcommit.Touched, host: Small with { Cores = cores }, application: heavy,
                    rate: 0.5).Guests)];
        Assert.Equal(guests.Order(), guests);
        Assert.True(guests[2] > 2.5 * guests[0], string.Join(" ", guests));
    }

    private static (int Guests, string BoundBy) Ends(
        Platform platform, Overcommit overcommit, bool merge = false, HostModel? host = null, WebApplication? application = null,
        double rate = 1)
    {
        var end = Probe(platform, overcommit, merge, host, application, rate).Search(() => new RandomStreams(1), (_, _) => { }, default);
        return (end.Guests, end.BoundBy);
    }

    private static DensityProbe Probe(
        Platform platform, Overcommit overcommit, bool merge = false, HostModel? host = null, WebApplication? application = null,
        double rate = 1)
    {
        var load = RateCurve.Constant(rate);
        return new DensityProbe
        {
            Host = host ?? Small, Platform = platform,
            Spec = new GuestSpec(256.MiB, WebApplication.Of(P).Memory, WebApplication.Of(P).Image, Disk: 100.MiB),
            Application = application ?? WebApplication.Of(P), Rates = _ => load, Goal = 500.0.Milliseconds,
            Scheduler = SchedulerKind.Fluid, Overcommit = overcommit, Merge = merge, Memory = new(P) { PagesToScan = 50_000 },
        };
    }

    private static (DensityProbe Probe, double Service) Lone(double load)
    {
        var host = Small with { Cores = 1 };
        var spec = GuestSizes.For(BareMetal.Of(P), WebApplication.Of(P));
        Assert.True(new Host(new Simulation(), host, new RandomStreams(1)).TryAdmit(BareMetal.Of(P), spec, out var guest, out _));
        var service = guest!.Nanoseconds(guest.Cost(WebApplication.Of(P).Request).OnCpu) / 1e9;
        return (Probe(BareMetal.Of(P), Overcommit.Touched, host: host, rate: load / service) with { Spec = spec }, service);
    }
}
