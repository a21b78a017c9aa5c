using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Migration;

public class PreCopyTests
{
    private static readonly Bandwidth Gigabit = 1.Gbps;

    // Pages written at a rate below the link's: each round is q times as long as the one before it.
    [Theory]
    [InlineData(0.5, 300)]
    [InlineData(0.9, 300)]
    [InlineData(0.25, 10)]
    [InlineData(0, 300)]
    public void Rounds_of_a_steady_writer_are_a_geometric_series(double q, int limit)
    {
        var pages = 1_000_000;
        var perSecond = Gigabit.BytesPerSecond / 4104;
        var moving = new Moving(new(4096L * pages), DirtyCurve.Sweep(1e9, q * perSecond), Gigabit);
        var result = moving.Run(new PreCopy(Moving.Bare) { DowntimeLimit = limit.Milliseconds });
        var first = pages / perSecond;
        var rounds = 1;
        while (first * Math.Pow(q, rounds) > limit / 1e3)
            rounds++;
        Assert.Equal(MigrationEnd.Moved, result.End);
        Assert.Equal(rounds + 1, result.Rounds.Count);
        Assert.Equal(first * (1 - Math.Pow(q, rounds + 1)) / (1 - q), result.Time.TotalSeconds, 1e-3);
        Assert.Equal(first * Math.Pow(q, rounds), result.Downtime.TotalSeconds, 1e-3);
        Assert.True(result.Downtime <= limit.Milliseconds);
        Assert.Equal(true, moving.SwitchedPaused);
        Assert.Equal((false, false, 0.0), (moving.Guest.IsPaused, moving.Guest.IsTracked, moving.Guest.Throttled));
        Assert.Equal(result.Time - result.Downtime, moving.Guest.Ran);
    }

    /// <summary>
    /// A guest of 32 GiB with memcached: seconds by bandwidth (in 2^30 bits) and downtime limit, as a program of QEMU's developers
    /// predicts them from its measured curve, rounded up; 0 where it finds no end (Gudkov, qemu-devel 2023-04-27).
    /// </summary>
    [Theory]
    [InlineData(1, new[] { 0, 0, 0, 0, 0, 100 })]
    [InlineData(2, new[] { 0, 0, 0, 0, 101, 50 })]
    [InlineData(10, new[] { 13, 12, 12, 12, 12, 10 })]
    [InlineData(40, new[] { 3, 3, 3, 3, 3, 3 })]
    public void A_measured_curve_gives_the_published_times(int gbit, int[] seconds)
    {
        int?[] limits = [125, 250, 500, 1000, 5000, null];
        Assert.All(limits.Zip(seconds), c =>
        {
            var moving = new Moving(new(8392704L * 4096), Memcached, new(gbit * (double)(1 << 30) / 8), zero: new(10060L * 512 * 4096),
                hasHosts: false);
            var result = moving.Run(new PreCopy(Moving.Bare) { DowntimeLimit = c.First?.Milliseconds });
            Assert.Equal(c.Second > 0, result.IsMoved);
            if (c.Second > 0)
                Assert.InRange(result.Time.TotalSeconds, c.Second - 1, c.Second);
        });
    }

    private static DirtyCurve Memcached => DirtyCurve.Measured(8392704,
        [.. new (int Ms, int Sampled)[]
        {
            (125, 33), (250, 78), (375, 119), (500, 151), (750, 217), (1000, 236), (1500, 293), (2000, 336), (3000, 425), (4001, 505),
            (6000, 620), (8000, 756), (10000, 898), (15000, 1204), (20000, 1457), (25000, 1723), (30000, 1934), (35000, 2141),
            (40000, 2328), (45000, 2522), (50000, 2675), (60000, 2958),
        }.Select(p => (p.Ms.Milliseconds, 512.0 * p.Sampled))]);

    /// <summary>Two at a time on one link have half of it each, until the shorter one is done; then the other has all.</summary>
    [Fact]
    public void Moves_share_a_link()
    {
        var sim = new Simulation();
        var (link, network) = (new Link("link", 100.MBps), new FlowNetwork(sim));
        Moving[] both =
            [.. new[] { 250, 500 }.Select(mib => new Moving(mib.MiB, DirtyCurve.None, default, default, 1, sim, link, network))];
        var how = PreCopy.Stopped(Moving.Bare);
        var processes = both.Select(m => sim.Process(how.Move(m.Job))).ToList();
        sim.Run(processes[0] & processes[1]);
        var size = 250.MiB / 4.KiB * 4104;
        Assert.Equal(2 * size / 100e6, both[0].Job.Result!.Time.TotalSeconds, 1e-5);
        Assert.Equal(3 * size / 100e6, both[1].Job.Result!.Time.TotalSeconds, 1e-5);
        Assert.Equal(0, link.FlowCount);
    }

    [Fact]
    public void A_guest_that_writes_faster_than_the_link_is_not_moved_and_the_result_says_so()
    {
        var moving = new Moving(2.GiB, DirtyCurve.Sweep(262144, 100_000), Gigabit);
        var result = moving.Run(new PreCopy(P) { Limits = new MigrationLimits(P) { Rounds = 20 } });
        Assert.Equal(MigrationEnd.GaveUp, result.End);
        Assert.Equal("the rest takes 8.607 s, allowed are 0.3 s after 20 rounds", result.Reason);
        Assert.Equal((20, TimeSpan.Zero, (bool?)null), (result.Rounds.Count, result.Downtime, moving.SwitchedPaused));
        Assert.Equal((false, false, 0.0), (moving.Guest.IsPaused, moving.Guest.IsTracked, moving.Guest.Throttled));
        Assert.Equal(moving.Sim.Now - new DateTime(1970, 1, 1), moving.Guest.Ran);
    }

    [Theory]
    [InlineData("time", MigrationEnd.GaveUp, "not done after 40 s")]
    [InlineData("progress", MigrationEnd.GaveUp, "20 s without progress")]
    [InlineData("rounds", MigrationEnd.Forced, "4 rounds: stopped all the same")]
    [InlineData("memory", MigrationEnd.Forced, "3 times its memory: stopped all the same")]
    public void Rounds_without_an_end_are_cut_off(string limit, MigrationEnd end, string reason)
    {
        var limits = new MigrationLimits(P);
        limits = limit switch
        {
            "time" => limits with { Time = 40.Seconds },
            "progress" => limits with { WithoutProgress = 20.Seconds },
            "rounds" => limits with { Rounds = 4, StopsGuest = true },
            _ => MigrationLimits.Xen(P),
        };
        var moving = new Moving(2.GiB, DirtyCurve.Sweep(262144, 100_000), Gigabit);
        var result = moving.Run(new PreCopy(P) { Limits = limits });
        Assert.Equal(end, result.End);
        Assert.EndsWith(reason, result.Reason);
        Assert.Equal(limit == "time" ? 40 : result.Rounds.Sum(r => r.Time.TotalSeconds) + (end == MigrationEnd.Forced ? 0.02 : 0),
            result.Time.TotalSeconds, 1e-6);
        Assert.Equal(end == MigrationEnd.Forced, result.Downtime > 8.Seconds);
        Assert.Equal(0, moving.Link.FlowCount);
        Assert.Equal(60 + 740, MigrationLimits.KubeVirt(P, 1.GiB).Time!.Value.TotalSeconds);
    }

    /// <summary>
    /// A writer that sweeps through its area four times a second is caught up with only when nearly all of its time is taken away: steps of
    /// 10 % after each two rounds. The first round, of all its memory, is not counted: half as much is written in it.
    /// </summary>
    [Fact]
    public void A_guest_that_is_slowed_enough_is_moved()
    {
        var writer = DirtyCurve.Sweep(262144, 1_000_000);
        var none = new Moving(2.GiB, writer, Gigabit).Run(new PreCopy(P));
        Assert.Equal(MigrationEnd.GaveUp, none.End);
        var moving = new Moving(2.GiB, writer, Gigabit);
        var slowed = moving.Run(new PreCopy(Moving.Bare) { AutoConverge = new AutoConverge(P) });
        Assert.Equal(MigrationEnd.Moved, slowed.End);
        Assert.Equal(0.99, slowed.Throttle);
        double[] steps = [0, 0, 0, 0.2, 0.2, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 0.8, 0.9, 0.9, 0.99];
        Assert.Equal(steps, slowed.Rounds.Take(steps.Length).Select(r => Math.Round(r.Throttle, 9)));
        Assert.True(slowed.Downtime < 320.Milliseconds);
        Assert.Equal(0, moving.Guest.Throttled);
        Assert.Equal(slowed.Rounds.SkipLast(1).Sum(r => r.Time.TotalSeconds * (1 - r.Throttle)), moving.Guest.Ran.TotalSeconds, 1e-3);
        var steeper = new Moving(2.GiB, writer, Gigabit)
            .Run(new PreCopy(Moving.Bare) { AutoConverge = new AutoConverge(P) { Initial = 0.5, Increment = 0.2 } });
        Assert.True(steeper.Time < 0.6 * slowed.Time);
    }

    // Half of a link that can do 1 Gbit/s; and 100 Mbit/s first, then the bandwidth of what was written and 50 Mbit/s more.
    [Fact]
    public void A_rate_bounds_each_round()
    {
        var size = 1.GiB / 4.KiB * 4104;
        var half = new Moving(1.GiB, DirtyCurve.None, Gigabit).Run(PreCopy.Stopped(Moving.Bare) with { Rate = _ => new(62.5e6) });
        Assert.Equal(size / 62.5e6, half.Time.TotalSeconds, 1e-5);
        var rate = PreCopy.Following(MigrationCosts.Of(P), new(12.5e6), new(6.25e6), new(62.5e6));
        var rounds = new Moving(1.GiB, DirtyCurve.Sweep(1e6, 2000), Gigabit).Run(new PreCopy(Moving.Bare) { Rate = rate }).Rounds;
        Assert.Equal(12.5e6, rounds[0].BytesPerSecond, 1e3);
        Assert.Equal(2000 * 4104 + 6.25e6, rounds[1].BytesPerSecond, 1e3);
    }

    [Fact]
    public void Hosts_and_guest_are_told_what_the_move_costs_them()
    {
        var costs = MigrationCosts.Of(P);
        var moving = new Moving(1.GiB, DirtyCurve.Sweep(1e6, 20_000), Gigabit, zero: 512.MiB);
        var result = moving.Run(new PreCopy(P));
        Assert.Equal(costs.Send(result.Sent, 131072).Count, moving.Source.Count, 1e-6 * moving.Source.Count);
        Assert.Equal(costs.Receive(result.Sent).Count, moving.Target.Count, 1e-3 * moving.Target.Count);
        Assert.Equal(costs.WriteFault.Count * result.Rounds.Sum(r => r.Dirtied), moving.Tracked.Count, 1e-6 * moving.Tracked.Count);
        var first = result.Rounds[0];
        Assert.Equal((262144L, 131072L, 131072L * 4104 + 131072 * 8), (first.Pages, first.Zero, first.Sent.Count));
        Assert.Equal(result.Rounds.Sum(r => costs.Size(r.Pages, r.Zero).Count) + costs.DeviceState.Count, result.Sent.Count);
        // 20,000 pages a second, each of which takes the writer 3,000 cycles more
        Assert.Equal(20_000 / (1 + 20_000 * costs.WriteFault.Count / costs.Clock.Hertz) * first.Time.TotalSeconds, first.Dirtied, 1.0);
    }

    // 256 GiB of which nothing was written but 1 GiB: one thread reads 4,000 cycles a page.
    [Fact]
    public void Zero_pages_take_their_time_to_be_read()
    {
        var (costs, clock) = (MigrationCosts.Of(P), 3.1e9);
        var moving = new Moving(256.GiB, DirtyCurve.None, 25.Gbps, zero: 255.GiB);
        var first = moving.Run(new PreCopy(P)).Rounds[0];
        var (zero, other) = (255.0 * 262144, 262144.0);
        Assert.Equal(((zero * 4000) + (other * 4104 * clock / costs.SendRate(new Frequency(clock)).BytesPerSecond) + (zero * 8 * clock
            / costs.SendRate(new Frequency(clock)).BytesPerSecond)) / clock, first.Time.TotalSeconds, 1e-3);
        Assert.Equal(costs.Send(first.Sent, first.Zero).Count, moving.Source.Count - costs.Send(costs.DeviceState).Count, 1e4);
    }

    [Fact]
    public void On_one_machine_and_for_a_guest_that_writes_nothing_there_is_one_round()
    {
        var here = new Simulation();
        var guest = new WriterGuest(here, 1.GiB, DirtyCurve.Sweep(1e6, 1e6));
        var job = new MigrationJob { Simulation = here, Guest = guest, Network = new(here), Path = [] };
        here.Run(here.Process(new PreCopy(P).Move(job)));
        Assert.Equal((MigrationEnd.Moved, 20.0), (job.Result!.End, job.Result.Time.TotalMilliseconds));
        Assert.Equal(2, new Moving(1.GiB, DirtyCurve.None, Gigabit).Run(new PreCopy(P) { DowntimeLimit = TimeSpan.Zero }).Rounds.Count);
    }
}
