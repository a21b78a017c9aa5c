using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

public class DensityRampTests
{
    private static readonly HostModel Small = HostModel.RackServer with { Cores = 2, Memory = 8.GiB };

    [Fact]
    public void What_is_reserved_bounds_by_the_promise_and_what_is_touched_by_the_need()
    {
        Assert.Equal((27, "memory"), Ends(RuncContainer.Platform, Overcommit.Reserved));
        var (guests, boundBy) = Ends(RuncContainer.Platform, Overcommit.Touched);
        Assert.Equal("memory", boundBy);
        Assert.InRange(guests, 150, 180);
    }

    [Fact]
    public void Merged_pages_make_room_for_more_guests()
    {
        var (apart, _) = Ends(Firecracker.Platform, Overcommit.Touched);
        var (merged, _) = Ends(Firecracker.Platform, Overcommit.Touched, merge: true);
        Assert.InRange(merged / (double)apart, 1.3, 3);
        Assert.Equal(Ends(Firecracker.Platform, Overcommit.Reserved), Ends(Firecracker.Platform, Overcommit.Reserved, merge: true));
    }

    [Fact]
    public void A_merger_without_guests_to_merge_holds_nothing_up() =>
        Assert.Equal(Ends(RuncContainer.Platform, Overcommit.Touched), Ends(RuncContainer.Platform, Overcommit.Touched, merge: true));

    [Theory]
    [InlineData("bridge ports", 20)]
    [InlineData("open files", 800)]
    [InlineData("disk space", 2000 * 256)]
    public void A_kernel_object_that_runs_out_is_named(string limit, long of)
    {
        var host = Small with { Limits = new Dictionary<KernelObject, long>(Small.Limits) { [new(limit)] = of } };
        Assert.Equal((20, limit), Ends(RuncContainer.Platform, Overcommit.Touched, host: host));
    }

    [Fact]
    public void A_guest_with_more_interfaces_than_its_bus_has_slots_cannot_be_made()
    {
        var host = new Host(new Simulation(), Small, new RandomStreams(1));
        var spec = new GuestSpec(256.MiB, Bytes.Zero);
        Assert.True(host.TryAdmit(Firecracker.Platform, spec with { Interfaces = 18 }, out _, out _));
        Assert.False(host.TryAdmit(Firecracker.Platform, spec with { Interfaces = 19 }, out _, out var boundBy));
        Assert.Equal(KernelObject.DeviceSlot.Name, boundBy);
    }

    // A tenth of a second of work every two seconds: forty guests fill two cores.
    [Fact]
    public void Where_the_CPUs_are_full_the_response_bounds()
    {
        var heavy = WebApplication.Default with { Request = WebApplication.Default.Request + WorkProfiles.CpuBound.Times(100) };
        var (guests, boundBy) = Ends(RuncContainer.Platform, Overcommit.Touched, application: heavy, rate: 0.5);
        Assert.Equal(DensityProbe.BoundByResponse, boundBy);
        Assert.InRange(guests, 15, 40);
    }

    // More of what bounds them never carries fewer guests, and so much more of it carries more.
    [Fact]
    public void More_memory_carries_more_guests()
    {
        int[] guests = [.. new[] { 2, 3, 4, 8 }
            .Select(gib => Ends(Firecracker.Platform, Overcommit.Touched, host: Small with { Memory = gib.GiB }).Guests)];
        Assert.Equal(guests.Order(), guests);
        Assert.InRange(guests[3] / (double)guests[0], 6, 9); // 7 GiB beside the host's own, against one
    }

    [Fact]
    public void More_cores_carry_more_guests()
    {
        var heavy = WebApplication.Default with { Request = WebApplication.Default.Request + WorkProfiles.CpuBound.Times(100) };
        int[] guests = [.. new[] { 1, 2, 4 }
            .Select(cores =>
                Ends(RuncContainer.Platform, Overcommit.Touched, host: Small with { Cores = cores }, application: heavy,
                    rate: 0.5).Guests)];
        Assert.Equal(guests.Order(), guests);
        Assert.True(guests[2] > 2.5 * guests[0], string.Join(" ", guests));
    }

    private static (int Guests, string BoundBy) Ends(
        Platform platform, Overcommit overcommit, bool merge = false, HostModel? host = null, WebApplication? application = null,
        double rate = 1)
    {
        var end = new DensityRamp
        {
            Host = host ?? Small, Platform = platform,
            Spec = new GuestSpec(256.MiB, WebApplication.Default.Memory, WebApplication.Default.Image, Disk: 100.MiB),
            Application = application ?? WebApplication.Default, Rate = rate, Goal = 500.0.Milliseconds, Scheduler = SchedulerKind.Fluid,
            Overcommit = overcommit, Merge = merge,
            Growth = 0.5, WindowResponses = 100, Memory = new() { PagesToScan = 50_000 },
        }.Run(new RandomStreams(1), default);
        return (end.Guests, end.BoundBy);
    }
}
