using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Fleet = CloudSim.Net.Datacenter.Datacenter;
using Request = CloudSim.Net.Datacenter.Request;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>What a user's own rule, filter or sandbox does while a request has its turn, and what changes while it waits.</summary>
public class PipelineTurnTests
{
    private static readonly InstanceType One = new("one", 1, 1.GiB), All = new("all", 4, 1.GiB);

    [Theory]
    [InlineData("make")]
    [InlineData("rule")]
    [InlineData("filter")]
    public void Who_is_stopped_in_its_own_turn_ends_once_and_holds_nothing(string where)
    {
        Allocation? me = null;
        void StopIf(string here)
        {
            if (here == where)
                me!.Stop();
        }

        var first = new FirstFit();
        var (sim, fleet) = Make(2, placement: new Filtered(Placing.By((request, nodes) =>
        {
            StopIf("rule");
            return first.Choose(request, nodes);
        }), (_, _) =>
        {
            StopIf("filter");
            return null;
        }));
        var reasons = new List<string>();
        fleet.Recorded += r => reasons.Add(r.Reason);
        me = fleet.Submit(One.Request("me") with
        {
            Make = (Node node, out Refusal? refusal) =>
            {
                StopIf("make");
                return Instance.Of(One)(node, out refusal);
            },
        });
        sim.Run(1.Seconds);
        Assert.Equal((AllocationState.Ended, "stopped", 0), (me.State, me.EndedBy, fleet.Waiting));
        Assert.Equal(1, reasons.Count(reason => reason == "stopped"));
        Assert.All(fleet.Nodes.All, node => Assert.Equal((default(Resources), 0), (node.Requested, node.Places)));
        Assert.All(fleet.Nodes.All, node => Assert.Empty(node.Host.Scheduler.Root.Children));
    }

    [Fact]
    public void Who_is_resized_in_its_own_turn_is_told_to_wait_and_the_books_stay_right()
    {
        var (sim, fleet) = Make(1);
        Allocation? me = null;
        Refusal? told = null;
        me = fleet.Submit(One.Request("me") with
        {
            Make = (Node node, out Refusal? refusal) =>
            {
                told = me!.Resize(new(3, 3.GiB, slots: 1));
                return Instance.Of(One)(node, out refusal);
            },
        });
        sim.Run(1.Seconds);
        Assert.Equal("state", told!.Filter);
        Assert.Equal(One.Needs, fleet.Nodes[0].Requested);
        me.Stop();
        Assert.Equal(default, fleet.Nodes[0].Requested);
    }

    [Fact]
    public void Who_is_resized_while_it_waits_gets_the_new_size()
    {
        var (sim, fleet) = Make(1);
        fleet.Nodes[0].IsOpen = false;
        var one = fleet.Submit(One.Request("one") with { Patience = null });
        sim.Run(1.Seconds);
        var before = fleet.Nodes[0].Host.Memory.Current;
        Assert.Null(one.Resize(new(2, 3.GiB, slots: 1)));
        fleet.Nodes[0].IsOpen = true;
        sim.Run(1.Seconds);
        var instance = (Instance)one.Sandbox!;
        Assert.Equal((2.0, 3.GiB), (instance.Type.VCpus, instance.Type.Memory));
        Assert.Equal(before + 3.GiB, fleet.Nodes[0].Host.Memory.Current);
        Assert.Equal(2, fleet.Nodes[0].Requested.Cpus);
    }

    [Fact]
    public void Who_backs_off_has_its_turn_when_it_is_resized_and_its_refusal_is_of_that_size()
    {
        var (sim, fleet) = Make(1, QueueRule.BackOff(100.Seconds, 400.Seconds));
        var big = new InstanceType("big", 32, 1.GiB);
        var fits = fleet.Submit(big.Request("fits") with { Patience = 50.Seconds });
        var smaller = fleet.Submit(big.Request("smaller") with { Patience = 50.Seconds });
        sim.Run(1.Seconds);
        Assert.Null(fits.Resize(One.Needs));
        Assert.Null(smaller.Resize(new(9, 1.GiB, slots: 1)));
        sim.Run(1.Seconds);
        Assert.Equal(AllocationState.Running, fits.State);
        sim.Run(60.Seconds);
        Assert.Equal("CPUs: asked 9, no node has more than 4", $"{smaller.Refusal}");
    }

    [Fact]
    public void A_wait_beyond_the_clock_is_for_ever()
    {
        var (sim, fleet) = Make(1, QueueRule.BackOff(TimeSpan.MaxValue, TimeSpan.MaxValue));
        var one = fleet.Submit(new InstanceType("big", 32, 1.GiB).Request("big") with { Patience = 10.Seconds });
        sim.Run(20.Seconds);
        Assert.Equal(AllocationState.Refused, one.State);
    }

    [Fact]
    public void Who_has_no_patience_does_not_wait_behind_others()
    {
        var (sim, fleet) = Make(1);
        fleet.Submit(new InstanceType("big", 32, 1.GiB).Request("big") with { Patience = null });
        var none = fleet.Submit(One.Request("none"));
        var some = fleet.Submit(One.Request("some") with { Patience = 5.Seconds });
        sim.Run(1.Seconds);
        Assert.Equal((AllocationState.Refused, "queue", AllocationState.Queued), (none.State, none.Refusal!.Filter, some.State));
    }

    [Fact]
    public void Who_has_no_patience_has_its_turn_if_the_one_before_it_gets_a_place_after_all()
    {
        var (sim, fleet) = Make(1);
        var head = fleet.Submit(new InstanceType("big", 6, 1.GiB).Request("head") with { Patience = null });
        fleet.Delayed += delayed =>
        {
            if (delayed == head)
                head.Resize(new(2, 1.GiB, slots: 1));
        };
        var none = fleet.Submit(One.Request("none"));
        sim.Run(1.Seconds);
        Assert.Equal((AllocationState.Running, AllocationState.Running), (head.State, none.State));
    }

    [Fact]
    public void Who_backs_off_and_is_resized_as_that_is_told_has_its_turn_at_once()
    {
        var (sim, fleet) = Make(1, QueueRule.BackOff(100.Seconds, 400.Seconds));
        var one = fleet.Submit(new InstanceType("big", 6, 1.GiB).Request("one") with { Patience = null });
        fleet.Delayed += _ => one.Resize(new(4, 1.GiB, slots: 1));
        sim.Run(1.Seconds);
        Assert.Equal(AllocationState.Running, one.State);
    }

    [Fact]
    public void Nobody_asks_for_less_than_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => One.Request("x") with { Needs = default(Resources) - new Resources(1, 1.GiB) });
        var (sim, fleet) = Make(1);
        var one = fleet.Submit(One.Request("one"));
        sim.Run(1.Seconds);
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Resize(default(Resources) - new Resources(1, 1.GiB)));
        Assert.Equal(One.Needs, fleet.Nodes[0].Requested);
    }

    [Fact]
    public void What_a_filter_throws_in_a_drain_is_a_reason_to_stay()
    {
        var throws = false;
        var (sim, fleet) = Make(2, placement: new Filtered(new FirstFit(), (_, _) => throws ? throw new TimeoutException("boom") : null));
        fleet.Submit(One.Request("one"));
        sim.Run(1.Seconds);
        throws = true;
        var reasons = new List<string>();
        fleet.Recorded += r => reasons.Add(r.Reason);
        sim.Run(fleet.Drain(fleet.Nodes[0], new PreCopy(P)));
        Assert.Equal(["stays: placement: boom"], reasons);
        Assert.StartsWith("placement: boom", $"{fleet.Explain(One.Request("x")).Refusal}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_drain_goes_on_when_who_stays_takes_others_with_it()
    {
        var (sim, fleet) = Make(1);
        var all = Enumerable.Range(0, 3).Select(i => fleet.Submit(One.Request($"{i}") with { Affinity = new(Apart: $"g{i}") })).ToList();
        sim.Run(1.Seconds);
        var reasons = new List<string>();
        fleet.Recorded += r =>
        {
            reasons.Add(r.Reason);
            if (r.Reason.StartsWith("stays", StringComparison.Ordinal))
                all[1].Stop();
        };
        sim.Run(fleet.Drain(fleet.Nodes[0], new PreCopy(P)));
        Assert.Equal((AllocationState.Running, AllocationState.Ended, AllocationState.Running), (all[0].State, all[1].State, all[2].State));
        Assert.Equal(2, reasons.Count(r => r.StartsWith("stays", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_drain_waits_for_moves_that_others_began()
    {
        var (sim, fleet) = Make(2);
        var one = fleet.Submit(new InstanceType("one", 1, 4.GiB).Request("one"));
        sim.Run(1.Seconds);
        var given = fleet.Move(one, fleet.Nodes[1], new PreCopy(P) { Limits = new(P) { Time = 1.Seconds } });
        sim.Run(fleet.Drain(fleet.Nodes[0], new PreCopy(P)));
        Assert.Equal(MigrationEnd.GaveUp, given.Result!.End);
        Assert.Equal(fleet.Nodes[1], one.Node);
    }

    [Fact]
    public void A_drain_ends_when_the_node_is_opened()
    {
        var (sim, fleet) = Make(2);
        var never = new Event(sim);
        fleet.Submit(new Request("slow", One.Needs, (Node node, out Refusal? refusal) =>
        {
            refusal = null;
            return new Slow(never);
        }));
        sim.Run(1.Seconds);
        var drain = fleet.Drain(fleet.Nodes[0], new PreCopy(P));
        sim.Run(1.Seconds);
        Assert.True(drain.IsAlive);
        fleet.Nodes[0].IsOpen = true;
        sim.Run(1.Seconds);
        Assert.False(drain.IsAlive);
    }

    [Fact]
    public void A_rule_may_look_for_a_place_for_another_request()
    {
        Request? other = null;
        var inner = new Filtered(new FirstFit(), (_, _) => null);
        Node? found = null;
        var (sim, fleet) = Make(4, placement: Placing.By((request, nodes) =>
        {
            if (other is not null && request.Name == "a2")
                found = inner.Choose(other, nodes);
            return request.Labels["on"] is { } on ? nodes[int.Parse(on, System.Globalization.CultureInfo.InvariantCulture)]
                : nodes.First(request.Needs);
        }));
        fleet.Submit(One.Request("a") with { Affinity = new(Together: "A"), Labels = Labels.None.With("on", "1") });
        fleet.Submit(One.Request("b") with { Affinity = new(Together: "B"), Labels = Labels.None.With("on", "3") });
        sim.Run(1.Seconds);
        other = One.Request("b2") with { Affinity = new(Together: "B") };
        var a2 = fleet.Submit(One.Request("a2") with { Affinity = new(Together: "A") });
        sim.Run(1.Seconds);
        Assert.Equal((fleet.Nodes[3], fleet.Nodes[1]), (found, a2.Node));
    }

    [Fact]
    public void More_hosts_than_the_network_has_machines_are_refused_and_none_is_added()
    {
        var sim = new Simulation();
        var fabric = new Fabric(P, sim, new LeafSpine(P, [1.Gbps, 1.Gbps, 1.Gbps], hostsPerRack: 4, spines: 1, oversubscription: 1));
        var fleet = new Fleet(sim, new FirstFit());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            fleet.AddRacks(1, 4, HostModel.RackServer(P), new RandomStreams(1), fabric: fabric));
        Assert.Contains("3 machines", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, fleet.Nodes.Count);
    }

    private static (Simulation Sim, Fleet Fleet) Make(int hosts, QueueRule? queue = null, IPlacement? placement = null)
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(4), Governor = null, Memory = 8.GiB };
        var fleet = new Fleet(sim, placement ?? new FirstFit()) { Queue = queue ?? QueueRule.Fifo };
        for (var i = 0; i < hosts; i++)
            fleet.Add(new Host(sim, model, streams, SchedulerKind.Fluid));
        return (sim, fleet);
    }

    private sealed class Slow(Event start) : ISandbox
    {
        public Action<string>? Ended { private get; set; }

        public Event? Start() => Ended is null ? null : start;

        public void Stop() => Ended = null;
    }
}
