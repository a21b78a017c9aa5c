using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>What a guest has used, and what was written to its cgroup, goes with it.</summary>
public class MovedUseTests
{
    /// <summary>Two threads that always run: usage grows by their time alone, whatever host it was on.</summary>
    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Fluid)]
    public void Usage_goes_on_over_moves_and_the_guests_rows_are_the_hosts_(SchedulerKind kind)
    {
        var (sim, fleet) = Hosts(kind, 4, 2);
        var allocation = fleet.Submit(GuestSandbox.Request("vm", Firecracker.Of(P), new GuestSpec(512.MiB, 40.MiB) { VCpus = 2 }));
        sim.Run(allocation.WhenStarted);
        var sandbox = (GuestSandbox)allocation.Sandbox!;
        for (var i = 0; i < 2; i++)
            sandbox.Guest.CreateThread("spin").Demand(CpuTask.Forever);
        var (guests, hosts) = (new List<GuestSample>(), new List<HostSample>());
        using var series = new DatacenterSeries(fleet, new() { Guest = guests.Add, Host = hosts.Add }, 1.Seconds);
        sim.Run(3.Seconds);
        for (var i = 0; i < 3; i++)
        {
            var before = sandbox.Used;
            var move = fleet.Move(allocation, fleet.Nodes[(i + 1) % 2], new FixedRate(P) { Slowdown = 0, Rate = 1.Gbps });
            Assert.Null(move.Refusal);
            sim.Run(move.Done);
            var time = 2 * move.Result!.Time.TotalNanoseconds;
            Assert.Equal(time, sandbox.Used.CpuNs - before.CpuNs, 0.01 * time);
        }

        sim.Run(20.Seconds);
        Assert.All(guests, row => Assert.InRange(row.CpuPct!.Value, 0, 205));
        Assert.All(guests.Where(row => row.TimeS > 2).GroupBy(row => row.TimeS), rows =>
        {
            Assert.Equal(hosts.Where(h => h.TimeS == rows.Key).Sum(h => h.CpuPct), rows.Sum(row => row.CpuPct!.Value), 2.0);
            Assert.Equal(200, rows.Sum(row => row.CpuPct!.Value), 4.0);
        });
    }

    /// <summary>Alone for 100 s, then beside three that spin on one CPU: three quarters of the time are stolen.</summary>
    [Fact]
    public void Steal_begins_with_the_first_instant_on_the_new_host()
    {
        var (sim, fleet) = Hosts(SchedulerKind.Fluid, 1, 2);
        var type = new InstanceType("small", 1, 1.GiB);
        Allocation Spin(string name)
        {
            var made = fleet.Submit(type.Request(name));
            sim.Run(sim.Now.AddTicks(1));
            ((Instance)made.Sandbox!).Execute(new Cycles(1e15));
            return made;
        }

        var moved = Spin("moved");
        fleet.Nodes[0].IsOpen = false;
        for (var i = 0; i < 3; i++)
            Spin($"{i}");
        sim.Run(100.Seconds);
        var sandbox = (Instance)moved.Sandbox!;
        Assert.Equal(0, sandbox.Used.StealNs / 1e9, 1e-3);
        var move = fleet.Move(moved, fleet.Nodes[1], new FixedRate(P) { Slowdown = 0, Rate = FullRate });
        Assert.Null(move.Refusal);
        sim.Run(move.Done);
        var at = sim.Now;
        for (var i = 1; i <= 5; i++)
        {
            sim.Run(at + (20 * i).Seconds);
            Assert.Equal(15 * i, sandbox.Used.StealNs / 1e9, 0.01);
        }
    }

    /// <summary>Files that were written, and the freezer's: a move takes them along, and thaws nobody.</summary>
    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Fluid)]
    public void What_was_written_to_its_cgroup_stands_on_the_new_host(SchedulerKind kind)
    {
        var (sim, fleet) = Hosts(kind, 4, 2);
        var allocation = fleet.Submit(GuestSandbox.Request("vm", QemuKvm.Of(P), new GuestSpec(512.MiB, 40.MiB) { VCpus = 2 }));
        sim.Run(allocation.WhenStarted);
        var guest = ((GuestSandbox)allocation.Sandbox!).Guest;
        var thread = guest.CreateThread("spin");
        thread.Demand(CpuTask.Forever);
        (string File, string Text)[] written =
        [
            ("cpu.weight", "250"), ("cpu.max", "50000 100000"), ("memory.max", "3221225472"), ("memory.high", "2147483648"),
            ("memory.low", "1048576"), ("pids.max", "77"), ("io.weight", "default 300"),
            ("io.max", "8:0 rbps=1000 wbps=max riops=max wiops=9"), ("cgroup.freeze", "1"), ("memory.oom.group", "1"),
        ];
        foreach (var (file, text) in written)
            guest.Cgroup.Write(file, text);
        guest.OomScoreAdjust = 500;
        var move = fleet.Move(allocation, fleet.Nodes[1], new PreCopy(P));
        sim.Run(move.Done);
        Assert.True(move.IsMoved, $"{move}");
        Assert.Equal(written.Select(w => (w.File, w.Text + "\n")), written.Select(w => (w.File, guest.Cgroup.Read(w.File))));
        Assert.Equal(500, guest.OomScoreAdjust);
        var before = thread.CpuTime;
        sim.Run(sim.Now + 2.Seconds);
        Assert.Equal(before, thread.CpuTime);
        guest.Cgroup.Write("cgroup.freeze", "0");
        sim.Run(sim.Now + 2.Seconds);
        Assert.InRange(thread.CpuTime - before, 0.8e9, 1.1e9); // half a CPU
    }

    [Fact]
    public void A_frozen_guest_stays_frozen_when_it_is_thawed_for_a_move_and_thawed_in_one_it_waits_for_its_end()
    {
        var (sim, fleet) = Hosts(SchedulerKind.Cfs, 4, 2);
        var allocation = fleet.Submit(GuestSandbox.Request("vm", QemuKvm.Of(P), new GuestSpec(512.MiB, 40.MiB)));
        sim.Run(allocation.WhenStarted);
        var guest = ((GuestSandbox)allocation.Sandbox!).Guest;
        var thread = guest.CreateThread("spin");
        thread.Demand(CpuTask.Forever);
        var move = fleet.Move(allocation, fleet.Nodes[1], PreCopy.Stopped(P));
        guest.Cgroup.Write("cgroup.freeze", "1");
        guest.Cgroup.Write("cgroup.freeze", "0");
        var before = thread.CpuTime;
        sim.Run(sim.Now + 10.Milliseconds);
        Assert.Equal(before, thread.CpuTime);
        sim.Run(move.Done);
        sim.Run(sim.Now + 1.Seconds);
        Assert.InRange(thread.CpuTime - before, 0.9e9, 1e9);
    }

    [Fact]
    public void A_guest_that_has_no_room_is_refused_with_what_it_asks_and_what_there_is()
    {
        var (sim, fleet) = Hosts(SchedulerKind.Cfs, 4, 2);
        var allocation = fleet.Submit(GuestSandbox.Request("vm", QemuKvm.Of(P), new GuestSpec(512.MiB, 40.MiB)));
        sim.Run(allocation.WhenStarted);
        var (guest, target) = (((GuestSandbox)allocation.Sandbox!).Guest, fleet.Nodes[1].Host);
        target.Memory.TryChargeKernel(target.Memory.Available - 16.MiB);
        Assert.Equal($"host: asked {guest.Resident} of memory, 16 MiB available on host 1",
            $"{fleet.Move(allocation, fleet.Nodes[1], new PreCopy(P)).Refusal}");
        target.Memory.UnchargeKernel(4.GiB);
        target.Kernel.Root.Pids.Max = target.Kernel.Root.Pids.Current + 1;
        Assert.Contains($"asked {guest.Platform.Threads} of", $"{fleet.Move(allocation, fleet.Nodes[1], new PreCopy(P)).Refusal}");
        Assert.Contains(", 1 available on", $"{fleet.Move(allocation, fleet.Nodes[1], new PreCopy(P)).Refusal}");
    }

    private static Bandwidth FullRate => new(1e12);

    private static (Simulation Sim, Fleet Fleet) Hosts(SchedulerKind kind, int cpus, int hosts)
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var fleet = new Fleet(sim, new FirstFit()) { CpuOvercommit = 8 };
        var model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus), Memory = 16.GiB, Governor = null };
        for (var i = 0; i < hosts; i++)
            fleet.Add(new Host(sim, model, streams, kind));
        return (sim, fleet);
    }
}
