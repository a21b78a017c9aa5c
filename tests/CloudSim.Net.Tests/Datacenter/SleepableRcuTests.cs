using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

public class SleepableRcuTests
{
    private readonly Simulation sim = new();

    [Fact]
    public void A_quiet_domain_expedites() => Assert.InRange(Waits(TimeSpan.Zero)[0], 0.1, 0.2);

    // Who comes while one runs waits for the next, which all of them share and which goes at the pace of the tick.
    [Fact]
    public void Who_comes_meanwhile_waits_for_the_next_one()
    {
        var waits = Waits(TimeSpan.Zero, 0.05.Milliseconds, 0.1.Milliseconds);
        Assert.True(waits[0] < 1);
        Assert.InRange(waits[1], 6, 15);
        Assert.Equal(0.05, waits[1] - waits[2], 3);
    }

    [Fact]
    public void A_domain_in_use_stays_slow_and_one_at_rest_recovers()
    {
        // Two calls meet at the beginning, the others come faster than grace periods end.
        var waits = Waits([TimeSpan.Zero, .. Enumerable.Range(0, 100).Select(i => (0.05 + 2 * i).Milliseconds), 1.0.Seconds]);
        Assert.All(waits[1..^1], wait => Assert.InRange(wait, 6, 28));
        Assert.True(waits[^1] < 1);
    }

    // Waits of calls at these instants, in ms, in order of the calls.
    private double[] Waits(params TimeSpan[] at)
    {
        var rcu = new Host(sim, HostModel.RackServer, new RandomStreams(1)).Rcu("test");
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
