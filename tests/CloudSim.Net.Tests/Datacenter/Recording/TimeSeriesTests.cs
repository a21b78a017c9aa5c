using System.Text;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Recording;

public class TimeSeriesTests
{
    private readonly Simulation sim = new();
    private readonly RandomStreams streams = new(1, 0);

    private Host Machine(int cores, SchedulerKind kind = SchedulerKind.Cfs) =>
        new(sim, HostModel.RackServer(P) with { Cores = cores }, streams, kind);

    private static Guest Admit(Host host, CloudSim.Net.Virtualization.Platform platform, Limits? limits = null)
    {
        Assert.True(host.TryAdmit(platform, new GuestSpec(256.MiB, 20.MiB) { Limits = limits ?? new() }, out var guest, out _));
        return guest!;
    }

    /// <summary>Three spinners on one CPU: the CPU is full, each waits two thirds of the time, so together they wait two CPUs.</summary>
    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    [InlineData(SchedulerKind.Fluid)]
    public void Spinners_on_one_cpu_have_the_known_shares(SchedulerKind kind)
    {
        var host = Machine(1, kind);
        var groups = Enumerable.Range(0, 3).Select(i => host.Kernel.Root.Create($"g{i}")).ToList();
        groups.ForEach(g => host.Scheduler.CreateTask("spinner", g.Cpu).Demand(CpuTask.Forever));
        var (whole, one) = (TimeSeries.Of(host, 1.Seconds), TimeSeries.Of(groups[0], 1.Seconds));
        sim.Run(10.Seconds);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (double)i), whole.Samples.Select(s => s.TimeS));
        Assert.All(whole.Samples, s => Assert.InRange(s.CpuPct, 99.99, 100.01));
        Assert.All(whole.Samples, s => Assert.InRange(s.RunDelayPct!.Value, 198, 202));
        Assert.InRange(one.Samples.Average(s => s.CpuPct), 33, 33.7);
        Assert.InRange(one.Samples.Average(s => s.RunDelayPct!.Value), 66, 67.4);
        Assert.Equal(("/g0", "cgroup", null), (one.Samples[0].Entity, one.Samples[0].Kind, one.Samples[0].StealPct));
        Assert.Equal(("host 0", "host", (long?)null), (whole.Samples[0].Entity, whole.Samples[0].Kind, whole.Samples[0].NrThrottled));
    }

    /// <summary>A spinner with half a CPU: throttled half of each period, in all periods.</summary>
    [Fact]
    public void A_cpu_limit_throttles_the_known_share()
    {
        var host = Machine(1);
        var group = host.Kernel.Root.Create("limited");
        group.Write("cpu.max", "50000 100000");
        host.Scheduler.CreateTask("spinner", group.Cpu).Demand(CpuTask.Forever);
        var series = TimeSeries.Of(group, 1.Seconds);
        sim.Run(5.Seconds);
        Assert.InRange(series.Samples.Average(s => s.CpuPct), 49, 52);
        Assert.InRange(series.Samples.Average(s => s.ThrottledPct!.Value), 47, 51);
        Assert.Equal(5, series.Samples.Count);
        Assert.InRange(series.Samples.Sum(s => s.NrThrottled!.Value), 48, 50);
    }

    [Fact]
    public void Each_cpu_has_its_own_and_together_they_are_the_host()
    {
        var host = Machine(4);
        var pinned = host.Kernel.Root.Create("pinned");
        pinned.Cpu.Affinity = CpuSet.Of(2);
        host.Scheduler.CreateTask("spinner", pinned.Cpu).Demand(CpuTask.Forever);
        host.Scheduler.CreateTask("worker").Demand(300.Milliseconds);
        var whole = TimeSeries.Of(host, 1.Seconds);
        var cpus = Enumerable.Range(0, 4).Select(i => TimeSeries.Of(host.Scheduler, i, 1.Seconds)).ToList();
        sim.Run(1.Seconds);
        Assert.Equal(100, cpus[2].Samples[0].CpuPct, 0.01);
        Assert.Equal(whole.Samples[0].CpuPct, cpus.Sum(c => c.Samples[0].CpuPct), 1e-6);
        Assert.InRange(whole.Samples[0].CpuPct, 130, 130.1);
        Assert.Throws<NotSupportedException>(() => TimeSeries.Of(new FluidScheduler(sim, 2), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSeries.Of(host.Scheduler, 4));
    }

    /// <summary>The same two spinners: in a virtual machine the time that one waits is stolen, in a container it is run delay.</summary>
    [Fact]
    public void A_virtual_machine_has_steal_time_and_a_container_none()
    {
        var host = Machine(1);
        var (vm, container) = (Admit(host, Firecracker.Of(P)), Admit(host, RuncContainer.Of(P)));
        var (a, b) = (TimeSeries.Of(vm, 1.Seconds), TimeSeries.Of(container, 1.Seconds));
        vm.Cpu.Demand(CpuTask.Forever);
        container.Cpu.Demand(CpuTask.Forever);
        sim.Run(4.Seconds);
        Assert.InRange(a.Samples.Average(s => s.StealPct!.Value), 49, 51);
        Assert.InRange(b.Samples.Average(s => s.RunDelayPct!.Value), 49, 51);
        Assert.All(b.Samples, s => Assert.Equal(0, s.StealPct));
        Assert.All(a.Samples, s => Assert.Equal(s.RunDelayPct, s.StealPct));
    }

    [Fact]
    public void Disk_and_memory_are_those_of_the_interval()
    {
        var host = Machine(2);
        var group = host.Kernel.Root.Create("db");
        host.Kernel.Processes.Fork(host.Kernel.Processes.Init, "db", CloudSim.Net.Kernel.NamespaceKinds.None, out var process, group);
        var series = TimeSeries.Of(group, 1.Seconds);
        sim.Process(Work());
        sim.Run(2.Seconds);
        Assert.Equal([(4.0, 0.0, 0.0), (0, 2, 30)],
            series.Samples.Select(s => (s.ReadMibPerS!.Value, s.WriteMibPerS!.Value, s.MemoryMib!.Value)));
        Assert.Equal((4.MiB, 2.MiB, 4L, 1L), group.Io.Stat is var io ? (io.ReadBytes, io.WrittenBytes, io.Reads, io.Writes) : default);

        IEnumerable<Event> Work()
        {
            for (var i = 0; i < 4; i++)
                yield return host.Kernel.Transfer(1.MiB, group);
            yield return sim.Timeout(1.5.Seconds - (sim.Now - sim.StartDate));
            group.Memory.Touch(process!, 30.MiB);
            yield return host.Kernel.Transfer(2.MiB, group, write: true);
        }
    }

    [Fact]
    public void It_ends_with_its_guest_and_the_last_interval_has_another_length()
    {
        var host = Machine(1);
        var guest = Admit(host, RuncContainer.Of(P));
        var series = TimeSeries.Of(guest, 1.Seconds, "web");
        guest.Cpu.Demand(CpuTask.Forever);
        sim.Run(1.4.Seconds);
        Assert.Equal([1.4], series.Samples.Select(s => s.TimeS)); // less than half an interval is part of the one before
        sim.Run(0.1.Seconds);
        Assert.Equal([1, 1.5], series.Samples.Select(s => s.TimeS));
        guest.Stop();
        sim.Run(3.Seconds);
        Assert.Equal([1, 1.5], series.Samples.Select(s => s.TimeS));
        Assert.All(series.Samples, s => Assert.Equal(("web", 100), (s.Entity, Math.Round(s.CpuPct))));
        Assert.Throws<ArgumentException>(() => TimeSeries.Of(guest));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSeries.Of(host, TimeSpan.Zero));
    }

    [Fact]
    public void A_run_to_the_end_of_all_events_ends()
    {
        var host = Machine(2, SchedulerKind.Fluid);
        using var one = TimeSeries.Of(host, 10.Milliseconds);
        using var two = TimeSeries.Of(host.Kernel.Root, 7.Milliseconds);
        host.Scheduler.CreateTask("worker").Demand(100.Milliseconds);
        sim.Run();
        Assert.InRange((sim.Now - sim.StartDate).TotalMilliseconds, 100, 111);
        Assert.Equal(100, one.Samples.Sum(s => s.CpuPct) / 10, 1e-3);
    }

    [Fact]
    public void Disposed_it_takes_no_further_sample()
    {
        var host = Machine(1);
        var series = TimeSeries.Of(host, 1.Seconds);
        sim.Run(1.5.Seconds);
        series.Dispose();
        var before = series.Samples;
        sim.Run(2.Seconds);
        Assert.Equal(before, series.Samples);
        Assert.Equal([1, 1.5], before.Select(s => s.TimeS));
    }

    /// <summary>Of too many intervals every two become one: what they add up to stays.</summary>
    [Fact]
    public void Memory_is_bounded_and_nothing_is_lost()
    {
        var host = Machine(1, SchedulerKind.Fluid);
        var series = TimeSeries.Of(host, 1.Milliseconds);
        host.Scheduler.CreateTask("worker").Demand(5.Seconds);
        sim.Run(10.Seconds);
        var samples = series.Samples;
        Assert.InRange(samples.Count, TimeSeries.Most / 2, TimeSeries.Most + 1);
        Assert.Equal(4.Milliseconds, series.Every);
        var begins = samples.Select(s => s.TimeS).Prepend(0);
        Assert.Equal(5, samples.Zip(begins).Sum(s => s.First.CpuPct / 100 * (s.First.TimeS - s.Second)), 1e-6);
        Assert.Equal(10, samples[^1].TimeS, 1e-9);
    }

    // Guests with weights, limits and pauses, loads of spinners and of work that sleeps; how often is looked.
    private static readonly Gen<(int Scheduler, int Cpus, (int Weight, int Quota, int Work, int Sleep)[] Tasks, int EveryUs)> Setups =
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 3],
            Gen.Select(Gen.Int[1, 300], Gen.Int[0, 2], Gen.Int[0, 12], Gen.Int[1, 30]).Array[1, 7], Gen.Int[150, 90_000]);

    /// <summary>Reading changes nothing, whatever the scheduler: all counters and all instants are the same without.</summary>
    [Fact]
    public void A_run_that_is_recorded_gives_what_it_gives_without() => Setups.Sample(setup =>
    {
        var plain = Run(setup, recorded: false);
        Assert.Equal(plain, Run(setup, recorded: true));
        Assert.True(plain.Length > 50);
    }, iter: 60);

    private static string Run(
        (int Scheduler, int Cpus, (int Weight, int Quota, int Work, int Sleep)[] Tasks, int EveryUs) setup, bool recorded)
    {
        var (sim, text) = (new Simulation(), new StringBuilder());
        var kind = (SchedulerKind[])[SchedulerKind.Cfs, SchedulerKind.Eevdf, SchedulerKind.Credit, SchedulerKind.Fluid];
        var host = new Host(sim, HostModel.RackServer(P) with { Cores = setup.Cpus }, new RandomStreams(1, 0),
            kind[setup.Scheduler]);
        var every = TimeSpan.FromMicroseconds(setup.EveryUs);
        var tasks = new List<CpuTask>();
        foreach (var (i, (weight, quota, work, sleep)) in setup.Tasks.Index())
        {
            var group = host.Kernel.Root.Create($"g{i}");
            group.Cpu.Weight = weight;
            if (quota > 0 && setup.Scheduler == 0)
                group.Cpu.SetBandwidth(quota * 20.Milliseconds, 100.Milliseconds);
            tasks.Add(host.Scheduler.CreateTask($"t{i}", group.Cpu));
            sim.Process(Life(tasks[i], work, sleep));
            if (recorded)
                TimeSeries.Of(group, every);
        }
        if (recorded)
        {
            TimeSeries.Of(host, every);
            for (var cpu = 0; cpu < setup.Cpus && setup.Scheduler < 3; cpu++)
                TimeSeries.Of(host.Scheduler, cpu, every * 1.5);
        }
        sim.Run(2.Seconds);
        foreach (var task in tasks)
            text.AppendLine($"{task.Stat} {task.Group.Stat}");
        return text.Append(host.Scheduler.BusyNs).ToString();

        IEnumerable<Event> Life(CpuTask task, int work, int sleep)
        {
            while (true)
            {
                yield return task.Execute(work == 0 ? 10.Seconds : work * 1.Milliseconds);
                text.Append(sim.Now.Ticks).Append(' ');
                yield return sim.Timeout(sleep * 1.Milliseconds);
            }
        }
    }
}
