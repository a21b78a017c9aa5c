using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Migration;

public class PostCopyTests
{
    private static readonly MigrationCosts Costs = MigrationCosts.Of(P);

    /// <summary>However fast it writes: each page once, and what it needs to run.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e4)]
    [InlineData(1e7)]
    public void Its_time_is_one_pass(double pagesPerSecond)
    {
        var moving = new Moving(2.GiB, DirtyCurve.Sweep(262144, pagesPerSecond), 1.Gbps, zero: 1.GiB);
        var result = moving.Run(new PostCopy(P));
        var bytes = Costs.Size(524288, 262144) + Costs.DeviceState;
        Assert.Equal(MigrationEnd.Moved, result.End);
        Assert.Equal(bytes, result.Sent);
        Assert.Equal(bytes.Count / 125e6 + 0.02, result.Time.TotalSeconds, 1e-5);
        Assert.Equal(Costs.DeviceState.Count / 125e6 + 0.02, result.Downtime.TotalSeconds, 1e-5);
        Assert.Equal(pagesPerSecond > 0, result.Faults > 0);
        Assert.Equal((true, false, 0.0), (moving.SwitchedPaused, moving.Guest.IsPaused, moving.Guest.Throttled));
        Assert.Equal((result.Time - result.Downtime - result.Waited).TotalSeconds, moving.Guest.Ran.TotalSeconds, 1e-3);
    }

    [Fact]
    public void After_a_pass_only_what_was_written_is_missing()
    {
        var moving = new Moving(2.GiB, DirtyCurve.Sweep(262144, 1e6), 1.Gbps);
        var result = moving.Run(new PostCopy(P) { Passes = 1 });
        Assert.Equal([524288L, 0, 262144], result.Rounds.Select(r => r.Pages));
        Assert.Equal(Costs.DeviceState.Count + 524288 / 8, result.Rounds[1].Sent.Count);
        Assert.Equal((524288L + 262144) * 4104 / 125e6, result.Time.TotalSeconds, 0.05);
    }

    /// <summary>
    /// Behind what the sockets of the stream hold, or only what the interface holds; there and back; and the page: one after the other, for
    /// a guest that does nothing but touch pages.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_that_is_asked_for_waits_for_what_is_before_it(bool own)
    {
        var moving = new Moving(4.GiB, DirtyCurve.Sweep(1048576, 1e9), 10.Gbps, latency: 100.Microseconds);
        var result = moving.Run(new PostCopy(P) { OwnConnection = own });
        var before = own ? Costs.Own : Costs.Shared;
        var rate = Costs.SendRate(3.1.GHz).BytesPerSecond; // one thread's: less than the cable's
        var wait = 200e-6 + (Costs.Request + Costs.Answer).Count / 3.1e9 + (before.Count + 4104) / rate;
        Assert.Equal(wait, result.FaultLatency.TotalSeconds, 0.02 * wait);
        Assert.Equal(result.Rounds[^1].Time.TotalSeconds, result.Waited.TotalSeconds, 0.02);
        Assert.Equal(result.Waited.TotalSeconds / wait, result.Faults, 0.03 * result.Faults);
        Assert.Equal(Costs.Send(result.Sent).Count + Costs.Answer.Count * result.Faults, moving.Source.Count, 1e-3 * moving.Source.Count);
    }

    // Pages are touched one by one while the stream passes them: of those at the share s of its way 1 - s are missing, half of all. So it
    // waits more at the begin: what it does not touch while it waits would be missing with two thirds.
    [Fact]
    public void A_guest_finds_the_share_missing_that_the_stream_has_not_passed()
    {
        var moving = new Moving(4.GiB, DirtyCurve.Sweep(1048576, 100), 10.Gbps);
        var result = moving.Run(new PostCopy(P) { OwnConnection = true });
        Assert.Equal(100 * (result.Rounds[^1].Time / 2 - result.Waited * (2 / 3.0)).TotalSeconds, result.Faults, 1.5);
    }

    /// <summary>While some virtual CPUs wait the others run: with more of them a guest asks for more pages in the same time.</summary>
    [Fact]
    public void Each_virtual_CPU_waits_for_its_own_page()
    {
        MigrationResult Of(int vcpus) => new Moving(4.GiB, DirtyCurve.Sweep(1048576, 1e9), 10.Gbps, vcpus: vcpus)
            .Run(new PostCopy(P) { OwnConnection = true });
        var (one, four) = (Of(1), Of(4));
        Assert.Equal(4, (double)four.Faults / one.Faults, 0.1);
        Assert.Equal(1, four.FaultLatency / one.FaultLatency, 0.02);
    }

    /// <summary>Studies of consolidation: 870 MB at half of 1 Gbit/s, a tenth of the CPU gone meanwhile; it never stands still.</summary>
    [Fact]
    public void A_fixed_rate_takes_the_memory_s_time()
    {
        var moving = new Moving(new(870_000_000), DirtyCurve.Sweep(1e6, 1e6), 1.Gbps);
        var result = moving.Run(new FixedRate(P));
        Assert.Equal(870e6 / 62.5e6, result.Time.TotalSeconds, 1e-6);
        Assert.Equal(0.9 * 870e6 / 62.5e6, moving.Guest.Ran.TotalSeconds, 1e-5);
        Assert.Equal((MigrationEnd.Moved, TimeSpan.Zero, 0.0), (result.End, result.Downtime, moving.Guest.Throttled));
        Assert.Equal((0.0, (bool?)false), (moving.Source.Count, moving.SwitchedPaused));
        var faster = new Moving(new(870_000_000), DirtyCurve.None, 1.Gbps).Run(new FixedRate(P) { Rate = 100.MBps });
        Assert.Equal(8.7, faster.Time.TotalSeconds, 1e-6);
    }
}
