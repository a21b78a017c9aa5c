using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CsCheck;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Whatever is submitted, stopped, moved, resized and drained when: nothing is lost, and every account is exact.</summary>
public class ConservationTests
{
    private const int Hosts = 4;

    private static readonly Gen<(int What, int Who, int Where, int Wait)[]> Steps =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 30], Gen.Int[0, Hosts - 1], Gen.Int[0, 3000]).Array[1, 40];

    [Fact]
    public void Nothing_is_lost_and_every_account_is_exact() =>
        Gen.Select(Gen.Int[0, 2], Steps).Sample((rule, steps) => new Run(rule).Do(steps), iter: 150);

    private sealed class Run
    {
        private readonly Simulation sim = new();
        private readonly Fleet fleet;
        private readonly List<Allocation> all = [];
        private readonly List<PowerMeter> meters;
        private readonly List<Link> links;
        private readonly List<Bytes> empty;
        private readonly Dictionary<long, double> work = [];
        private readonly Dictionary<long, long> placed = [];
        private long done;
        private long begun;

        public Run(int rule)
        {
            var streams = new RandomStreams(1);
            var topology = new LeafSpine(P, [.. Enumerable.Repeat(1.Gbps, Hosts)], 2, 1, 1.Gbps);
            var fabric = new Fabric(P, sim, topology);
            fleet = new Fleet(sim, new BestFit())
            {
                Queue = rule switch { 0 => QueueRule.Fifo, 1 => QueueRule.Priority, _ => QueueRule.BackOff(1.Seconds, 10.Seconds) },
            };
            var rack = HostModel.RackServer(P);
            for (var i = 0; i < Hosts; i++)
            {
                var host = new Host(sim, rack with
                {
                    Topology = CpuTopology.Uniform(2 + (i % 2)), Governor = null, Memory = 4.GiB, HostReserved = Bytes.Zero,
                    Cpu = rack.Cpu with { Clock = 1.GHz }, Power = PowerModel.PerCpu(7.Watts, 2 + (i % 2)),
                }, streams, SchedulerKind.Fluid) { Port = new FabricPort(fabric, i) };
                fleet.Add(host, rack: i / 2);
            }

            meters = [.. fleet.Nodes.All.Select(n => PowerMeter.Of(n.Host))];
            empty = [.. fleet.Nodes.All.Select(n => n.Host.Memory.Current)];
            links = [.. Enumerable.Range(0, Hosts).SelectMany(i => new[] { topology.Up(i), topology.Down(i) })];
            fleet.Recorded += r =>
                placed[r.Allocation.Number] = placed.GetValueOrDefault(r.Allocation.Number) + (r.Reason == "placed" ? 1 : 0);
        }

        public void Do((int What, int Who, int Where, int Wait)[] steps)
        {
            foreach (var (what, who, where, wait) in steps)
            {
                Step(what, who, fleet.Nodes[where]);
                Check();
                sim.Run(TimeSpan.FromMilliseconds(wait + 1));
                Check();
            }

            foreach (var one in all)
                one.Stop();
            sim.Run(1000.Seconds);
            Check();
            Assert.All(all, a => Assert.True(a.State is AllocationState.Ended or AllocationState.Refused));
            Assert.All(fleet.Nodes.All, n => Assert.Equal((default(Resources), 0, 0), (n.Requested, n.Places, n.Allocations.Count)));
            Assert.Equal(empty, fleet.Nodes.All.Select(n => n.Host.Memory.Current));
            Assert.All(links, link => Assert.Equal((0, 0.0), (link.FlowCount, link.Used.BytesPerSecond)));
            Assert.All(fleet.Nodes.All, n => Assert.Empty(n.Host.Scheduler.Root.Children));
        }

        private void Step(int what, int who, Node where)
        {
            var one = all.Count == 0 ? null : all[who % all.Count];
            switch (what)
            {
                case < 4:
                    var type = new InstanceType("vm", 1 + (who % 2), (1 + (who % 3)).GiB)
                        { Dirty = DirtyCurve.Sweep(20_000, 5000.0 * (who % 4)) };
                    all.Add(fleet.Submit(type.Request($"vm {all.Count}") with
                    {
                        Priority = who % 3, Patience = who % 4 == 0 ? null : (who % 4).Seconds,
                        Duration = who % 5 == 0 ? 8.Seconds : null, Affinity = new(Apart: who % 7 == 0 ? "apart" : null),
                    }));
                    break;
                case 4 or 5 when one?.Sandbox is Instance running && one.State is AllocationState.Running or AllocationState.Moving:
                    ((Instance)one!.Sandbox!).Completed ??= n => { done++; work.Remove(n); };
                    work[++begun] = 1e9;
                    ((Instance)one.Sandbox!).Execute(new Cycles(1e9 * (1 + who)), begun);
                    break;
                case 6:
                    one?.Stop();
                    break;
                case 7 or 8 when one is not null:
                    var before = (one.State, where.Requested);
                    var move = fleet.Move(one, where, who % 3 == 0 ? new PostCopy(P) : new PreCopy(P));
                    if (move.Refusal is not null)
                        Assert.Equal(before, (one.State, where.Requested));
                    break;
                case 9:
                    where.IsOpen = !where.IsOpen;
                    break;
                case 10:
                    fleet.Drain(where, new PreCopy(P));
                    break;
                case 11 when one is not null:
                    one.Resize(new Resources(1 + (who % 3), one.Request.Needs.Memory, slots: 1));
                    break;
            }
        }

        private void Check()
        {
            Assert.Equal(all.Count(a => a.State == AllocationState.Queued), fleet.Waiting);
            foreach (var one in all)
            {
                var stands = one.State is AllocationState.Starting or AllocationState.Running or AllocationState.Moving;
                Assert.Equal(stands, one.Node is not null);
                Assert.Equal(one.State == AllocationState.Moving, one.Target is not null);
                Assert.Equal(one.State is AllocationState.Ended or AllocationState.Refused, one.Finished is not null);
                Assert.InRange(placed.GetValueOrDefault(one.Number), one.Placed is null ? 0 : 1, one.Placed is null ? 0 : 1);
            }

            for (var i = 0; i < Hosts; i++)
            {
                var node = fleet.Nodes[i];
                var holders = all.Where(a => a.Node == node || a.Target == node).ToList();
                Assert.Equal(holders.Aggregate(default(Resources), (held, a) => held + a.Request.Needs), node.Requested);
                Assert.True(node.Requested.FitsIn(node.Allocatable), $"{node}: {node.Requested} of {node.Allocatable}");
                Assert.Equal(empty[i].Count + holders.Sum(a => a.Request.Needs.Memory.Count), node.Host.Memory.Current.Count);
                Assert.Equal(7e-9 * node.Host.Scheduler.BusyNs, meters[i].Energy.Value, 1e-6);
                // The index says what a plain scan says.
                var asked = new Resources(1 + (i % 2), (i + 1).GiB, slots: 1);
                Assert.Equal(fleet.Nodes.All.FirstOrDefault(n => n.IsOpen && asked.FitsIn(n.Free)), fleet.Nodes.First(asked));
            }

            foreach (var link in links)
                Assert.InRange(link.Used.BytesPerSecond, 0, link.Capacity.BytesPerSecond);
        }
    }
}
