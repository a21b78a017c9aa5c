using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Instances that move between hosts while they run.</summary>
public class InstanceMoveTests
{
    private static readonly InstanceType Small = new("small", 1, 1.GiB);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public void A_hundred_seconds_of_a_core_at_a_watt_are_a_hundred_joules_wherever_they_are_done(int movedAfter)
    {
        var (sim, fleet, instance) = One(power: PowerModel.PerCpu(1.Watts, 4));
        var meters = fleet.Nodes.All.Select(node => PowerMeter.Of(node.Host)).ToList();
        ((Instance)instance.Sandbox!).Execute(new Cycles(100e9));
        if (movedAfter > 0)
        {
            sim.Run(movedAfter.Seconds);
            fleet.Move(instance, fleet.Nodes[1], new FixedRate(P) { Slowdown = 0, Rate = new Bandwidth(2.0 * 1.GiB.Count) });
        }

        sim.Run(200.Seconds);
        Assert.Equal(100, meters.Sum(meter => meter.Energy.Value), 1e-6);
        Assert.Equal(movedAfter < 0 ? 100 : movedAfter + 0.5, meters[0].Energy.Value, 1e-6);
    }

    [Fact]
    public void A_moved_instance_is_on_the_target_alone_and_both_accounts_are_exact()
    {
        var (sim, fleet, instance) = One();
        var (a, b) = (fleet.Nodes[0], fleet.Nodes[1]);
        var (emptyA, emptyB) = (a.Host.Memory.Current - 1.GiB, b.Host.Memory.Current);
        var ended = new List<double>();
        var sandbox = (Instance)instance.Sandbox!;
        sandbox.Completed = _ => ended.Add((sim.Now - sim.StartDate).TotalSeconds);
        sandbox.Execute(new Cycles(10e9));
        sandbox.Execute(new Cycles(20e9)); // they share one CPU: ends at 20 s and 30 s without a move
        sim.Run(5.Seconds);
        var records = new List<string>();
        fleet.Recorded += record => records.Add($"{record.Host?.Name} {record.From?.Name} {record.Reason}");
        var move = fleet.Move(instance, b, PreCopy.Stopped(P));
        Assert.Null(move.Refusal);
        Assert.Equal((AllocationState.Moving, Small.Needs, Small.Needs), (instance.State, a.Requested, b.Requested));
        Assert.Equal((emptyA + 1.GiB, emptyB + 1.GiB), (a.Host.Memory.Current, b.Host.Memory.Current));
        sim.Run(move.Done);
        Assert.Equal((AllocationState.Running, b, b), (instance.State, instance.Node, sandbox.Node));
        Assert.Equal((default(Resources), Small.Needs), (a.Requested, b.Requested));
        Assert.Equal((emptyA, emptyB + 1.GiB), (a.Host.Memory.Current, b.Host.Memory.Current));
        Assert.Equal(["host 1 host 0 moved"], records);
        var costs = MigrationCosts.Of(P); // a thread of 1 GHz is slower than the cable
        var rate = Math.Min(costs.SendRate(1.GHz).BytesPerSecond, costs.ReceiveRate(1.GHz).BytesPerSecond);
        Assert.Equal((double)1.GiB.Count / rate, move.Result!.Downtime.TotalSeconds, 0.05);
        sim.Run(100.Seconds);
        Assert.Equal(2, ended.Count);
        Assert.Equal(20 + move.Result.Downtime.TotalSeconds, ended[0], 1e-6);
        Assert.Equal(30 + move.Result.Downtime.TotalSeconds, ended[1], 1e-6);
        Assert.Equal(30, sandbox.CpuTime.TotalSeconds, 1e-6);
        instance.Stop();
        Assert.Equal((emptyA, emptyB), (a.Host.Memory.Current, b.Host.Memory.Current));
        Assert.Equal(default, b.Requested);
        // The instance's work, and what the move cost the hosts: a stream of 1 GiB.
        var moving = fleet.Nodes.All.Sum(n => n.Host.Scheduler.BusyTime.TotalSeconds) - 30;
        var stream = costs.Send(move.Result.Sent) + costs.Receive(move.Result.Sent);
        Assert.Equal(stream.At(1.GHz).TotalSeconds, moving, 1e-6);
    }

    [Fact]
    public void Half_the_clock_takes_twice_as_long_for_what_is_left()
    {
        var (sim, fleet, instance) = One(clocks: [2.GHz, 1.GHz]);
        var sandbox = (Instance)instance.Sandbox!;
        var ended = 0.0;
        sandbox.Completed = _ => ended = (sim.Now - sim.StartDate).TotalSeconds;
        sandbox.Execute(new Cycles(20e9));
        sim.Run(4.Seconds);
        var move = fleet.Move(instance, fleet.Nodes[1], PreCopy.Stopped(P));
        sim.Run(100.Seconds);
        Assert.Equal(4 + move.Result!.Downtime.TotalSeconds + 12, ended, 1e-6);
        sandbox.Execute(new Cycles(5e9));
        sim.Run(100.Seconds);
        Assert.Equal(104 + 5, ended, 1e-6);
    }

    [Fact]
    public void What_is_stopped_in_a_move_leaves_nothing_anywhere()
    {
        var (sim, fleet, instance) = One();
        var (a, b) = (fleet.Nodes[0], fleet.Nodes[1]);
        var empty = b.Host.Memory.Current;
        ((Instance)instance.Sandbox!).Execute(new Cycles(1e12));
        var move = fleet.Move(instance, b, new PreCopy(P));
        sim.Run(0.1.Seconds);
        instance.Stop();
        sim.Run(10.Seconds);
        Assert.Equal(MigrationEnd.Interrupted, move.Result!.End);
        Assert.Equal((empty, empty), (a.Host.Memory.Current, b.Host.Memory.Current));
        Assert.Equal((default(Resources), default(Resources)), (a.Requested, b.Requested));
        Assert.Equal((AllocationState.Ended, "stopped"), (instance.State, instance.EndedBy));
        Assert.Empty(a.Host.Scheduler.Root.Children.Concat(b.Host.Scheduler.Root.Children));
    }

    [Fact]
    public void A_move_that_cannot_be_is_refused_with_numbers_and_nothing_is_held()
    {
        var (sim, fleet, instance) = One(clocks: [1.GHz, 1.GHz, 1.GHz]);
        var other = fleet.Add(new Host(sim, Model(1.GHz, null), new RandomStreams(3), SchedulerKind.Cfs, "slices"));
        var full = fleet.Nodes[1];
        full.Host.Memory.TryChargeKernel(full.Host.Memory.Available - 0.5.GiB);
        fleet.Nodes[2].IsOpen = false;
        string Why(Node target) => $"{fleet.Move(instance, target, new PreCopy(P)).Refusal}";
        Assert.Equal("host: asked 1 GiB of memory, 512 MiB available on host 1", Why(full));
        Assert.Contains("closed", Why(fleet.Nodes[2]));
        Assert.Contains("from a fluid to time slices", Why(other));
        Assert.Contains("stands on host 0 already", Why(fleet.Nodes[0]));
        Assert.All(fleet.Nodes.All.Skip(1), node => Assert.Equal(default, node.Requested));
        instance.Stop();
        Assert.Contains("only what runs is moved", Why(full));
    }

    [Fact]
    public void A_drained_node_is_empty_when_all_have_moved()
    {
        var (sim, fleet, _) = One(clocks: [1.GHz, 1.GHz, 1.GHz]);
        for (var i = 0; i < 3; i++)
            fleet.Submit(Small.Request($"more {i}"));
        sim.Run(1.Seconds);
        Assert.Equal(4, fleet.Nodes[0].Places);
        var drain = fleet.Drain(fleet.Nodes[0], new PreCopy(P));
        sim.Run(drain);
        Assert.Equal((0, 4, 0), (fleet.Nodes[0].Places, fleet.Nodes[1].Places, fleet.Nodes[2].Places));
        Assert.True(fleet.Nodes[0].WhenEmpty.IsTriggered);
    }

    private static HostModel Model(Frequency clock, PowerModel? power)
    {
        var rack = HostModel.RackServer(P);
        return rack with
        {
            Topology = CpuTopology.Uniform(4), Governor = null, Cpu = rack.Cpu with { Clock = clock }, Power = power, Memory = 16.GiB,
            HostReserved = Bytes.Zero,
        };
    }

    private static (Simulation Sim, Fleet Fleet, Allocation Instance) One(PowerModel? power = null, Frequency[]? clocks = null)
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var fleet = new Fleet(sim, new FirstFit());
        foreach (var clock in clocks ?? [1.GHz, 1.GHz])
            fleet.Add(new Host(sim, Model(clock, power), streams, SchedulerKind.Fluid));
        var instance = fleet.Submit(Small.Request("one"));
        sim.Run(TimeSpan.FromTicks(1));
        return (sim, fleet, instance);
    }
}
