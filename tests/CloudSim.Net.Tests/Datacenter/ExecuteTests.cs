using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Datacenter;

public class ExecuteTests
{
    public static TheoryData<string> SomePlatforms => ["BareMetal", "RuncContainer", "Firecracker", "QemuKvm"];

    // Work is conserved: 40 s of CPU time on two CPUs.
    [Theory]
    [MemberData(nameof(SomePlatforms))]
    public void Four_jobs_of_ten_seconds_on_two_vcpus_and_two_CPUs_end_at_twenty(string platform)
    {
        var guest = Running(platform, cpus: 2);
        var (sim, begin) = (guest.Host.Simulation, guest.Host.Simulation.Now);
        var ends = new List<double>();
        for (var i = 0; i < 4; i++)
            guest.Execute(Cycles(guest, 10.Seconds), () => ends.Add((sim.Now - begin).TotalSeconds), guest.CreateThread($"job {i}"));
        sim.Run(60.Seconds);
        Assert.Equal(4, ends.Count);
        Assert.All(ends, end => Assert.InRange(end, 19.9, 20.05));
    }

    [Theory]
    [MemberData(nameof(SomePlatforms))]
    public void A_callback_comes_when_the_process_of_a_batch_job_would_have_ended(string platform)
    {
        var (one, other) = (Running(platform), Running(platform));
        var work = Cycles(one, 3.Milliseconds) with { BlockOperations = 3, Wait = 2.Milliseconds, Packets = 4 };
        var begin = other.Host.Simulation.Now;
        var job = new BatchJob(one, work).Run(2);
        one.Host.Simulation.Run(job);
        DateTime? end = null;
        other.Execute(work, () => other.Execute(work, () => end = other.Host.Simulation.Now));
        other.Host.Simulation.Run(1.Seconds);
        Assert.Equal(one.Host.Simulation.Now - begin, end - begin);
        Assert.Equal(6, other.Host.Disk.Completed - one.Host.Disk.Completed + 6);
    }

    [Fact]
    public void The_event_of_a_work_succeeds_when_the_callback_is_called()
    {
        var guest = Running("Firecracker");
        var (sim, begin) = (guest.Host.Simulation, guest.Host.Simulation.Now);
        sim.Run(guest.Execute(Cycles(guest, 5.Milliseconds)));
        Assert.InRange((sim.Now - begin).TotalMilliseconds, 5, 5.05);
    }

    [Fact]
    public void Works_on_one_thread_wait_for_each_other_and_on_two_they_do_not()
    {
        var guest = Running("BareMetal", cpus: 2);
        var begin = guest.Host.Simulation.Now;
        var ends = new List<(int Work, double Ms)>();
        var (a, b) = (guest.CreateThread("a"), guest.CreateThread("b"));
        foreach (var (i, thread) in new[] { a, a, b }.Index())
            guest.Execute(Cycles(guest, 10.Milliseconds),
                () => ends.Add((i, Math.Round((guest.Host.Simulation.Now - begin).TotalMilliseconds, 1))), thread);
        guest.Host.Simulation.Run(1.Seconds);
        Assert.Equal([(0, 10), (2, 10), (1, 20)], ends.OrderBy(e => e.Ms).ThenBy(e => e.Work));
    }

    [Fact]
    public void Parts_of_a_block_operation_add_up()
    {
        var guest = Running("BareMetal");
        var before = guest.Host.Disk.Completed;
        for (var i = 0; i < 10; i++)
            guest.Execute(Cycles(guest, 1.Milliseconds) with { BlockOperations = 0.3125 }, () => { });
        guest.Host.Simulation.Run(1.Seconds);
        Assert.Equal(3, guest.Host.Disk.Completed - before);
    }

    [Fact]
    public void Data_of_packets_leaves_through_the_interface_at_its_rate()
    {
        var guest = Running("BareMetal");
        var (sim, begin) = (guest.Host.Simulation, guest.Host.Simulation.Now);
        var work = new WorkProfile { Name = "send", Packets = 1000, PacketPayload = 1.MiB };
        var demand = guest.Demand(work);
        sim.Run(guest.Execute(work));
        var expected = Durations.OfNanoseconds(demand.Cpu) + 1000.MiB / guest.Host.Model.Nic.Bandwidth;
        Assert.Equal(expected.TotalMilliseconds, (sim.Now - begin).TotalMilliseconds, 0.1);
        Assert.Equal(1000.MiB, guest.Host.Nic.Sent);
    }

    [Fact]
    public void Of_a_stopped_guest_nothing_comes_and_nothing_stays()
    {
        var guest = Running("Firecracker");
        var sim = guest.Host.Simulation;
        var called = 0;
        guest.Execute(Cycles(guest, 10.Seconds), () => called++);
        guest.Execute(new WorkProfile { Name = "wait", Wait = 10.Seconds }, () => called++, guest.CreateThread("waits"));
        guest.Execute(new WorkProfile { Name = "read", BlockOperations = 1_000_000 }, () => called++, guest.CreateThread("reads"));
        sim.Run(1.Seconds);
        var stopped = sim.Now;
        guest.Stop();
        guest.Execute(Cycles(guest, 1.Seconds), () => called++);
        sim.Run();
        Assert.Equal(0, called);
        Assert.InRange(sim.Now - stopped, TimeSpan.Zero, 0.1.Seconds);
    }

    [Fact]
    public void A_thread_that_has_exited_does_no_work()
    {
        var guest = Running("BareMetal");
        var thread = guest.CreateThread("gone");
        thread.Exit();
        Assert.Throws<InvalidOperationException>(() => guest.Execute(Cycles(guest, 1.Seconds), () => { }, thread));
    }

    [Fact]
    public void Work_by_callback_allocates_nothing()
    {
        var guest = Running("Firecracker");
        var demand = guest.Demand(Cycles(guest, 10.Microseconds) with { Packets = 2, Wait = 1.Microseconds });
        var count = 0;
        Action again = null!;
        again = () =>
        {
            if (++count < 20_000)
                guest.Execute(demand, again);
        };
        guest.Execute(demand, again);
        guest.Host.Simulation.Run(20.Milliseconds);
        var (begun, before) = (count, GC.GetAllocatedBytesForCurrentThread());
        guest.Host.Simulation.Run(2.Seconds);
        Assert.Equal(20_000, count);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)(count - begun), 0, 1);
    }

    [Theory]
    [MemberData(nameof(SomePlatforms))]
    public void Memory_is_taken_and_given_back(string platform)
    {
        var guest = Running(platform);
        var account = guest.Platform.Kernel is null ? guest.Cgroup.Memory : guest.Kernel.Root.Memory;
        var before = account.Current;
        Assert.True(guest.Allocate(20.MiB).Charged);
        Assert.Equal(20.MiB, account.Current - before);
        guest.Free(5.MiB);
        Assert.Equal(15.MiB, account.Current - before);
        Assert.Throws<ArgumentOutOfRangeException>(() => guest.Free(10.GiB));
        Assert.Throws<ArgumentOutOfRangeException>(() => guest.Allocate(new Bytes(-1)));
        Assert.Equal(15.MiB, account.Current - before);
        guest.Stop();
        Assert.Throws<InvalidOperationException>(() => guest.Allocate(1.MiB));
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    [InlineData(SchedulerKind.Fluid)]
    public void Callbacks_and_events_of_a_task_come_in_the_order_of_its_demands(SchedulerKind kind)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1), kind);
        var task = host.Scheduler.CreateTask("task");
        var order = new List<(string, double)>();
        void Note(string name) => order.Add((name, Math.Round((sim.Now - sim.StartDate).TotalMilliseconds, 1)));
        task.Execute(1_000_000, () => Note("a"));
        task.Execute(1_000_000).AddCallback(_ => Note("b"));
        task.Execute(1_000_000, () =>
        {
            Note("c");
            task.Execute(1_000_000, () => Note("d"));
        });
        sim.Run(1.Seconds);
        Assert.Equal([("a", 1.0), ("b", 2.0), ("c", 3.0), ("d", 4.0)], order);
        Assert.Equal(1, task.VoluntarySwitches);
        Assert.Throws<ArgumentOutOfRangeException>(() => task.Execute(0, () => { }));
        Assert.Throws<ArgumentNullException>(() => task.Execute(1, null!));
    }

    [Fact]
    public void A_task_can_exit_in_its_callback()
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1));
        var task = host.Scheduler.CreateTask("task");
        task.Done = () => Assert.Fail("it has exited");
        task.Execute(1_000_000, task.Exit);
        sim.Run(1.Seconds);
        Assert.True(task.HasExited);
    }

    private static Guest Running(string platform, int cpus = 4)
    {
        var model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) };
        var host = new Host(new Simulation(), model, new RandomStreams(1));
        var made = CloudSim.Net.Platforms.Platforms.Of(P).Single(p => p.Name == platform switch
        {
            "BareMetal" => BareMetal.Of(P).Name,
            "RuncContainer" => RuncContainer.Of(P).Name,
            "Firecracker" => Firecracker.Of(P).Name,
            _ => QemuKvm.Of(P).Name,
        });
        return host.Boot(made, new GuestSpec(512.MiB, 40.MiB) { VCpus = cpus });
    }

    private static WorkProfile Cycles(Guest guest, TimeSpan time) =>
        new() { Name = "compute", User = CloudSim.Net.Units.Cycles.Of(time, guest.Host.Model.Cpu.Clock) };
}
