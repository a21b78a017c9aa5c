using CloudSim.Net.Kernel;
using CloudSim.Net.Tests.Containers;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>Files in memory, swap, and merged pages.</summary>
public class MemoryFilesTests
{
    private readonly Rack rack = new();

    private Cgroup Root => rack.Kernel.Root;

    private PageCache Files => Root.Memory.PageCache;

    [Fact]
    public void Who_reads_first_pays_and_the_parent_when_it_goes()
    {
        var pod = Root.Create("pod");
        var (one, first) = Group("one", pod);
        var (two, second) = Group("two", pod);
        Assert.Equal(40.MiB, Files.Read(first, "libc", 40.MiB).Missing);
        Assert.Equal(Bytes.Zero, Files.Read(second, "libc", 40.MiB).Missing);
        Assert.Equal((40.MiB, Bytes.Zero), (one.Memory.File, two.Memory.File));
        rack.Kernel.Processes.End(first, 0);
        one.Remove();
        Assert.Equal((40.MiB, Bytes.Zero), (pod.Memory.File, two.Memory.File));
        pod.Memory.Max = 30.MiB; // the parent's to reclaim
        Assert.Equal((30.MiB, 30.MiB), (pod.Memory.File, Files.Cached("libc")));
        Assert.Equal(10.MiB, Files.Read(second, "libc", 40.MiB).Missing);
        Assert.Equal(30.MiB, pod.Memory.Current);
    }

    [Fact]
    public void The_least_recently_used_file_goes_first_in_parts_and_mapped_ones_stay()
    {
        var (group, worker) = Group("one");
        group.Memory.Max = 100.MiB;
        Files.Map(worker, "program", 10.MiB);
        Files.Read(worker, "old", 30.MiB);
        Files.Read(worker, "older, used again", 30.MiB);
        Files.Read(worker, "old", 30.MiB);
        group.Memory.Touch(worker, 50.MiB);
        Assert.Equal((10.MiB, 30.MiB, 10.MiB), (Files.Cached("program"), Files.Cached("old"), Files.Cached("older, used again")));
        Assert.Contains("file_mapped 10485760\n", group.Read("memory.stat"));
        Assert.Equal((40.MiB, 50.MiB), (group.Memory.Available, group.Memory.File));
        group.Memory.Touch(worker, 40.MiB);
        Assert.Equal((10.MiB, Bytes.Zero, 0L), (Files.Cached("program"), Files.Cached("old"), group.Memory.Events.OomKill));
        group.Memory.Touch(worker, 1.MiB);
        Assert.False(worker.IsAlive);
        Assert.Equal((10.MiB, 0), (group.Memory.File, Files.Mappings("program"))); // its process has ended
        group.Memory.Max = 4.MiB;
        Assert.Equal(4.MiB, Files.Cached("program"));
    }

    [Fact]
    public void A_mapped_file_is_charged_once_and_stays_while_others_map_it()
    {
        var (one, first) = Group("one");
        var (two, second) = Group("two");
        Files.Map(first, "firecracker", 3.MiB);
        Assert.Equal(Bytes.Zero, Files.Map(second, "firecracker", 3.MiB).Missing);
        Assert.Equal((3.MiB, Bytes.Zero, 2), (one.Memory.Mapped, two.Memory.File, Files.Mappings("firecracker")));
        Assert.Throws<ArgumentException>(() => Files.Read(second, "firecracker", 4.MiB));
        rack.Kernel.Processes.End(first, 0);
        one.Remove();
        second.OomScoreAdjust = -1000;
        Root.Memory.Max = Bytes.Zero;
        Assert.Equal((3.MiB, 3.MiB), (Root.Memory.Mapped, Files.Cached("firecracker")));
        second.OomScoreAdjust = 0;
        Root.Memory.Max = Bytes.Zero; // now second may be ended, and nobody maps it any more
        Assert.Equal((false, Bytes.Zero), (second.IsAlive, Root.Memory.Current));
    }

    [Fact]
    public void The_last_size_is_a_file_s_size()
    {
        var (group, worker) = Group("one");
        Files.Read(worker, "log", 10.MiB);
        Assert.Equal(5.MiB, Files.Read(worker, "log", 15.MiB).Missing);
        Assert.Equal(Bytes.Zero, Files.Read(worker, "log", 2.MiB).Missing);
        Assert.Equal(2.MiB, group.Memory.File);
        Files.Drop("log");
        Assert.Equal((Bytes.Zero, Bytes.Zero), (group.Memory.File, Files.Cached("log")));
        Assert.Throws<ArgumentException>(() => Files.Unmap(worker, "log"));
    }

    [Fact]
    public void A_file_larger_than_the_limit_passes_through()
    {
        var (group, worker) = Group("one");
        group.Memory.Max = 10.MiB;
        var read = Files.Read(worker, "large", 100.MiB);
        Assert.Equal((true, 100.MiB, 90.MiB), (read.Charge.Charged, read.Missing, read.Charge.Reclaimed));
        Assert.Equal((10.MiB, 10.MiB), (Files.Cached("large"), group.Memory.Current));
    }

    [Fact]
    public void Cold_pages_go_to_swap_first_and_come_back_where_they_were()
    {
        var (group, busy) = Group("one");
        rack.Kernel.Processes.Fork(busy, "idle", NamespaceKinds.None, out var idle, group);
        Root.Memory.Swap = new(100.MiB);
        group.Memory.Max = 100.MiB;
        group.Write("memory.swap.max", "50M");
        group.Memory.Touch(busy, 50.MiB);
        group.Memory.Touch(idle!, 50.MiB);
        idle!.Cold = 20.MiB;
        var result = group.Memory.Touch(busy, 20.MiB);
        Assert.Equal((20.MiB, 20.MiB, Bytes.Zero), (result.SwappedOut, idle.Swapped, busy.Swapped));
        Assert.Equal((30.MiB, Bytes.Zero), (idle.Memory, idle.Cold));
        group.Memory.Touch(busy, 10.MiB); // of each batch in proportion: 30 of 100 MiB are idle's at first
        Assert.Equal(30 * (1 - Math.Exp(-0.1)), (idle.Swapped - 20.MiB).MiB, 0.01);
        var other = Root.Create("other");
        other.Attach(idle);
        Assert.True(other.Memory.SwapIn(idle, idle.Swapped).Charged);
        Assert.Equal((130.MiB, Bytes.Zero), (group.Memory.Current + Root.Memory.Swap.Used, other.Memory.Current));
        Assert.InRange(Root.Memory.Swap.Used.MiB, 30, 30.25); // a whole batch of others' went out for the last page
        group.Memory.Touch(busy, 20.MiB);
        Assert.False(group.Memory.Touch(busy, 1.MiB).Charged); // 50 MiB are the most in swap
        Assert.Equal((false, true), (busy.IsAlive, idle.IsAlive)); // idle is another cgroup's process by now
        Assert.Equal(Root.Memory.Swap.Used, idle.Swapped);
    }

    [Fact]
    public void Swapped_and_merged_pages_count_for_badness()
    {
        var (group, one) = Group("one");
        rack.Kernel.Processes.Fork(one, "two", NamespaceKinds.None, out var two, group);
        Root.Memory.Swap = new(30.MiB);
        group.Memory.Max = 100.MiB;
        group.Memory.Touch(one, 60.MiB);
        group.Memory.Touch(two!, 40.MiB);
        one.Cold = 30.MiB;
        group.Memory.Touch(two!, 30.MiB); // one: 30 and 30 in swap; two: 70
        Assert.Equal((30.MiB, 30.MiB), (one.Memory, one.Swapped));
        two!.OomScoreAdjust = -100; // a tenth of 130
        Assert.Equal([one], group.Memory.Touch(two, 1.MiB).Killed);
    }

    [Fact]
    public void Merged_pages_are_the_root_s_until_they_are_given_back()
    {
        var (one, first) = Group("one");
        var (two, second) = Group("two");
        one.Memory.Touch(first, 10.MiB);
        two.Memory.Touch(second, 10.MiB);
        one.Memory.Share(first, 4.MiB);
        two.Memory.Share(second, 4.MiB);
        Root.Memory.ReleaseShared(4.MiB); // they were equal
        Assert.Equal((6.MiB, 6.MiB, 16.MiB, 4.MiB), (one.Memory.Current, second.Memory, Root.Memory.Current, Root.Memory.Shared));
        Assert.Equal(4.MiB, first.Shared);
        Assert.True(two.Memory.Unshare(second, 1.MiB).Charged);
        Assert.Equal((7.MiB, 3.MiB, 17.MiB), (two.Memory.Current, second.Shared, Root.Memory.Current));
        Assert.Throws<ArgumentOutOfRangeException>(() => two.Memory.Unshare(second, 4.MiB));
        rack.Kernel.Processes.End(first, 0);
        rack.Kernel.Processes.End(second, 0);
        Root.Memory.ReleaseShared(4.MiB);
        Assert.Equal(Bytes.Zero, Root.Memory.Current);
        Assert.Throws<ArgumentOutOfRangeException>(() => Root.Memory.ReleaseShared(new(1)));
    }

    private (Cgroup Group, KernelProcess Worker) Group(string name, Cgroup? parent = null)
    {
        var group = (parent ?? Root).Create(name);
        rack.Kernel.Processes.Fork(rack.Kernel.Processes.Init, "worker", NamespaceKinds.None, out var worker, group);
        return (group, worker!);
    }
}
