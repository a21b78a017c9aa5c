using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Tests.Containers;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>The io controller: weights on a shared disk, and limits level by level.</summary>
public class IoControllerTests
{
    private readonly Rack rack = new();

    private Cgroup Root => rack.Kernel.Root;

    [Fact]
    public void Weights_share_a_full_disk_and_a_limit_binds_below()
    {
        var (sim, disk) = (rack.Sim, new BlockDevice(rack.Sim, new DiskModel(0.1.Milliseconds, 1, 100.MBps, 100.MBps)));
        var io = new IoScheduler(P, sim, disk, depth: 1);
        var (heavy, light, limited) = (Root.Create("heavy"), Root.Create("light"), Root.Create("limited"));
        heavy.Io.Weight = 300;
        limited.Io.Max = new IoLimit(ReadBytes: 5.MBps);
        var inner = limited.Create("inner");
        foreach (var group in new[] { heavy, light, inner })
            for (var i = 0; i < 8; i++)
                sim.Process(Reader(group));
        sim.Run(10.Seconds);
        var (h, l) = (heavy.Io.Stat.ReadBytes, light.Io.Stat.ReadBytes);
        Assert.InRange(h / l, 2.8, 3.2);
        Assert.InRange(limited.Io.Stat.ReadBytes.Count / 10e6, 4.5, 5.1);
        Assert.Equal(inner.Io.Stat, limited.Io.Stat);

        IEnumerable<Event> Reader(Cgroup group)
        {
            while (true)
                yield return io.Submit(group, 128.KiB);
        }
    }

    /// <summary>
    /// Two cgroups with one read at a time each: weights decide here too, because the disk is kept for the heavier one's next read.
    /// </summary>
    [Theory]
    [InlineData(100, 1)]
    [InlineData(300, 3)]
    [InlineData(1000, 10)]
    public void Weights_count_with_one_request_in_flight(int weight, double ratio)
    {
        var (sim, disk) = (rack.Sim, new BlockDevice(rack.Sim, new DiskModel(0.1.Milliseconds, 1, 100.MBps, 100.MBps)));
        var io = new IoScheduler(P, sim, disk, depth: 1);
        var (heavy, light) = (Root.Create("heavy"), Root.Create("light"));
        heavy.Io.Weight = weight;
        sim.Process(Reader(heavy, TimeSpan.Zero));
        sim.Process(Reader(light, TimeSpan.Zero));
        sim.Run(5.Seconds);
        Assert.InRange(heavy.Io.Stat.ReadBytes / light.Io.Stat.ReadBytes, 0.95 * ratio, 1.05 * ratio);

        // Who thinks longer than the disk is kept for loses nothing of the disk to the others.
        var slow = Root.Create("slow");
        slow.Io.Weight = 10_000;
        sim.Process(Reader(slow, 20.Milliseconds));
        var before = Root.Io.Stat.Reads;
        sim.Run(5.Seconds);
        // 1.41 ms a read of 128 KiB: the disk is never idle for long
        Assert.InRange(Root.Io.Stat.Reads - before, 0.95 * 5 / 0.00141, 5 / 0.0014);

        IEnumerable<Event> Reader(Cgroup group, TimeSpan think)
        {
            while (true)
            {
                yield return io.Submit(group, 128.KiB);
                if (think > TimeSpan.Zero)
                    yield return sim.Timeout(think);
            }
        }
    }

    /// <summary>blk-throttle: a slice of 100 ms goes at once, then the rate; after a pause a slice again, and no more.</summary>
    [Fact]
    public void A_limit_lets_a_slice_through_at_once_and_then_its_rate()
    {
        var (sim, io) = (rack.Sim, rack.Kernel.Io);
        var limited = Root.Create("limited");
        limited.Write("io.max", "8:0 rbps=1000000 riops=max");
        Assert.Equal("8:0 rbps=1000000 wbps=max riops=max wiops=max\n", limited.Read("io.max"));
        var done = new List<double>();
        var begin = sim.NowD;
        for (var i = 0; i < 30; i++)
            io.Submit(limited, 10_000.B).AddCallback(_ => done.Add(sim.NowD - begin));
        sim.Run(1.Seconds);
        Assert.Equal(10, done.Count(t => t < 0.05)); // 100 kB, a slice's worth
        Assert.Equal(30, done.Count);
        Assert.InRange(done[^1], 0.19, 0.31);
        begin = sim.NowD;
        done.Clear();
        for (var i = 0; i < 30; i++)
            io.Submit(limited, 10_000.B).AddCallback(_ => done.Add(sim.NowD - begin));
        sim.Run(1.Seconds);
        Assert.Equal(10, done.Count(t => t < 0.05));

        begin = sim.NowD;
        var large = io.Submit(limited, 1_000_000.B); // ten slices' worth: it waits for the nine that are not there
        sim.Run(large);
        Assert.InRange(sim.NowD - begin, 0.9, 1.1);
    }

    /// <summary>
    /// A child's own limit holds its requests back before they count against the parent's: a sibling is not kept waiting by them.
    /// </summary>
    [Fact]
    public void Limits_on_two_levels_bind_one_after_the_other()
    {
        var (sim, io) = (rack.Sim, rack.Kernel.Io);
        var parent = Root.Create("parent");
        var (slow, quick) = (parent.Create("slow"), parent.Create("quick"));
        parent.Write("io.max", "8:0 riops=200");
        slow.Write("io.max", "8:0 riops=10");
        foreach (var group in new[] { slow, quick })
            for (var i = 0; i < 64; i++)
                sim.Process(Reader(group));
        sim.Run(20.Seconds);
        Assert.InRange(slow.Io.Stat.Reads / 20.0, 9.5, 10.5);
        Assert.InRange(parent.Io.Stat.Reads / 20.0, 195, 202);
        Assert.Equal(parent.Io.Stat.Reads, slow.Io.Stat.Reads + quick.Io.Stat.Reads);

        IEnumerable<Event> Reader(Cgroup group)
        {
            while (true)
                yield return io.Submit(group, 4.KiB);
        }
    }
}
