using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

public class BootStormTests
{
    private const int Rounds = 6;

    // Little: the mean number in flight is throughput times mean time, over a window long against both. It holds of any closed loop,
    // whatever the order of service; of n launchers that wait for nothing between launches it is n.
    [Theory]
    [InlineData("Firecracker microVM", 1)]
    [InlineData("Firecracker microVM", 300)]
    [InlineData("Cloud Hypervisor", 40)]
    [InlineData("container (runc)", 100)]
    [InlineData("container (runc)", 1000)]
    [InlineData("unikernel (Firecracker)", 500)]
    public void As_many_scripts_are_in_flight_as_were_asked_for(string platform, int scripts)
    {
        var replications = Enumerable.Range(0, 4).Select(run => Storm(platform, scripts).InFlight(scripts, new RandomStreams(7, run)))
            .ToList();
        Assert.All(replications, o => Assert.Equal(scripts, o.InFlight, 1e-9 * scripts));
        Assert.All(replications, o => Assert.Equal(Rounds * scripts, o.Launches.Count));
        var little = Estimate.Of(replications.Select(o => o.PerSecond * o.Launches.Average(l => l.WholeMs) / 1e3));
        Assert.True(little.Ci95Low <= scripts * 1.02 && scripts * 0.98 <= little.Ci95High && Math.Abs(little.Mean / scripts - 1) < 0.03,
            $"{little} of {scripts}");
    }

    // Scripts run; they do not queue for one program that starts them all, which among hundreds of others comes to run too seldom.
    [Fact]
    public void Those_in_flight_are_at_their_launches()
    {
        var outcome = Storm("Firecracker microVM", 1000).InFlight(1000, new RandomStreams(5));
        Assert.InRange(outcome.PerSecond * outcome.Launches.Average(l => l.ScriptMs) / 1e3, 750, 1000);
    }

    // A launch that waits for ever for a lock that others pass on among themselves is never among those that end: what ends is less than
    // what is in flight, and the less the longer one looks.
    [Fact]
    public void No_launch_starves()
    {
        var outcome = (Storm("container (runc)", 200) with { Launches = 20 * 200 }).InFlight(200, new RandomStreams(3));
        Assert.InRange(outcome.PerSecond * outcome.Launches.Average(l => l.WholeMs) / 1e3, 194, 206);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        var storm = Storm("Firecracker microVM", 10) with { Host = HostModel.M5dMetal(P) with { Memory = 40.GiB } };
        var (few, many) = (storm.InFlight(20, new RandomStreams(1)), storm.InFlight(400, new RandomStreams(1)));
        Assert.Null(few.BoundBy);
        Assert.Equal((Host.MemoryLimit, 0), (many.BoundBy, many.Launches.Count));
        Assert.Equal(Host.MemoryLimit, (storm with { AlreadyRunning = 400, GuestsEnd = false }).Arriving(1, new RandomStreams(1)).BoundBy);
        Assert.Throws<InputException>(() => (storm with { AlreadyRunning = 400 }).Serial(new RandomStreams(1)));
    }

    private static BootStorm Storm(string platform, int scripts) => new()
    {
        Host = HostModel.M5dMetal(P), Platform = CloudSim.Net.Platforms.Platforms.Named(P, platform),
        Spec = new(256.MiB, Bytes.Zero, Interfaces: 0, HasCgroup: false), WarmUp = 2 * scripts, Launches = Rounds * scripts,
    };
}
