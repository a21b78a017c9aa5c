using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Migration;

/// <summary>One thread sends and one receives: a cable that is faster than they are is not filled.</summary>
public class StreamRateTests
{
    private static readonly MigrationCosts Costs = MigrationCosts.Of(P);

    [Theory]
    [InlineData(3.0, 3.0)]
    [InlineData(3.0, 0.5)]
    [InlineData(1.0, 3.0)]
    public void The_slower_thread_is_busy_all_the_time(double sourceGhz, double targetGhz)
    {
        var (source, target) = (Cycles.Zero, Cycles.Zero);
        var result = Move(c => source += c, c => target += c, sourceGhz, targetGhz);
        var (sends, receives) = (source.Count / (sourceGhz * 1e9), target.Count / (targetGhz * 1e9));
        Assert.Equal(Math.Max(sends, receives), result.Rounds[0].Time.TotalSeconds, 0.01);
    }

    [Fact]
    public void Without_hosts_the_cable_is_the_bound()
    {
        var time = Costs.Size(8388608).Count / 3.125e9;
        Assert.Equal(time, Move(null, null, 3, 3).Rounds[0].Time.TotalSeconds, 1e-3);
    }

    [Fact]
    public void A_slow_cable_and_a_given_rate_bind_as_before()
    {
        Assert.Equal(Costs.Size(8388608).Count / 125e6, Move(_ => { }, _ => { }, 3, 3, 1.Gbps).Rounds[0].Time.TotalSeconds, 1e-3);
        Assert.Equal(Costs.Size(8388608).Count / 400e6, Move(_ => { }, _ => { }, 3, 3, rate: 400.MBps).Rounds[0].Time.TotalSeconds, 1e-3);
    }

    /// <summary>The guest pays while a round lasts, not at its end.</summary>
    [Fact]
    public void Tracking_is_told_each_second()
    {
        var moving = new Moving(4.GiB, DirtyCurve.Sweep(1e6, 1000), 1.Gbps);
        moving.Sim.Process(new PreCopy(P).Move(moving.Job));
        moving.Sim.Run(5.5.Seconds);
        Assert.Equal(5000 * Costs.WriteFault.Count, moving.Tracked.Count, 0.01 * 5000 * Costs.WriteFault.Count);
        moving.Sim.Run(100.Seconds);
        var pages = moving.Job.Result!.Rounds.Sum(r => r.Dirtied);
        Assert.InRange(pages, 30_000, 40_000);
        Assert.Equal(pages * Costs.WriteFault.Count, moving.Tracked.Count, 1.0);
    }

    private static MigrationResult Move(Action<Cycles>? source, Action<Cycles>? target, double sourceGhz, double targetGhz,
        Bandwidth? link = null, Bandwidth? rate = null)
    {
        var sim = new Simulation();
        var job = new MigrationJob
        {
            Simulation = sim, Guest = new WriterGuest(sim, 32.GiB, DirtyCurve.None), Network = new FlowNetwork(sim),
            Path = [new Link("link", link ?? 25.Gbps)], Clock = sourceGhz.GHz, TargetClock = targetGhz.GHz,
            ChargeSource = source, ChargeTarget = target,
        };
        sim.Run(sim.Process(new PreCopy(P) { Rate = _ => rate }.Move(job)));
        return job.Result!;
    }
}
