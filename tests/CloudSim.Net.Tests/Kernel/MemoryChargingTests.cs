using CloudSim.Net.Kernel;
using CloudSim.Net.Tests.Containers;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>Batches, limits that act when written, the kernel's own memory, and who is ended.</summary>
public class MemoryChargingTests
{
    private readonly Rack rack = new();

    private Cgroup Root => rack.Kernel.Root;

    [Theory]
    [InlineData(30720)]
    [InlineData(1024)]
    [InlineData(256)]
    [InlineData(4)]
    public void Thirty_MiB_above_high_hold_back_as_long_in_calls_of_any_size(int kib)
    {
        var (group, worker) = Group("pod");
        group.Write("memory.high", "64M");
        group.Memory.Touch(worker, 64.MiB);
        var held = TimeSpan.Zero;
        for (var done = 0; done < 30720; done += kib)
            held += group.Memory.Touch(worker, kib.KiB).Delay;
        Assert.Equal(180.65, held.TotalSeconds, 0.005);
        Assert.Equal(120, group.Memory.Events.High);
    }

    // mem_find_max_overage: 8 MiB above 80 hold back by 64 s times a tenth squared, whether that limit is the process's own or one around;
    // the other one, 1 MiB above 87, would take 8 ms, which is let go.
    [Theory]
    [InlineData("80M", "87M")]
    [InlineData("87M", "80M")]
    public void Of_several_high_limits_the_one_passed_by_most_counts(string outer, string inner)
    {
        var around = Root.Create("around");
        var (group, worker) = Group("pod", around);
        group.Memory.Touch(worker, 88.MiB - 256.KiB);
        around.Write("memory.high", outer);
        group.Write("memory.high", inner);
        Assert.Equal(0.64, group.Memory.Touch(worker, 256.KiB).Delay.TotalSeconds, 1e-4);
        Assert.Equal((1L, 1L), (around.Memory.LocalEvents.High, group.Memory.LocalEvents.High));
    }

    [Theory]
    [InlineData("memory.max", false, false, 0, 1)]
    [InlineData("memory.max", true, true, 64, 0)]
    [InlineData("memory.high", true, true, 64, 0)]
    [InlineData("memory.high", false, true, 128, 0)]
    public void A_limit_acts_when_it_is_written(string file, bool cached, bool lives, int left, int kills)
    {
        var (group, worker) = Group("pod");
        _ = cached ? group.Memory.Cache(worker, 128.MiB) : group.Memory.Touch(worker, 128.MiB);
        group.Write(file, "64M");
        Assert.Equal((lives, left.MiB, (long)kills), (worker.IsAlive, group.Memory.Current, group.Memory.Events.OomKill));
        Assert.Equal((kills, 0L), ((int)group.Memory.Events.Oom, group.Memory.Events.Max)); // a write is no charge
    }

    [Fact]
    public void Swap_is_used_before_anybody_is_ended_at_a_write_too()
    {
        var (group, worker) = Group("pod");
        Root.Memory.Swap = new(100.MiB);
        group.Memory.Touch(worker, 128.MiB);
        group.Write("memory.max", "64M");
        Assert.Equal((true, 64.MiB, 64.MiB), (worker.IsAlive, worker.Memory, worker.Swapped));
        Assert.Equal("67108864\n", group.Read("memory.swap.current"));
        group.Write("memory.max", "20M"); // 36 MiB of swap are left, 44 would be needed
        Assert.False(worker.IsAlive);
        Assert.Equal((Bytes.Zero, Bytes.Zero), (Root.Memory.Swapped, Root.Memory.Swap.Used));
    }

    [Fact]
    public void The_machine_s_memory_is_the_root_s_limit_and_its_killer_the_same()
    {
        Root.Memory.Max = 200.MiB;
        var (one, large) = Group("one");
        var (two, small) = Group("two");
        var told = new List<(KernelProcess, bool)>();
        Root.Memory.OomKilled += p => told.Add((p, p.IsAlive));
        one.Memory.Touch(large, 120.MiB);
        var result = two.Memory.Touch(small, 90.MiB);
        Assert.Equal([large], result.Killed);
        Assert.Equal([(large, true)], told); // told before it ends
        Assert.Equal((137, true), (large.ExitCode, result.Charged));
        Assert.Equal((1L, 0L), (one.Memory.LocalEvents.OomKill, Root.Memory.LocalEvents.OomKill));
        small.OomScoreAdjust = -1000;
        result = two.Memory.Touch(small, 120.MiB);
        Assert.Equal((false, 110.MiB, Root), (result.Charged, result.Size, result.RefusedBy));
        Assert.Equal("memory of cgroup / is full (200 MiB)", result.Reason);
        Assert.True(small.IsAlive && rack.Kernel.Processes.Init.IsAlive);
    }

    [Fact]
    public void The_machine_reclaims_a_thousandth_of_its_memory_at_a_time()
    {
        Root.Memory.Max = 2000.MiB;
        var (group, worker) = Group("one");
        group.Memory.Cache(worker, 1500.MiB);
        Assert.Equal(2.MiB, group.Memory.Touch(worker, 501.MiB).Reclaimed);
        Assert.Equal((1999.MiB, 1L), (Root.Memory.Current, Root.Memory.LocalEvents.Max));
        group.Memory.Max = 1999.MiB;
        Assert.Equal(256.KiB, group.Memory.Touch(worker, 4.KiB).Reclaimed);
    }

    [Fact]
    public void Memory_of_the_kernel_is_all_or_nothing_and_never_reclaimed()
    {
        var (group, worker) = Group("pod");
        group.Memory.Max = 100.MiB;
        group.Memory.Cache(worker, 60.MiB);
        Assert.True(group.Memory.TryChargeKernel(70.MiB));
        Assert.Equal((70.MiB, 30.MiB), (group.Memory.Kernel, group.Memory.File));
        Assert.Contains("kernel 73400320\n", group.Read("memory.stat"));
        Assert.Equal(30.MiB, group.Memory.Available);
        Assert.False(group.Memory.TryChargeKernel(31.MiB)); // can never fit: nothing is reclaimed or ended for it
        Assert.Equal((70.MiB, 30.MiB, true), (Root.Memory.Kernel, group.Memory.File, worker.IsAlive));
        worker.OomScoreAdjust = -1000;
        group.Memory.Touch(worker, 20.MiB);
        Assert.False(group.Memory.TryChargeKernel(20.MiB)); // the 10 that fit are given back
        Assert.Equal((70.MiB, 20.MiB), (group.Memory.Kernel, group.Memory.Anon));
        Assert.Throws<ArgumentOutOfRangeException>(() => Root.Memory.UnchargeKernel(1.MiB)); // it is the pod's
        group.Memory.UnchargeKernel(70.MiB);
        Assert.Equal(Bytes.Zero, Root.Memory.Kernel);
    }

    [Fact]
    public void A_process_that_has_ended_is_charged_nothing()
    {
        var (group, worker) = Group("pod");
        rack.Kernel.Processes.End(worker, 0);
        var result = group.Memory.Touch(worker, 1.MiB);
        Assert.Equal((false, "the process has ended", Bytes.Zero), (result.Charged, result.Reason, group.Memory.Current));
        Assert.Throws<ArgumentOutOfRangeException>(() => group.Memory.Touch(worker, new(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => group.Memory.Max = new(-1));
        Assert.Null(group.Memory.Max);
    }

    [Fact]
    public void A_touch_without_limits_allocates_nothing()
    {
        var (group, worker) = Group("pod");
        group.Memory.Touch(worker, 1.MiB);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            group.Memory.Touch(worker, 4.KiB);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>
    /// However the same work is cut into calls, at every limit: the same delay, the same memory, the same counters, the same dead.
    /// </summary>
    [Fact]
    public void Cutting_work_into_calls_decides_nothing() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[1, 12_000_000]).List[1, 6],
            Gen.Int[1, 40].List[1, 12],
            Gen.Select(Gen.Int[4, 30], Gen.Int[4, 30], Gen.Int[0, 20], Gen.Int[20, 50]))
        .Sample((work, cuts, limits) => Assert.Equal(Outcome(work, null, limits), Outcome(work, cuts, limits)), iter: 300, threads: 1);

    private static string Outcome(List<(int Kind, int At, int Size)> work, List<int>? cuts, (int High, int Max, int Swap, int Root) limits)
    {
        var fresh = new MemoryChargingTests();
        fresh.Root.Memory.Max = limits.Root.MiB;
        fresh.Root.Memory.Swap = new(limits.Swap.MiB);
        var all = fresh.Root.Create("all");
        (Cgroup Group, KernelProcess Worker)[] places = [fresh.Group("a", all), fresh.Group("b", all)];
        all.Memory.Max = new(limits.Max.MiB.Count + 1234);
        places[0].Group.Memory.High = limits.High.MiB;
        places[1].Group.Memory.Low = 3.MiB;
        var (delay, reclaimed, swapped, next) = (TimeSpan.Zero, Bytes.Zero, Bytes.Zero, 0);
        foreach (var (kind, at, size) in work)
        {
            var (group, worker) = places[at];
            if (kind == 3)
            {
                Count(fresh.Root.Memory.PageCache.Read(worker, $"file {size % 2}", new(size % 2 * 3_000_000 + 2_000_000)).Charge);
                continue;
            }
            for (var left = size; left > 0;)
            {
                var part = cuts is null ? left : Math.Min(left, cuts[next++ % cuts.Count] * 65_003);
                left -= part;
                Count(kind == 1 ? group.Memory.Cache(worker, new(part)) : group.Memory.Touch(worker, new(part)));
            }
        }
        var memory = string.Concat(fresh.Root.Tree().Select(c =>
            $"{c.Path} {c.Memory.Anon.Count} {c.Memory.File.Count} {c.Memory.Swapped.Count} {c.Memory.Peak.Count} {c.Memory.Events}"));
        return $"{delay} {reclaimed.Count} {swapped.Count} {places[0].Worker.ExitCode} {places[1].Worker.ExitCode}\n{memory}";

        void Count(ChargeResult result) =>
            (delay, reclaimed, swapped) = (delay + result.Delay, reclaimed + result.Reclaimed, swapped + result.SwappedOut);
    }

    private (Cgroup Group, KernelProcess Worker) Group(string name, Cgroup? parent = null)
    {
        var group = (parent ?? Root).Create(name);
        rack.Kernel.Processes.Fork(rack.Kernel.Processes.Init, "worker", NamespaceKinds.None, out var worker, group);
        return (group, worker!);
    }
}
