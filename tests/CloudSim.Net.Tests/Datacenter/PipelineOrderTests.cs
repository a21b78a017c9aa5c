using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Fleet = CloudSim.Net.Datacenter.Datacenter;
using Request = CloudSim.Net.Datacenter.Request;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Orders that scripts come to: stops and requests from within what is told, rules that throw, hosts that sleep.</summary>
public class PipelineOrderTests
{
    [Theory]
    [InlineData(SchedulerKind.Fluid)]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void An_instance_ends_when_its_task_does(SchedulerKind kind)
    {
        var (sim, fleet) = Make(1, kind: kind);
        var one = fleet.Submit(Small.Request("one"));
        sim.Run(1.Seconds);
        var instance = (Instance)one.Sandbox!;
        instance.Completed = _ => one.Stop();
        instance.Execute(1e9.Cycles);
        instance.Execute(5e9.Cycles);
        sim.Run(100.Seconds);
        Assert.Equal(AllocationState.Ended, one.State);
        Assert.Equal(default, fleet.Nodes[0].Requested);
        Assert.Empty(fleet.Nodes[0].Host.Scheduler.Root.Children);
    }

    [Fact]
    public void A_request_that_comes_while_another_has_its_turn_is_not_lost()
    {
        var (sim, fleet) = Make(2, QueueRule.Priority);
        Allocation? late = null;
        fleet.Recorded += r =>
        {
            if (r.Reason == "placed")
                late ??= fleet.Submit(Small.Request("late") with { Priority = 9, Patience = null });
        };
        var first = fleet.Submit(Small.Request("first"));
        var second = fleet.Submit(Small.Request("second"));
        sim.Run(1.Seconds);
        Assert.Equal((AllocationState.Running, AllocationState.Running, AllocationState.Running), (first.State, second.State, late!.State));
        Assert.Equal(0, fleet.Waiting);
    }

    [Fact]
    public void What_rules_throw_is_a_refusal_and_nothing_is_held()
    {
        var (sim, fleet) = Make(2);
        var made = fleet.Submit(new Request("made", Small.Needs, (Node _, out Refusal? refusal) => throw new TimeoutException("no image")));
        var good = fleet.Submit(Small.Request("good"));
        sim.Run(1.Seconds);
        Assert.Equal(("sandbox: no image", AllocationState.Refused, AllocationState.Running), ($"{made.Refusal}", made.State, good.State));
        Assert.Equal(Small.Needs, fleet.Nodes.All.Aggregate(default(Resources), (sum, node) => sum + node.Requested));
        var wild = new Fleet(sim, Placing.By((_, _) => throw new TimeoutException("wild")));
        wild.Add(new Host(sim, HostModel.RackServer(P), new RandomStreams(2), SchedulerKind.Fluid));
        var refused = wild.Submit(Small.Request("x"));
        sim.Run(1.Seconds);
        Assert.Equal("placement: wild", $"{refused.Refusal}");
    }

    [Fact]
    public void A_way_that_throws_ends_the_move_and_gives_everything_back()
    {
        var (sim, fleet) = Make(2);
        var one = fleet.Submit(Small.Request("one"));
        sim.Run(1.Seconds);
        var (a, b) = (fleet.Nodes[0], fleet.Nodes[1]);
        var before = b.Host.Memory.Current;
        var move = fleet.Move(one, b, new PreCopy(P) { Rate = _ => throw new TimeoutException("no rate") });
        sim.Run(1.Seconds);
        Assert.Equal((MigrationEnd.Interrupted, AllocationState.Running, a), (move.Result!.End, one.State, one.Node));
        Assert.True(move.Done.IsTriggered);
        Assert.Equal((default(Resources), before), (b.Requested, b.Host.Memory.Current));
    }

    [Fact]
    public void Who_is_stopped_as_it_is_told_to_have_moved_leaves_nothing_and_the_stream_ends()
    {
        var (sim, fleet) = Make(2);
        var one = fleet.Submit(Small.Request("one"));
        sim.Run(1.Seconds);
        var empty = fleet.Nodes[1].Host.Memory.Current;
        fleet.Recorded += r =>
        {
            if (r.Reason == "moved")
                one.Stop();
        };
        var move = fleet.Move(one, fleet.Nodes[1], new PostCopy(P));
        sim.Run(move.Done);
        Assert.Equal((MigrationEnd.Lost, AllocationState.Ended), (move.Result!.End, one.State));
        Assert.True(move.Result.Time < 0.1.Seconds, $"{move.Result.Time}");
        Assert.Equal(empty, fleet.Nodes[1].Host.Memory.Current);
        Assert.All(fleet.Nodes.All, node => Assert.Equal((default(Resources), 0), (node.Requested, node.Places)));
    }

    [Fact]
    public void A_group_that_stands_together_follows_a_member_that_moves()
    {
        var (sim, fleet) = Make(2);
        Allocation Ask(string name) => fleet.Submit(Small.Request(name) with { Affinity = new(Together: "g") });
        var a = Ask("a");
        sim.Run(1.Seconds);
        var move = fleet.Move(a, fleet.Nodes[1], new PreCopy(P));
        var b = Ask("b");
        sim.Run(0.1.Seconds);
        Assert.Equal((AllocationState.Moving, fleet.Nodes[1]), (a.State, b.Node));
        sim.Run(move.Done);
        b.Stop();
        var c = Ask("c");
        sim.Run(1.Seconds);
        Assert.Equal(fleet.Nodes[1], c.Node);
        a.Stop();
        c.Stop();
        var d = Ask("d");
        sim.Run(1.Seconds);
        Assert.Equal(fleet.Nodes[0], d.Node); // nobody stands anywhere: first fit
    }

    [Fact]
    public void A_request_of_another_datacenter_is_not_moved()
    {
        var (sim, fleet) = Make(2);
        var other = new Fleet(sim, new FirstFit());
        other.Add(new Host(sim, HostModel.RackServer(P), new RandomStreams(2), SchedulerKind.Fluid));
        var one = other.Submit(Small.Request("one"));
        sim.Run(1.Seconds);
        Assert.Throws<ArgumentException>(() => fleet.Move(one, fleet.Nodes[1], new PreCopy(P)));
        Assert.Throws<ArgumentException>(() => fleet.Move(one, other.Nodes[0], new PreCopy(P)));
    }

    [Fact]
    public void Who_waits_behind_others_is_told_so_and_who_never_ran_is_told_why()
    {
        var (sim, fleet) = Make(1);
        var big = fleet.Submit(new InstanceType("big", 3, 1.GiB).Request("big") with { Patience = null });
        fleet.Submit(Small.Request("holder"));
        var behind = fleet.Submit(Small.Request("behind") with { Patience = 5.Seconds });
        var stopped = fleet.Submit(Small.Request("stopped") with { Patience = null });
        fleet.Submit(new InstanceType("huge", 9, 1.GiB).Request("huge") with { Patience = null });
        var blocked = fleet.Submit(Small.Request("blocked") with { Patience = 5.Seconds });
        sim.Run(1.Seconds);
        stopped.Stop();
        var failed = Record(sim, stopped.WhenStarted);
        sim.Run(10.Seconds);
        Assert.Equal("queue", blocked.Refusal!.Filter);
        Assert.Equal("stopped", failed());
        Assert.Equal("CPUs: asked 9, no node has more than 2", $"{fleet.Explain(new InstanceType("huge", 9, 1.GiB).Request("h")).Refusal}");
        Assert.NotNull(big);
        Assert.NotNull(behind);
    }

    [Fact]
    public void Times_without_end_are_never()
    {
        var (sim, fleet) = Make(1);
        var one = fleet.Submit(Small.Request("one") with { Patience = TimeSpan.MaxValue, Duration = TimeSpan.MaxValue });
        sim.Run(1.Seconds);
        Assert.Equal(AllocationState.Running, one.State);
    }

    [Fact]
    public void Hosts_sleep_while_they_are_empty_and_wake_for_who_waits()
    {
        var (sim, fleet) = Make(3, power: true);
        var manager = new PowerManager(fleet, 60.Seconds);
        var first = fleet.Submit(Small.Request("first"));
        sim.Run(200.Seconds);
        Assert.Equal([true, false, false], fleet.Nodes.All.Select(n => n.Host.IsAwake));
        Assert.Equal(2, manager.Sleeps);
        var more = Enumerable.Range(0, 2).Select(i => fleet.Submit(Small.Request($"more {i}") with { Patience = 10.Minutes })).ToList();
        sim.Run(100.Seconds);
        Assert.All(more, m => Assert.Equal(AllocationState.Running, m.State));
        Assert.Equal([true, true, false], fleet.Nodes.All.Select(n => n.Host.IsAwake));
        Assert.False(Failed(sim, PowerControl.Of(fleet.Nodes[0].Host).Sleep()) is null); // an instance is on it
        foreach (var one in more.Append(first))
            one.Stop();
        sim.Run(200.Seconds);
        Assert.All(fleet.Nodes.All, n => Assert.False(n.Host.IsAwake));
        var refused = fleet.Submit(Small.Request("impatient"));
        sim.Run(1.Seconds);
        Assert.Equal(AllocationState.Refused, refused.State);
    }

    [Fact]
    public void A_host_that_cannot_sleep_stays_awake_and_does_not_count()
    {
        var (sim, fleet) = Make(1, power: true, canSleep: false);
        var manager = new PowerManager(fleet, 60.Seconds);
        sim.Run(200.Seconds);
        Assert.Equal((true, 0), (fleet.Nodes[0].Host.IsAwake, manager.Sleeps));
    }

    [Fact]
    public void A_drain_tries_further_nodes_and_says_who_stays()
    {
        var (sim, fleet) = Make(3);
        var all = Enumerable.Range(0, 2).Select(i => fleet.Submit(Small.Request($"vm {i}"))).ToList();
        sim.Run(1.Seconds);
        fleet.Nodes[1].Host.Memory.TryChargeKernel(fleet.Nodes[1].Host.Memory.Available - 100.MiB); // its kernel has no room, its book has
        var reasons = new List<string>();
        fleet.Recorded += r => reasons.Add(r.Reason);
        sim.Run(fleet.Drain(fleet.Nodes[0], new PreCopy(P)));
        Assert.Equal([0, 0, 2], fleet.Nodes.All.Select(n => n.Places));
        fleet.Nodes[0].IsOpen = true;
        fleet.Nodes[0].Host.Memory.TryChargeKernel(fleet.Nodes[0].Host.Memory.Available - 100.MiB);
        sim.Run(fleet.Drain(fleet.Nodes[2], new PreCopy(P)));
        Assert.Equal(2, fleet.Nodes[2].Places);
        Assert.Equal(2, reasons.Count(r => r.StartsWith("stays: host: asked 1 GiB of memory", StringComparison.Ordinal)));
        Assert.NotNull(all);
    }

    private static InstanceType Small { get; } = new("small", 1, 1.GiB);

    private static Func<string?> Record(Simulation sim, Event happens)
    {
        string? told = null;
        happens.AddCallback(e => told = e.IsOk ? "ok" : $"{e.Value}");
        return () => told;
    }

    private static string? Failed(Simulation sim, Event happens)
    {
        var told = Record(sim, happens);
        sim.Run(TimeSpan.FromTicks(1));
        return told() == "ok" ? null : told();
    }

    private static (Simulation Sim, Fleet Fleet) Make(int hosts, QueueRule? queue = null, SchedulerKind kind = SchedulerKind.Fluid,
        bool power = false, bool canSleep = true)
    {
        var (sim, streams, rack) = (new Simulation(), new RandomStreams(1), HostModel.RackServer(P));
        var dell = MeasuredServers.DellR720(P).Power!;
        var fleet = new Fleet(sim, new FirstFit()) { Queue = queue ?? QueueRule.Fifo };
        for (var i = 0; i < hosts; i++)
            fleet.Add(new Host(sim, rack with
            {
                Topology = CpuTopology.Uniform(2), Governor = null, Cpu = rack.Cpu with { Clock = 1.GHz }, Memory = 8.GiB,
                Power = !power ? null : canSleep ? dell : dell with { Sleep = null },
            }, streams, kind));
        return (sim, fleet);
    }
}
