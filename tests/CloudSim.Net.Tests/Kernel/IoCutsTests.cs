using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Tests.Containers;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>How requests are cut decides nothing where the rule is in bytes; and limits change while requests wait.</summary>
public class IoCutsTests
{
    private readonly Rack rack = new();

    /// <summary>A disk that takes no time to speak of: what is seen is the limit.</summary>
    private IoScheduler Quick => field ??= new(P, rack.Sim,
        new BlockDevice(rack.Sim, new DiskModel(TimeSpan.Zero, 64, new(1e15), new(1e15))), depth: 64);

    [Fact]
    public void The_end_under_a_limit_on_bytes_depends_on_the_sum_alone() =>
        Gen.Select(Gen.Int[1, 3_000_000].List[1, 5], Gen.Int[1, 300_000].List[1, 10], Gen.Int[100_000, 5_000_000])
            .Sample((work, cuts, rate) =>
            {
                var whole = End(work, null, rate);
                Assert.Equal(whole, End(work, cuts, rate), 1e-5);
                // One slice of 100 ms goes at once, and no byte comes before its time.
                var due = work.Sum(w => (double)w) / rate;
                Assert.Equal(due <= 0.1 ? 0 : due, whole, 1e-5);
            }, iter: 200, threads: 1);

    [Fact]
    public void A_large_request_is_cut_and_counts_as_its_parts()
    {
        var group = rack.Kernel.Root.Create("one");
        group.Write("io.max", "8:0 riops=10");
        rack.Sim.Run(Quick.Submit(group, 12_800.KiB)); // ten parts of 1,280 KiB
        Assert.Equal((10L, 12_800.KiB), (group.Io.Stat.Reads, group.Io.Stat.ReadBytes));
        Assert.Equal(1, rack.Sim.NowD, 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => Quick.Submit(group, new(-1)));
    }

    [Fact]
    public void A_new_limit_holds_for_requests_that_wait_already()
    {
        var group = rack.Kernel.Root.Create("one");
        group.Write("io.max", "8:0 rbps=1000");
        var done = Quick.Submit(group, 1_000_000.B); // 1,000 s
        rack.Sim.Run(1.Seconds);
        group.Write("io.max", "8:0 rbps=1000000");
        rack.Sim.Run(done);
        Assert.Equal(2, rack.Sim.NowD, 1e-6); // new slices from 1 s on
        done = Quick.Submit(group, 1_000_000.B);
        group.Write("io.max", "8:0 rbps=max");
        rack.Sim.Run(done);
        Assert.Equal(2, rack.Sim.NowD, 1e-6);
    }

    [Fact]
    public void A_weight_that_changes_while_requests_run_leaves_no_trace()
    {
        var (one, two) = (rack.Kernel.Root.Create("one"), rack.Kernel.Root.Create("two"));
        var done = Quick.Submit(one, 1.MiB);
        one.Io.Weight = 1000;
        rack.Sim.Run(done);
        rack.Sim.Run(1.Seconds);
        two.Io.Enter();
        Assert.Equal(1, two.Io.HierarchicalWeight);
        one.Io.Enter();
        one.Io.Weight = 300;
        Assert.Equal(0.25, two.Io.HierarchicalWeight);
    }

    private static double End(List<int> work, List<int>? cuts, int rate)
    {
        var fresh = new IoCutsTests();
        var group = fresh.rack.Kernel.Root.Create("one");
        group.Io.Max = new IoLimit(ReadBytes: new(rate));
        var (end, next) = (0.0, 0);
        foreach (var size in work)
            for (var left = size; left > 0;)
            {
                var part = cuts is null ? left : Math.Min(left, cuts[next++ % cuts.Count]);
                left -= part;
                fresh.Quick.Submit(group, new(part)).AddCallback(_ => end = Math.Max(end, fresh.rack.Sim.NowD));
            }
        fresh.rack.Sim.Run(1000.Seconds);
        return end;
    }
}
