using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CsCheck;
using static CloudSim.Net.Tests.Datacenter.Consolidation.ConsolidationRig;
using Request = CloudSim.Net.Datacenter.Request;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

public class DemandAccountTests
{
    private static readonly FixedRate TwentySeconds = new(P) { Rate = new Bandwidth(Megabytes(100).Count / 20.0) };

    private static readonly PowerModel FiftyTo150 = PowerModel.Linear(50.Watts, 150.Watts);

    /// <summary>A demand that rises to half of the machine in 300 s: 300 s at 50 W and a mean of a quarter of 100 W.</summary>
    [Fact]
    public void A_ramp_costs_its_exact_integral()
    {
        var rig = new ConsolidationRig(1, FiftyTo150, firstModel: 1);
        var guest = Of(Placed(rig, 2.66, 0, 1));
        rig.RunTo(300);
        rig.Accounts.Advance();
        Assert.Equal(300 * 75, rig.Account(0).Energy.Value, 1e-6);
        Assert.Equal(150 * 2.66e9, guest.Delivered, 1e3);
        Assert.Equal(TimeSpan.Zero, rig.Account(0).Short);
        rig.RunTo(400); // the last sample stays
        rig.Accounts.Advance();
        Assert.Equal((300 * 75) + (100 * 100), rig.Account(0).Energy.Value, 1e-6);
    }

    /// <summary>Three such guests fill the machine at 200 s.</summary>
    [Fact]
    public void A_full_node_is_shared_and_counts_as_short()
    {
        var rig = new ConsolidationRig(1, FiftyTo150, firstModel: 1);
        var guests = new[] { Placed(rig, 1.5, 0, 1), Placed(rig, 1.5, 0, 1), Placed(rig, 1.5, 0, 1), Placed(rig, 0.82, 0, 1) };
        foreach (var guest in guests)
            guest.Resize(new(0, Bytes.Zero, slots: 1));
        var more = Placed(rig, 2.66, 0, 1); // 7.98 GHz of 5.32: full at two thirds
        rig.RunTo(300);
        rig.Accounts.Advance();
        Assert.Equal((200 * 100) + (100 * 150), rig.Account(0).Energy.Value, 0.1);
        Assert.Equal(100, rig.Account(0).Short.TotalSeconds, 0.01);
        var worked = 5.32e9 * ((200 * 0.5) + 100);
        Assert.Equal(1, guests.Append(more).Sum(guest => Of(guest).Delivered) / worked, 1e-6);
        Assert.Equal(1, Of(more).Delivered / (worked / 3), 1e-5);
    }

    /// <summary>2 GHz on a core of 1.86: from 93 % on it gets no more.</summary>
    [Fact]
    public void A_guest_gets_at_most_the_core_of_its_virtual_CPU()
    {
        var rig = new ConsolidationRig(1, FiftyTo150, new AnyNode());
        var guest = Of(Placed(rig, 2, 0, 1));
        rig.RunTo(300);
        rig.Accounts.Advance();
        Assert.Equal(21, rig.Account(0).Short.TotalSeconds, 1e-3);
        Assert.Equal((279 * 0.93e9) + (21 * 1.86e9), guest.Delivered, 1e3);
        Assert.Equal(300 * 1e9, guest.Demanded, 1e3);
    }

    [Fact]
    public void A_guest_that_moves_loses_a_tenth_and_its_target_works_a_tenth()
    {
        var rig = new ConsolidationRig(2, FiftyTo150, firstModel: 1);
        var allocation = Placed(rig, 1.5, 1, 1);
        var guest = Of(allocation);
        var (from, to) = (allocation.Node!, rig.Nodes.Single(node => node != allocation.Node));
        Assert.Null(rig.Datacenter.Move(allocation, to, TwentySeconds).Refusal);
        Assert.Equal((1, 1, AllocationState.Moving), (from.Places, to.Places, allocation.State));
        rig.RunTo(100);
        rig.Accounts.Advance();
        Assert.Equal((0, 1, to, AllocationState.Running), (from.Places, to.Places, allocation.Node, allocation.State));
        var (capacity, load) = (rig.Accounts.Of(to).Capacity, 1.5e9);
        Assert.Equal(20 * (50 + (100 * load / rig.Accounts.Of(from).Capacity)), rig.Accounts.Of(from).Energy.Value, 1e-6); // then asleep
        Assert.Equal((20 * (50 + (100 * 0.1 * load / capacity))) + (80 * (50 + (100 * load / capacity))), rig.Accounts.Of(to).Energy.Value,
            1e-6);
        Assert.Equal(((20 * 0.9) + 80) * 1.5e9, guest.Delivered, 1e3);
        Assert.Equal(2 * 1.5e9, rig.Accounts.LostToMoves, 1e3);
        Assert.Equal(20, rig.Accounts.Of(to).Short.TotalSeconds, 1e-6); // what comes wants all, and has a tenth
        Assert.Equal(1, rig.Accounts.Shutdowns);
    }

    [Fact]
    public void A_stop_in_the_middle_of_a_move_gives_both_places_back()
    {
        var rig = new ConsolidationRig(2);
        var allocation = Placed(rig, 1, 0.5);
        var guest = Of(allocation);
        var (from, to) = (allocation.Node!, rig.Nodes.Single(node => node != allocation.Node));
        rig.Datacenter.Move(allocation, to, TwentySeconds);
        rig.RunTo(10);
        allocation.Stop();
        rig.RunTo(100);
        Assert.All(rig.Nodes, node => Assert.Equal((0, node.Allocatable, 0),
            (node.Places, node.Free, rig.Accounts.Of(node).Guests)));
        Assert.Equal(AllocationState.Ended, allocation.State);
        Assert.NotEqual(from, to);
    }

    [Fact]
    public void Who_cannot_move_is_refused_with_nothing_held()
    {
        var rig = new ConsolidationRig(2);
        var (guest, full) = (Placed(rig, 1, 0.5), Placed(rig, 1.5, 0.5));
        var (here, there) = (guest.Node!, full.Node!);
        Assert.NotEqual(here, there);
        var before = there.Free;
        Assert.Equal("node", rig.Datacenter.Move(guest, here, TwentySeconds).Refusal!.Filter);
        there.IsOpen = false;
        Assert.Equal("closed", rig.Datacenter.Move(guest, there, TwentySeconds).Refusal!.Filter);
        there.IsOpen = true;
        full.Resize(new(there.Allocatable.Cpus, Megabytes(1), slots: 1));
        Assert.Equal("CPUs", rig.Datacenter.Move(guest, there, TwentySeconds).Refusal!.Filter);
        guest.Stop();
        Assert.Equal("state", rig.Datacenter.Move(guest, there, TwentySeconds).Refusal!.Filter);
        Assert.Equal(1, there.Places);
        Assert.NotEqual(before, there.Free);
    }

    /// <summary>Without moves, a node whose power is its load has drawn what its guests have got.</summary>
    [Fact]
    public void What_guests_get_is_what_their_node_has_worked() => (
        from count in Gen.Int[1, 6]
        from samples in Gen.Double[0, 1].Array[4].Array[count]
        from sizes in Gen.Double[0.1, 3.7].Array[count]
        select (samples, sizes)).Sample(guests =>
    {
        var rig = new ConsolidationRig(1, PowerModel.Linear(0.Watts, 3.72.Watts), new AnyNode());
        var all = guests.samples.Zip(guests.sizes, (trace, size) =>
        {
            var one = Placed(rig, size, trace);
            one.Resize(new(0, Bytes.Zero, slots: 1));
            return Of(one);
        }).ToList();
        rig.RunTo(1000);
        rig.Accounts.Advance();
        Assert.Equal(rig.Account(0).Energy.Value, all.Sum(guest => guest.Delivered) / 1e9, 1e-2);
        Assert.All(all, guest => Assert.InRange(guest.Delivered, 0, guest.Demanded * (1 + 1e-9)));
        // By small steps: each of what all together want at most a core, all at most the machine.
        double sum = 0;
        for (var t = 0.25; t < 1000; t += 0.5)
            sum += 0.5 * Math.Min(3.72, guests.samples.Zip(guests.sizes, (trace, size) =>
                Math.Min(1.86, size * new DemandTrace(300.Seconds, trace).At(t.Seconds))).Sum());
        Assert.Equal(sum, rig.Account(0).Energy.Value, 0.2);
    });

    private static Allocation Placed(ConsolidationRig rig, double ghz, params double[] samples)
    {
        var allocation = rig.Submit(ghz, 100, samples);
        var now = rig.Sim.Now;
        while (allocation.State != AllocationState.Running && rig.Sim.Now == now)
            rig.Sim.Step();
        Assert.Equal(AllocationState.Running, allocation.State);
        return allocation;
    }

    private sealed class AnyNode : IPlacement
    {
        public Node? Choose(Request request, NodeIndex nodes) => request.Needs.FitsIn(nodes[0].Free) ? nodes[0] : null;
    }
}
