using CloudSim.Net.Kernel;
using CloudSim.Net.Tests.Containers;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel;

public class CgroupTests
{
    private readonly Rack rack = new();

    private Cgroup Root => rack.Kernel.Root;

    private ProcessTable Table => rack.Kernel.Processes;

    [Fact]
    public void A_memory_limit_ends_the_largest_process_of_its_own_cgroup()
    {
        var (one, two) = (Root.Create("one"), Root.Create("two"));
        one.Write("memory.max", "100M");
        var neighbour = Process(two, "neighbour");
        two.Memory.Touch(neighbour, 10.GiB); // by far the largest of the machine
        var (small, large) = (Process(one, "small"), Process(one, "large"));
        one.Memory.Touch(small, 20.MiB);
        Assert.True(one.Memory.Touch(large, 75.MiB).Charged);
        var result = one.Memory.Touch(small, 10.MiB);
        Assert.Equal([large], result.Killed);
        Assert.True(result.Charged);
        Assert.True(small.IsAlive && neighbour.IsAlive);
        Assert.Equal(30.MiB, one.Memory.Current);
        Assert.Equal("low 0\nhigh 0\nmax 1\noom 1\noom_kill 1\noom_group_kill 0\n", one.Read("memory.events"));
        Assert.Contains("oom_kill 0", two.Read("memory.events"));
    }

    [Fact]
    public void Cache_gives_way_before_a_process_does()
    {
        var one = Root.Create("one");
        one.Memory.Max = 100.MiB;
        var process = Process(one, "p");
        one.Memory.Cache(process, 80.MiB);
        var result = one.Memory.Touch(process, 60.MiB);
        Assert.Equal((true, 40.MiB), (result.Charged, result.Reclaimed));
        Assert.Equal((60.MiB, 40.MiB), (one.Memory.Anon, one.Memory.File));
        Assert.Equal(100.MiB, one.Memory.Peak);
    }

    [Fact]
    public void What_a_low_protects_is_taken_last_and_what_a_min_protects_never()
    {
        var parent = Root.Create("parent");
        parent.Memory.Max = 100.MiB;
        var (low, min, free) = (parent.Create("low"), parent.Create("min"), parent.Create("free"));
        (low.Memory.Low, min.Memory.Min) = (30.MiB, 30.MiB);
        var process = Process(free, "p");
        foreach (var group in new[] { low, min, free })
            group.Memory.Cache(process, 30.MiB);
        free.Memory.Touch(process, 40.MiB);
        Assert.Equal((30.MiB, 30.MiB, Bytes.Zero), (low.Memory.File, min.Memory.File, free.Memory.File));
        free.Memory.Touch(process, 20.MiB);
        Assert.Equal((10.MiB, 30.MiB), (low.Memory.File, min.Memory.File));
        Assert.False(free.Memory.Touch(process, 50.MiB).Charged);
        Assert.False(process.IsAlive);
    }

    /// <summary>
    /// A cgroup's protection is no more than the one around it has, and what that has beyond its children's goes to them in proportion
    /// (memory_recursiveprot).
    /// </summary>
    [Theory]
    [InlineData(0, 60, 100, 50, 50)]         // the slice has none: its container's counts for nothing
    [InlineData(80, 60, 120, 65.71, 14.29)]  // 60, and of the slice's other 20 as much as the 40 and the 100 unprotected are to each other
    [InlineData(100, 0, 100, 50, 50)]        // the slice's own is shared
    [InlineData(30, 60, 170, 30, 0)]         // 60 asked, 30 granted
    public void Protection_is_what_the_cgroups_around_leave(int slice, int one, int touched, double left, double otherLeft)
    {
        var all = Root.Create("slice");
        var (a, b, outside) = (all.Create("a"), all.Create("b"), Root.Create("outside"));
        (all.Memory.Min, a.Memory.Min) = (slice.MiB, one.MiB);
        a.Memory.Cache(Process(a, "a"), 100.MiB);
        b.Memory.Cache(Process(b, "b"), 100.MiB);
        Root.Memory.Max = 200.MiB;
        Assert.True(outside.Memory.Touch(Process(outside, "outside"), touched.MiB).Charged);
        Assert.Equal(left, a.Memory.File / 1.MiB, 0.02);
        Assert.Equal(otherLeft, b.Memory.File / 1.MiB, 0.02);
    }

    [Fact]
    public void Above_high_a_process_is_held_back_the_longer_the_more_it_is_above()
    {
        var one = Root.Create("one");
        one.Memory.High = 100.MiB;
        var process = Process(one, "p");
        Assert.Equal(TimeSpan.Zero, one.Memory.Touch(process, 100.MiB).Delay);
        var near = one.Memory.Touch(process, 5.MiB).Delay;
        var far = one.Memory.Touch(process, 5.MiB).Delay;
        // 64 s times the square of (k / 400) for the k-th batch of 256 KiB; up to the fifth (10 ms) it is let go
        Assert.Equal(Enumerable.Range(6, 15).Sum(k => k * k / 2500.0), near.TotalSeconds, 1e-3);
        Assert.Equal(Enumerable.Range(21, 20).Sum(k => k * k / 2500.0), far.TotalSeconds, 1e-3);
        // Judged by batches of 64 pages: the page that fills one waits for all of it.
        Assert.Equal(0, one.Memory.Touch(process, new(63 * 4096)).Delay.TotalSeconds);
        Assert.Equal(64 * 0.1025 * 0.1025, one.Memory.Touch(process, new(4096)).Delay.TotalSeconds, 1e-4);
        Assert.True(process.IsAlive);
    }

    [Fact]
    public void A_group_that_dies_together_does()
    {
        var one = Root.Create("one");
        one.Memory.Max = 10.MiB;
        one.Memory.OomGroup = true;
        var (a, b) = (Process(one, "a"), Process(one, "b"));
        one.Memory.Touch(a, 9.MiB);
        Assert.Equal(2, one.Memory.Touch(b, 5.MiB).Killed.Count);
        Assert.False(a.IsAlive || b.IsAlive);
        Assert.Equal(Bytes.Zero, one.Memory.Current);
    }

    [Fact]
    public void A_fork_at_the_limit_fails_with_an_event_also_below_the_cgroup_that_has_it()
    {
        var outer = Root.Create("outer");
        var inner = outer.Create("inner");
        outer.Write("pids.max", "3");
        var told = 0L;
        outer.Pids.Refused += n => told = n;
        var first = Process(inner, "first");
        Assert.Equal(KernelError.None, Table.Fork(first, "second", NamespaceKinds.None, out _));
        Assert.Equal(KernelError.None, Table.Fork(first, "third", NamespaceKinds.None, out var third));
        Assert.Equal(KernelError.Again, Table.Fork(first, "fourth", NamespaceKinds.None, out _));
        Assert.Equal((1L, "3\n", "max 1\n", "max 0\n"),
            (told, outer.Read("pids.current"), outer.Read("pids.events"), inner.Read("pids.events")));
        Assert.Equal(("max 1\n", "max 0\n"), (Root.Read("pids.events"), Root.Read("pids.events.local")));
        Table.End(third!, 0);
        Assert.Equal(KernelError.None, Table.Fork(first, "fourth", NamespaceKinds.None, out _));
    }

    /// <summary>
    /// Whatever is touched, cached, freed and ended: every cgroup's use is the sum of its own and what is below, no limit is passed, and
    /// nothing is left at the end.
    /// </summary>
    [Fact]
    public void Use_adds_up_and_no_limit_is_passed() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 40]).List[0, 60].Sample(
            steps =>
            {
                var fresh = new Rack();
                var root = fresh.Kernel.Root;
                var a = root.Create("a");
                Cgroup[] groups = [a.Create("w"), a.Create("x"), a.Create("y"), root.Create("b")];
                (a.Memory.Max, groups[1].Memory.Max, groups[2].Memory.Low) = (100.MiB, 60.MiB, 20.MiB);
                var alive = groups.Select((g, i) => Fork(i)).ToArray();
                foreach (var (kind, at, size) in steps)
                {
                    if (!alive[at].IsAlive)
                        alive[at] = Fork(at);
                    var (memory, process) = (groups[at].Memory, alive[at]);
                    if (kind == 0)
                        memory.Touch(process, size.MiB);
                    else if (kind == 1)
                        memory.Cache(process, size.MiB);
                    else if (kind == 2)
                        memory.Free(process, Bytes.Min(process.Memory, size.MiB));
                    else if (size < 5)
                        fresh.Kernel.Processes.End(process, 0);
                    foreach (var group in root.Tree())
                    {
                        Assert.True(!(group.Memory.Current > group.Memory.Max));
                        Assert.True(group.Memory.File >= Bytes.Zero
                            && group.Memory.Anon == new Bytes(group.All().Sum(p => p.Memory.Count)));
                    }
                }
                foreach (var process in alive)
                    fresh.Kernel.Processes.End(process, 0);
                Assert.Equal((Bytes.Zero, 1L), (root.Memory.Anon, root.Pids.Current));

                KernelProcess Fork(int i)
                {
                    fresh.Kernel.Processes.Fork(fresh.Kernel.Processes.Init, "p", NamespaceKinds.None, out var process, groups[i]);
                    return process!;
                }
            }, iter: 100, threads: 1);

    [Fact]
    public void Files_show_and_take_what_the_kernel_s_do()
    {
        var one = Root.Create("one");
        one.Write("cpu.max", "50000 100000");
        one.Write("cpu.weight", "200");
        one.Write("memory.high", "1G");
        one.Write("io.max", "8:0 rbps=1000000 wiops=50");
        Assert.Equal(("50000 100000\n", "200\n", "1073741824\n", "max\n"),
            (one.Read("cpu.max"), one.Read("cpu.weight"), one.Read("memory.high"), one.Read("memory.max")));
        var task = rack.Host.Scheduler.CreateTask("spinner", one.Cpu);
        task.Demand(10.Seconds);
        rack.Sim.Run(1.Seconds);
        Assert.StartsWith("usage_usec 50", one.Read("cpu.stat")); // half a CPU
        Assert.Contains("nr_periods 9", one.Read("cpu.stat"));
        foreach (var file in CgroupFiles.Readable)
            Assert.NotNull(one.Read(file));
        Assert.Throws<InputException>(() => one.Write("cpu.weight", "0"));
        Assert.Throws<InputException>(() => one.Write("memory.max", "lots"));
        Assert.Throws<ArgumentException>(() => one.Read("cpu.magic"));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1024, 100)]
    [InlineData(2000, 170)]
    [InlineData(262144, 10000)]
    public void Shares_of_version_1_become_weights_on_a_curve(int shares, int weight) => // runc from 1.3.2 on
        Assert.Equal(weight, CgroupFiles.WeightOfShares(shares));

    // The file of version 1 itself: the kernel takes shares as they are, and 1024 are what a weight of 100 is.
    [Theory]
    [InlineData(2, 1)]
    [InlineData(512, 50)]
    [InlineData(1024, 100)]
    [InlineData(2048, 200)]
    [InlineData(102400, 10000)]
    [InlineData(262144, 10000)]
    public void Shares_written_to_a_file_of_version_1_are_in_proportion(int shares, int weight)
    {
        var one = Root.Create("one");
        one.Write("cpu.shares", $"{shares}");
        Assert.Equal(weight, one.Cpu.Weight);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1024, 39)]
    [InlineData(2000, 77)]
    [InlineData(262144, 10000)]
    public void Shares_became_weights_on_a_straight_line(int shares, int weight) => // runc until 1.3.1
        Assert.Equal(weight, CgroupFiles.LinearWeightOfShares(shares));

    [Fact]
    public void More_shares_never_give_less_weight()
    {
        for (var (shares, last) = (2, 0); shares <= 262_144; shares++)
            Assert.InRange(CgroupFiles.WeightOfShares(shares), last, last = CgroupFiles.WeightOfShares(shares));
        Assert.Throws<ArgumentOutOfRangeException>(() => CgroupFiles.WeightOfShares(1));
    }

    /// <summary>
    /// oom_badness: memory, and a thousandth of what may be used for each point of adjustment; -1000 is never chosen, and if there is
    /// nobody else the charge fails.
    /// </summary>
    [Fact]
    public void The_victim_is_the_one_with_the_most_badness()
    {
        var one = Root.Create("one");
        one.Write("memory.max", "100M");
        var (small, large, kept) = (Process(one, "small"), Process(one, "large"), Process(one, "kept"));
        (small.OomScoreAdjust, kept.OomScoreAdjust) = (300, -1000);
        one.Memory.Touch(small, 20.MiB);
        one.Memory.Touch(large, 40.MiB);
        one.Memory.Touch(kept, 35.MiB);
        Assert.Equal([small], one.Memory.Touch(large, 10.MiB).Killed); // 20 + 30 % of 100 against 40 + 10
        Assert.Equal("low 0\nhigh 0\nmax 1\noom 1\noom_kill 1\noom_group_kill 0\n", one.Read("memory.events"));
        Assert.Equal((1L, 0L), (Root.Memory.Events["oom"], Root.Memory.LocalEvents["oom"]));
        Assert.Equal([large], one.Memory.Touch(kept, 30.MiB).Killed);
        Assert.False(one.Memory.Touch(kept, 50.MiB).Charged);
        Assert.True(kept.IsAlive);
    }

    [Fact]
    public void Files_keep_what_the_other_has_set_and_refuse_what_the_kernel_refuses()
    {
        var one = Root.Create("one");
        one.Write("cpu.max", "50000 200000");
        one.Write("cpu.max.burst", "20000");
        one.Write("cpu.max", "40000"); // the period stays, and the burst
        Assert.Equal(("40000 200000\n", "20000\n"), (one.Read("cpu.max"), one.Read("cpu.max.burst")));
        Assert.Throws<InputException>(() => one.Write("cpu.max.burst", "50000"));
        Assert.Throws<InputException>(() => one.Write("cpu.max", "10000"));
        Assert.Equal("40000 200000\n", one.Read("cpu.max"));
        Assert.Equal("8:0 rbytes=0 wbytes=0 rios=0 wios=0 dbytes=0 dios=0\n", one.Read("io.stat"));
    }

    private KernelProcess Process(Cgroup cgroup, string name)
    {
        Assert.Equal(KernelError.None, Table.Fork(Table.Init, name, NamespaceKinds.None, out var process, cgroup));
        return process!;
    }
}
