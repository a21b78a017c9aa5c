using CloudSim.Net.Networking;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Networking;

public class MaxMinPropertyTests
{
    private enum What
    {
        Start,
        Cancel,
        Wait,
        SetCapacity,
        SetBound,
    }

    private static readonly Gen<(What What, int Which, int Mask, int Much)> Change =
        Gen.Select(Gen.Frequency((5, Gen.Const(What.Start)), (2, Gen.Const(What.Cancel)), (3, Gen.Const(What.Wait)),
            (1, Gen.Const(What.SetCapacity)), (1, Gen.Const(What.SetBound))), Gen.Int[0, 100], Gen.Int[0, 255], Gen.Int[0, 60]);

    /// <summary>
    /// Flows over any of a few links begin, end, are cancelled and bounded, and capacities are set, some at one instant: the rates are
    /// those of a plain filling of all, no link has more than it can carry, and what has moved is the integral of the rates.
    /// </summary>
    [Fact]
    public void Rates_are_those_of_a_plain_filling_of_all_after_any_change() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 8], Change.Array[1, 40]).Sample((capacities, changes) =>
        {
            var sim = new Simulation();
            var network = new FlowNetwork(sim);
            var links = capacities.Select((c, i) => new Link($"{i}", c.MBps)).ToArray();
            var flows = new List<(Flow Flow, int[] Path, double Expected)>();
            foreach (var (what, which, mask, much) in changes)
            {
                var open = flows.Where(f => !f.Flow.Done.IsTriggered).ToList();
                if (what == What.Start)
                {
                    var path = Enumerable.Range(0, links.Length).Where(l => (mask >> l & 1) == 1).DefaultIfEmpty(0).ToArray();
                    var flow = network.Start(new(1_000_003 * (which + 1)), much % 3 == 0 ? (much / 4 * 2).MBps : null,
                        [.. path.Select(l => links[l])]);
                    flows.Add((flow, path, 0));
                }
                else if (what == What.SetCapacity)
                    links[which % links.Length].Capacity = (much / 2).MBps;
                else if (open.Count > 0 && what == What.Cancel)
                {
                    var gone = open[which % open.Count];
                    network.Cancel(gone.Flow);
                    Assert.Equal(gone.Expected, gone.Flow.Moved.Count, 1.5);
                    flows.Remove(gone);
                }
                else if (open.Count > 0 && what == What.SetBound)
                    open[which % open.Count].Flow.MostRate = much % 5 == 0 ? null : (much / 4 * 2).MBps;
                else if (what == What.Wait)
                    Wait(much * 3_000_000 + which * 7);
                if (mask % 2 == 0)
                    Verify();
            }
            Verify();

            void Wait(long ticks)
            {
                for (var until = sim.Now.AddTicks(ticks); sim.Now < until;)
                {
                    Verify();
                    var (before, rates) = (sim.Now, flows.Select(f => f.Flow.Rate.BytesPerSecond).ToList());
                    var moving = flows.Where(f => !f.Flow.Done.IsTriggered).Select(f => f.Flow.Done).ToList();
                    sim.Run(new AnyOf(sim, [.. moving, sim.Timeout(until - sim.Now)]));
                    for (var i = 0; i < flows.Count; i++)
                    {
                        flows[i] = flows[i] with { Expected = flows[i].Expected + rates[i] * (sim.Now - before).TotalSeconds };
                        Assert.Equal(Math.Min(flows[i].Expected, flows[i].Flow.Size.Count), flows[i].Flow.Moved.Count, 1.5);
                    }
                    // who is done has moved its size, and not earlier than it could: within a step of the clock
                    Assert.All(flows.Where(f => f.Flow.Done.IsTriggered), f =>
                        Assert.InRange(f.Expected, f.Flow.Size.Count - 0.001, f.Flow.Size.Count + 10));
                    flows.RemoveAll(f => f.Flow.Done.IsTriggered);
                }
            }

            void Verify()
            {
                var open = flows.Where(f => !f.Flow.Done.IsTriggered).ToList();
                var expected = ProgressiveFilling.Rates([.. links.Select(l => l.Capacity.BytesPerSecond)], [.. open.Select(f => f.Path)],
                    [.. open.Select(f => (f.Flow.MostRate ?? FlowNetwork.MostRate).BytesPerSecond)]);
                for (var i = 0; i < open.Count; i++)
                    Assert.Equal(expected[i], open[i].Flow.Rate.BytesPerSecond, 1e-3);
                for (var l = 0; l < links.Length; l++)
                {
                    var mine = open.Where(f => f.Path.Contains(l)).Select(f => f.Flow.Rate.BytesPerSecond).ToList();
                    Assert.Equal(mine.Count, links[l].FlowCount);
                    Assert.Equal(mine.Sum(), links[l].Used.BytesPerSecond, 1e-3);
                    Assert.True(links[l].Used.BytesPerSecond <= links[l].Capacity.BytesPerSecond);
                }
            }
        });

    /// <summary>Sparse networks of many links, where a change reaches few flows or many: also
    /// after the search has given up on being small.</summary>
    [Fact]
    public void Rates_of_long_chains_and_sparse_networks_are_those_of_a_plain_filling() =>
        Gen.Select(Gen.Int[1, 40].Array[10, 40], Gen.Select(Gen.Int[0, 39], Gen.Int[1, 3], Gen.Bool).Array[10, 80]).Sample((capacities,
            starts) =>
        {
            var network = new FlowNetwork(new Simulation());
            var links = capacities.Select((c, i) => new Link($"{i}", c.MBps)).ToArray();
            var open = new List<(Flow Flow, int[] Path)>();
            foreach (var (first, length, ends) in starts)
            {
                var path = Enumerable.Range(first, length).Select(l => l % links.Length).ToArray();
                if (ends && open.Count > 0)
                {
                    network.Cancel(open[first % open.Count].Flow);
                    open.RemoveAt(first % open.Count);
                }
                else
                    open.Add((network.Start(1.GiB, [.. path.Select(l => links[l])]), path));
                _ = links[0].Used; // shared out after each
            }
            var expected = ProgressiveFilling.Rates([.. capacities.Select(c => c * 1e6)], [.. open.Select(f => f.Path)],
                [.. open.Select(_ => FlowNetwork.MostRate.BytesPerSecond)]);
            Assert.All(open.Zip(expected), f => Assert.Equal(f.Second, f.First.Flow.Rate.BytesPerSecond, 1e-3));
        });
}
