using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using static CloudSim.Net.Tests.Datacenter.Spinning;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>How guests share their virtual CPUs, and what is exact about it.</summary>
public class VCpuSchedulingTests
{
    private const long Second = 1_000_000_000;

    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB, Disk: default);

    private readonly Simulation sim = new();

    [Fact]
    public void A_library_kernel_runs_a_thread_until_it_waits()
    {
        var guest = Host(2, SchedulerKind.Cfs).Boot(CloudSim.Net.Platforms.Platforms.Of(P).First(p => p.Kernel?.Library is not null),
            Spec with { ConfiguredMemory = 64.MiB, ApplicationMemory = 4.MiB });
        var begin = sim.Now;
        var jobs = Spinners(guest, 2, Second);
        sim.Run(jobs[0]);
        Assert.InRange((sim.Now - begin).TotalSeconds, 1, 1.001);
        sim.Run(jobs[1]);
        Assert.InRange((sim.Now - begin).TotalSeconds, 2, 2.001);
    }

    [Fact]
    public void Virtual_cpus_that_share_a_thread_take_turns_on_it()
    {
        var host = Host(4, SchedulerKind.Cfs);
        var guest = host.Boot(QemuTcg.Of(P) with { VCpusShareThread = true }, Spec with { VCpus = 3 });
        var threads = Loaded(guest, 3);
        var before = guest.CpuTime;
        sim.Run(TimeSpan.FromSeconds(0.15));
        // The second one's turn: each has 100 ms, to the next tick.
        Assert.InRange(threads[0].CpuTime, 0.09 * Second, 0.11 * Second);
        Assert.InRange(threads[1].CpuTime, 0.04 * Second, 0.06 * Second);
        Assert.Equal(0, threads[2].CpuTime);
        sim.Run(TimeSpan.FromSeconds(2.85));
        Assert.InRange((guest.CpuTime - before).TotalSeconds, 2.99, 3);
        Assert.All(threads, t => Assert.InRange(t.CpuTime, 0.95 * Second, 1.05 * Second));
        Assert.Single(guest.VCpus.Select(v => v.Thread).Distinct());
        guest.Stop();
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.All(threads, t => Assert.True(t.HasExited));
    }

    [Fact]
    public void A_guest_alone_is_slower_than_the_machine_by_its_own_exits_only()
    {
        foreach (var kind in new[] { SchedulerKind.Cfs, SchedulerKind.Eevdf })
        {
            var host = Host(4, kind);
            var unit = new WorkProfile { Name = "unit", User = new(3e9), TlbMisses = 1e6, SystemCalls = 1e4 };
            var guest = host.Boot(QemuKvm.Of(P), Spec with { ConfiguredMemory = 512.MiB, VCpus = 4 });
            var begin = sim.Now;
            var done = Enumerable.Range(0, 4).Select(i => guest.Execute(unit, guest.CreateThread($"worker {i}"))).ToList();
            sim.Run(new AllOf(sim, done));
            var cost = guest.Cost(unit).OnCpu.At(host.Model.Cpu.Clock).TotalSeconds;
            Assert.InRange((sim.Now - begin).TotalSeconds / cost, 1, 1.001);
            guest.Stop();
        }
    }

    [Fact]
    public void Slices_and_the_fluid_agree_on_what_guests_get()
    {
        // As far as time slices can divide CPUs among entities: within 3 % of the whole here.
        var (slices, fluid) = (Got(SchedulerKind.Cfs), Got(SchedulerKind.Fluid));
        for (var i = 0; i < slices.Count; i++)
            Assert.InRange(slices[i] - fluid[i], -0.03 * 3 * 30, 0.03 * 3 * 30);

        List<double> Got(SchedulerKind kind)
        {
            var own = new Simulation();
            var host = new Host(own, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(3) }, new RandomStreams(1), kind);
            GuestSpec[] specs =
            [
                Spec, Spec with { VCpus = 4, Limits = new() { CpuWeight = 200 } },
                Spec with { VCpus = 2, Limits = new() { CpuMax = new(TimeSpan.FromMilliseconds(50)) } },
            ];
            var guests = specs.Select(spec => host.Boot(Firecracker.Of(P), spec)).ToList();
            guests.ForEach(g => Loaded(g, 5));
            var before = guests.Select(g => g.CpuTime.TotalSeconds).ToList();
            own.Run(TimeSpan.FromSeconds(30));
            return [.. guests.Select((g, i) => g.CpuTime.TotalSeconds - before[i])];
        }
    }

    [Fact]
    public void Passing_rounds_at_once_changes_nothing_for_virtual_cpus()
    {
        Assert.Equal(Shares(skip: false), Shares(skip: true));

        string Shares(bool skip)
        {
            var own = new Simulation();
            var model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(3) };
            var tunables = CloudSim.Net.Datacenter.Host.Tunables(model) with { SkipRounds = skip };
            var cpus = new CloudSim.Net.Scheduling.Cfs.CfsScheduler(own, 3, tunables);
            var host = new Host(own, model, new RandomStreams(1), cpus);
            var guests = Enumerable.Range(1, 3).Select(n => host.Boot(Firecracker.Of(P), Spec with { VCpus = n })).ToList();
            // Two of three virtual CPUs have a thread each, one has two, which its own ticks divide.
            var threads = guests.SelectMany(g => Loaded(g, g.Spec.VCpus)).Append(guests[1].CreateThread("one more")).ToList();
            own.Run(TimeSpan.FromSeconds(20));
            threads[^1].Demand(Second);
            own.Run(TimeSpan.FromSeconds(20.0012));
            return string.Join(' ', threads.Select(t => t.CpuTime).Concat(guests.Select(g => g.StealNs)).Append(cpus.ContextSwitches));
        }
    }

    private Host Host(int cpus, SchedulerKind kind) =>
        new(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1), kind);
}
