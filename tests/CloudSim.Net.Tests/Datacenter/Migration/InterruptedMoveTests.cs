using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Migration;

/// <summary>A move can be broken off at any instant.</summary>
public class InterruptedMoveTests
{
    private static readonly ILiveMigration[] Ways =
    [
        new PreCopy(P), new PreCopy(P) { AutoConverge = new AutoConverge(P) { Initial = 0.5, Periods = 1 } }, PreCopy.Stopped(P),
        new PreCopy(P) { Limits = MigrationLimits.Xen(P), Rate = PreCopy.Following(MigrationCosts.Of(P), 10.MBps, 5.MBps, 100.MBps) },
        new PreCopy(P) { Limits = new MigrationLimits(P) { Time = 7.Seconds } },
        new PostCopy(P), new PostCopy(P) { Passes = 1, OwnConnection = true, MostRate = 50.MBps }, new FixedRate(P),
    ];

    /// <summary>
    /// No flow is left, the guest runs as before, everything that was sent is in the rounds and charged, and the result says where the
    /// guest is.
    /// </summary>
    [Fact]
    public void Nothing_is_left_of_it() =>
        Gen.Select(Gen.Int[0, Ways.Length - 1], Gen.Double[1e-3, 20], Gen.Int[1, 60_000], Gen.Int[1, 4]).Sample((way, at, rate, vcpus) =>
        {
            var moving = new Moving(256.MiB, DirtyCurve.Sweep(30_000, rate), 1.Gbps, zero: 64.MiB, vcpus: vcpus);
            var process = moving.Sim.Process(Ways[way].Move(moving.Job));
            moving.Sim.Run(at.Seconds);
            if (process.IsAlive)
                process.Interrupt("the target is lost");
            moving.Sim.Run();
            var result = moving.Job.Result!;
            Assert.Equal(0, moving.Link.FlowCount);
            Assert.Equal((false, false, 0.0), (moving.Guest.IsPaused, moving.Guest.IsTracked, moving.Guest.Throttled));
            Assert.Equal(moving.SwitchedPaused is not null, result.End is MigrationEnd.Moved or MigrationEnd.Forced or MigrationEnd.Lost);
            Assert.Equal(result.End is MigrationEnd.Interrupted or MigrationEnd.Lost, result.Reason == "the target is lost");
            Assert.True(result.Time <= at.Seconds || result.Reason != "the target is lost");
            if (Ways[way] is FixedRate)
                return;
            var costs = MigrationCosts.Of(P);
            var sent = costs.Send(result.Sent, result.Rounds.Sum(r => r.Zero)) + costs.Answer * result.Faults;
            Assert.Equal(sent.Count, moving.Source.Count, result.End == MigrationEnd.Lost ? double.MaxValue
                : 1e-6 * moving.Source.Count + 100 + costs.Send(Bytes.Zero, 1).Count);
            if (result.IsMoved)
                Assert.True(moving.Sim.Now - new DateTime(1970, 1, 1) >= result.Time);
        });

    /// <summary>The simulation has nothing to do once the last move is over: no alarm goes on.</summary>
    [Fact]
    public void A_simulation_ends_with_the_move()
    {
        foreach (var way in Ways)
        {
            var moving = new Moving(256.MiB, DirtyCurve.Sweep(10_000, 5_000), 1.Gbps);
            moving.Sim.Process(way.Move(moving.Job));
            moving.Sim.Run();
            Assert.True(moving.Job.Result!.IsMoved);
            Assert.Equal(moving.Job.Result.Time.TotalSeconds, moving.Sim.NowD, 1e-6);
        }
    }

    [Fact]
    public void The_same_move_is_the_same_each_time() =>
        Assert.All(Ways, way =>
        {
            MigrationResult Once() => new Moving(256.MiB, Moving.Random(128.MiB, 50_000), 1.Gbps, vcpus: 3).Run(way);
            var (first, second) = (Once(), Once());
            Assert.Equal(first with { Rounds = [] }, second with { Rounds = [] });
            Assert.Equal(first.Rounds, second.Rounds);
        });

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new PreCopy(P).Move(null!));
        Assert.Throws<ArgumentNullException>(() => new PostCopy(P).Move(null!));
        Assert.Throws<ArgumentNullException>(() => new FixedRate(P).Move(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PreCopy(P) { DowntimeLimit = -1.Seconds });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AutoConverge(P) { Initial = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PostCopy(P) { Passes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MigrationLimits(P) { Rounds = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WriterGuest(new(), 1.GiB, DirtyCurve.None) { Zero = 2.GiB });
        Assert.Throws<ArgumentOutOfRangeException>("most", () => PreCopy.Following(MigrationCosts.Of(P), 10.MBps, 5.MBps, 9.MBps));
    }
}
