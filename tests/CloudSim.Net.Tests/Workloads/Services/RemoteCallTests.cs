using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Services;
using static CloudSim.Net.Workloads.Services.ReplyStatus;

namespace CloudSim.Net.Tests.Workloads.Services;

/// <summary>Calls between services on different hosts.</summary>
public class RemoteCallTests
{
    private static readonly double Wire = NetworkCosts.Of(P).Wire.TotalMilliseconds;
    private readonly Simulation sim = new();
    private readonly Host[] hosts;
    private readonly Fabric fabric;

    public RemoteCallTests()
    {
        hosts = [.. Enumerable.Range(0, 2).Select(_ =>
            new Host(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(4) }, new RandomStreams(1)))];
        fabric = new Fabric(P, sim, new OneSwitch(P, [1.Gbps, 1.Gbps]));
        for (var i = 0; i < 2; i++)
            hosts[i].Port = new FabricPort(fabric, i);
    }

    // 10 ms here and 20 there; 1 Gbit/s moves 125 KB in a ms.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(12_500, 25_000)]
    [InlineData(12_500, 1_250_000)]
    public void A_call_and_its_answer_cross_the_network(int request, int response)
    {
        var database = hosts[1].Serve(20, s => s with { Name = "database", Request = new(request), Response = new(response) });
        var front = hosts[0].Serve(10, s => s with { Calls = [new Call(0.5, [database])] });
        Assert.Equal(30 + 2 * Wire + (request + response) / 125e3, Once(front).Ms, 0.02);
        Assert.Equal(Bytes.Zero, hosts[1].Nic.Sent);
    }

    [Fact]
    public void On_one_host_or_without_a_network_nothing_is_added()
    {
        ServiceSpec Large(ServiceSpec spec) => spec with { Request = 1.MiB, Response = 1.MiB };
        var here = hosts[0].Serve(20, Large);
        var front = hosts[0].Serve(10, s => s with { Calls = [new Call(0.5, [here])] });
        Assert.Equal(30, Once(front).Ms, 0.01);
        var apart = new Host(sim, HostModel.RackServer(P), new RandomStreams(1)).Serve(20, Large);
        var other = hosts[0].Serve(10, s => s with { Calls = [new Call(0.5, [apart])] });
        Assert.Equal(30, Once(other).Ms, 0.01);
    }

    [Fact]
    public void A_refusal_comes_back_over_the_network_and_a_broken_connection_is_seen_at_once()
    {
        var full = hosts[1].Serve(20, s => s with { Backlog = 0 });
        full.Submit(_ => { });
        var front = hosts[0].Serve(10, s => s with { Calls = [new Call(0.5, [full])] });
        var (status, ms) = Once(front, 100.Milliseconds);
        Assert.Equal((Failed, 5 + 2 * Wire), (status, ms), Near);
        var slow = hosts[1].Serve(1000);
        var asking = hosts[0].Serve(10, s => s with { Calls = [new Call(0.5, [slow])] });
        var replies = new List<Reply>();
        asking.Submit(replies.Add);
        sim.Run(5.Milliseconds + 5.Microseconds); // the call is on its way
        slow.Guest.Stop();
        sim.Run(1.Milliseconds);
        Assert.Equal(Failed, Assert.Single(replies).Status);
        sim.Run(1.Seconds);
        Assert.Equal(0, slow.InSystem + asking.InSystem);
    }

    // A guest whose answers are large keeps its own cable busy for its small ones too.
    [Fact]
    public void Calls_wait_for_each_other_on_a_cable()
    {
        var leaf = hosts[1].Serve(1, s => s with { Workers = 8, Response = 62_500.B });
        var front = hosts[0].Serve(1, s => s with { Calls = [new Call(1, [leaf, leaf, leaf, leaf])] });
        Assert.Equal(2 + 2 * Wire + 4 * 0.5, Once(front).Ms, 0.05);
    }

    [Fact]
    public void Who_does_not_wait_is_not_told_and_nothing_stays()
    {
        var leaf = hosts[1].Serve(5, s => s with { DropsAbandoned = true });
        var front = hosts[0].Serve(10, s => s with { Calls = [new Call(0.5, [leaf])], DropsAbandoned = true });
        var tickets = Enumerable.Range(0, 20).Select(_ => front.Submit(_ => Assert.Fail())).ToList();
        for (var i = 0; i < tickets.Count; i++)
        {
            sim.Run(0.7.Milliseconds * (i + 1));
            tickets[i].Abandon();
        }
        sim.Run(1.Seconds);
        Assert.Equal(0, leaf.InSystem + front.InSystem);
        Assert.Equal(20, front.Completed + front.Dropped);
        Assert.Equal(leaf.Arrived, leaf.Completed + leaf.Dropped);
    }

    [Fact]
    public void A_remote_call_allocates_nothing()
    {
        var leaf = hosts[1].Serve(0.1, s => s with { Request = 1.KiB, Response = 8.KiB });
        var front = hosts[0].Serve(0.1, s => s with { Calls = [new Call(0.5, [leaf])] });
        var asked = 0;
        Action<Reply>? again = null;
        again = reply => { asked++; front.Submit(again!); };
        front.Submit(again);
        sim.Run(1.Seconds);
        var (begun, before) = (asked, GC.GetAllocatedBytesForCurrentThread());
        sim.Run(5.Seconds);
        Assert.InRange(asked - begun, 10_000, 25_000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)(asked - begun), 0, 5);
    }

    private static bool Near((ReplyStatus Status, double Ms) a, (ReplyStatus Status, double Ms) b) =>
        a.Status == b.Status && Math.Abs(a.Ms - b.Ms) < 0.02;

    private (ReplyStatus Status, double Ms) Once(Service service, TimeSpan? most = null)
    {
        var (begin, answer) = (sim.Now, (Ok, double.NaN));
        service.Submit(reply => answer = (reply.Status, (sim.Now - begin).TotalMilliseconds));
        sim.Run(most ?? 10.Seconds);
        return answer;
    }
}
