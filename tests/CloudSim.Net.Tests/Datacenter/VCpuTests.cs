using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using static CloudSim.Net.Tests.Datacenter.Spinning;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Guests of many virtual CPUs: two schedulers, one on top of the other.</summary>
public class VCpuTests
{
    private const long Second = 1_000_000_000;

    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB, Disk: default);

    private readonly Simulation sim = new();

    public static TheoryData<SchedulerKind> Kinds => [SchedulerKind.Cfs, SchedulerKind.Eevdf, SchedulerKind.Credit, SchedulerKind.Fluid];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Four_jobs_of_ten_seconds_on_two_virtual_cpus_end_at_twenty(SchedulerKind kind)
    {
        var guest = Host(2, kind).Boot(Firecracker.Of(P), Spec with { VCpus = 2 });
        var begin = sim.Now;
        var jobs = Spinners(guest, 4, 10 * Second);
        sim.Run(new AllOf(sim, jobs));
        // Less than 0.1 % for the guest's ticks and switches.
        Assert.InRange((sim.Now - begin).TotalSeconds, 20, 20.02);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Threads_have_no_more_than_the_virtual_cpus(SchedulerKind kind)
    {
        var guest = Host(8, kind).Boot(Firecracker.Of(P), Spec with { VCpus = 3 });
        var before = guest.CpuTime;
        Spinners(guest, 7);
        sim.Run(TimeSpan.FromSeconds(5));
        Assert.InRange((guest.CpuTime - before).TotalSeconds, 14.95, 15.000001);
    }

    [Fact]
    public void Each_virtual_cpu_brings_in_its_working_set_again()
    {
        var host = Host(2, SchedulerKind.Cfs);
        var large = Spec with { VCpus = 2, CacheFootprint = 16.MiB };
        var guests = Enumerable.Range(0, 2).Select(_ => host.Boot(Firecracker.Of(P), large)).ToList();
        foreach (var guest in guests)
            Loaded(guest, 2);
        sim.Run(TimeSpan.FromSeconds(5));
        foreach (var vcpu in guests.SelectMany(g => g.VCpus))
        {
            Assert.Equal(16.MiB, vcpu.Thread.WorkingSet);
            Assert.True(vcpu.Thread.Overhead > 0.05 * Second);
        }
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void Work_is_conserved_on_both_levels(SchedulerKind kind)
    {
        var host = Host(3, kind);
        var guests = Enumerable.Range(1, 4).Select(n => host.Boot(Firecracker.Of(P), Spec with { VCpus = n })).ToList();
        var before = host.Scheduler.BusyNs;
        var threads = guests.Select(g => Loaded(g, 2 * g.Spec.VCpus)).ToList();
        var work = guests.Select(g => g.VCpus.Sum(v => v.Thread.CpuTime)).ToList();
        sim.Run(TimeSpan.FromSeconds(4));
        // No CPU of the host idles while a virtual one has work.
        Assert.InRange(host.Scheduler.BusyNs - before, 3 * 3.99 * Second, 3 * 4.0 * Second);
        for (var i = 0; i < guests.Count; i++)
        {
            // What the guest's scheduler gave its tasks is what the host's gave its threads.
            Assert.Equal(threads[i].Sum(t => t.CpuTime + t.Overhead), guests[i].VCpus.Sum(v => v.Thread.CpuTime) - work[i]);
        }
    }

    [Fact]
    public void Equal_guests_with_one_and_with_four_virtual_cpus_have_what_the_cgroup_rule_says()
    {
        // Two CPUs, two groups of one weight: half of the machine each, and a guest of one cannot use more than one.
        var host = Host(2, SchedulerKind.Cfs);
        var (one, four) = (host.Boot(Firecracker.Of(P), Spec), host.Boot(Firecracker.Of(P), Spec with { VCpus = 4 }));
        var before = (one.CpuTime, four.CpuTime);
        Spinners(one, 4);
        Spinners(four, 4);
        sim.Run(TimeSpan.FromSeconds(20));
        Assert.InRange((one.CpuTime - before.Item1).TotalSeconds, 19.2, 20);
        Assert.InRange((four.CpuTime - before.Item2).TotalSeconds, 20, 20.8);
    }

    [Fact]
    public void Steal_is_what_equal_competitors_take()
    {
        for (var competitors = 1; competitors <= 3; competitors++)
        {
            var host = Host(1, SchedulerKind.Cfs);
            var guest = host.Boot(Firecracker.Of(P), Spec);
            for (var i = 0; i < competitors; i++)
                Spinners(host.Boot(Firecracker.Of(P), Spec), 1);
            Spinners(guest, 1);
            var before = guest.StealNs;
            sim.Run(TimeSpan.FromSeconds(20));
            Assert.InRange((guest.StealNs - before) / 20.0 / Second, (competitors / (competitors + 1.0)) - 0.01,
                (competitors / (competitors + 1.0)) + 0.01);
        }
    }

    [Fact]
    public void An_idle_guest_has_no_events_and_halts_once()
    {
        var guest = Host(2, SchedulerKind.Cfs).Boot(Firecracker.Of(P), Spec with { VCpus = 2 });
        var jobs = Spinners(guest, 2, Second);
        sim.Run(new AllOf(sim, jobs));
        sim.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DateTime.MaxValue, sim.Peek());
        Assert.All(guest.VCpus, v => Assert.Equal(1, v.Halts));
        Assert.All(guest.VCpus, v => Assert.True(v.Thread.IsSleeping));
        Assert.All(guest.VCpus, v => Assert.Equal(0, v.Ticks));
    }

    [Fact]
    public void Cpu_max_binds_the_whole_guest_whatever_its_virtual_cpus()
    {
        var guest = Host(8, SchedulerKind.Cfs).Boot(Firecracker.Of(P), Spec with
        {
            VCpus = 4, Limits = new() { CpuMax = new(TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(100)) },
        });
        var (time, stat) = (guest.CpuTime, guest.Group.Stat);
        Spinners(guest, 4);
        sim.Run(TimeSpan.FromSeconds(10));
        Assert.InRange((guest.CpuTime - time).TotalSeconds, 14.8, 15.2);
        Assert.InRange(guest.Group.Stat.NrThrottled - stat.NrThrottled, 98, 101);
    }

    [Fact]
    public void A_pinned_virtual_cpu_stays_where_it_is_pinned()
    {
        var host = Host(4, SchedulerKind.Cfs);
        var guest = host.Boot(Firecracker.Of(P), Spec with { VCpus = 2, Pinning = [CpuSet.Of(1), CpuSet.Of(3)] });
        Spinners(guest, 2);
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 3], guest.VCpus.Select(v => v.Thread.CurrentCpu));
        guest.Stop();
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(host.Scheduler.Root.Children, g => g.Name.StartsWith("guest", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => host.Admit(Firecracker.Of(P), Spec with { VCpus = 2, Pinning = [CpuSet.Of(1)] }));
        Assert.Throws<ArgumentException>(() => host.Admit(RuncContainer.Of(P), Spec with { Pinning = [CpuSet.Of(1)] }));
    }

    [Fact]
    public void What_the_program_was_doing_goes_on_when_a_second_thread_comes()
    {
        var guest = Host(1, SchedulerKind.Cfs).Boot(Firecracker.Of(P), Spec);
        var first = guest.Cpu.Execute(Second);
        var last = guest.Cpu.Execute(Second);
        sim.Run(TimeSpan.FromSeconds(0.5));
        var begin = sim.Now;
        var other = guest.CreateThread("other").Execute(Second);
        sim.Run(first);
        Assert.InRange((sim.Now - begin).TotalSeconds, 0.95, 1.05); // half of it at half the speed
        sim.Run(new AllOf(sim, [last, other]));
        Assert.InRange((sim.Now - begin).TotalSeconds, 2.5, 2.51);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_guest_can_be_stopped_and_frozen_at_any_time(SchedulerKind kind)
    {
        var host = Host(2, kind);
        var guest = host.Boot(Firecracker.Of(P), Spec with { VCpus = 2 });
        var threads = Loaded(guest, 5);
        sim.Run(TimeSpan.FromSeconds(0.1234));
        guest.Group.Frozen = true;
        var before = threads.Sum(t => t.CpuTime);
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(before, threads.Sum(t => t.CpuTime));
        guest.Group.Frozen = false;
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.InRange(threads.Sum(t => t.CpuTime) - before, 1.98 * Second, 2.0 * Second);
        guest.Stop();
        sim.Run(TimeSpan.FromMilliseconds(1));
        Assert.Empty(host.Guests);
        Assert.All(threads, t => Assert.True(t.HasExited));
        var busy = host.Scheduler.BusyNs;
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(busy, host.Scheduler.BusyNs);
        Assert.Throws<InvalidOperationException>(() => guest.CreateThread("late"));
    }

    [Fact]
    public void A_spinning_task_burns_until_it_is_released()
    {
        var cpu = new CloudSim.Net.Scheduling.Cfs.CfsScheduler(sim, 1, P);
        var (spinner, other) = (cpu.CreateTask("spinner"), cpu.CreateTask("other"));
        spinner.Occupy();
        other.Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.InRange(spinner.CpuTime, 0.48 * Second, 0.52 * Second);
        Assert.Throws<InvalidOperationException>(() => spinner.Demand(1));
        spinner.Release();
        var spent = spinner.CpuTime;
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(spent, spinner.CpuTime);
        spinner.Demand(1000);
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(spent + 1000, spinner.CpuTime);
    }

    private Host Host(int cpus, SchedulerKind kind) =>
        new(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1), kind);
}
