using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Kernel;

public class SleepableRcuTests
{
    private readonly Simulation sim = new();
    private readonly SleepableRcu rcu;

    public SleepableRcuTests() => rcu = SleepableRcu.Of(new Host(sim, HostModel.RackServer(P), new RandomStreams(1)).Kernel, "test");

    [Fact]
    public void A_quiet_domain_expedites() => Assert.InRange(Waits(TimeSpan.Zero)[0], 0.1, 0.2);

    // Who comes while one runs waits for the next one, which all of them share: without a reader it is short, and only the call-back is on
    // a tick.
    [Fact]
    public void Who_comes_meanwhile_is_called_back_on_a_tick()
    {
        var waits = Waits(TimeSpan.Zero, 0.05.Milliseconds, 0.1.Milliseconds);
        Assert.True(waits[0] < 1);
        Assert.InRange(waits[1], 4, 9);
        Assert.InRange(waits[2], 4, 9);
    }

    // Where somebody always reads, it looks again tick by tick.
    [Fact]
    public void A_domain_with_readers_stays_slow_while_it_is_in_use_and_recovers_at_rest()
    {
        TimeSpan[] calls = [TimeSpan.Zero, .. Enumerable.Range(0, 100).Select(i => (0.05 + 2 * i).Milliseconds), 1.0.Seconds];
        using var reader = rcu.Read();
        var waits = Waits(calls);
        Assert.All(waits[1..^1], wait => Assert.InRange(wait, 4, 41));
        Assert.True(waits[1..^1].Average() > 15);
        Assert.True(waits[^1] < 1);
    }

    [Fact]
    public void Without_readers_it_is_at_rest_soon()
    {
        var waits = Waits([TimeSpan.Zero, .. Enumerable.Range(0, 100).Select(i => (0.05 + 2 * i).Milliseconds)]);
        Assert.InRange(waits.Count(w => w > 1), 1, 3);
    }

    [Fact]
    public void Who_has_come_out_is_no_reader()
    {
        using (rcu.Read())
            Assert.Equal(1, rcu.Readers);
        Assert.Equal(0, rcu.Readers);
    }

    // Waits of calls at these instants, in ms, in order of the calls.
    private double[] Waits(params TimeSpan[] at)
    {
        var waits = new double[at.Length];
        for (var i = 0; i < at.Length; i++)
            sim.Process(Call(i));
        sim.Run();
        return waits;

        IEnumerable<Event> Call(int i)
        {
            yield return sim.Timeout(at[i]);
            var called = sim.Now;
            yield return rcu.Synchronize();
            waits[i] = (sim.Now - called).TotalMilliseconds;
        }
    }
}
