using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Kernel;

public class LimitsTests
{
    private readonly Simulation sim = new();
    private readonly Cgroup one;

    public LimitsTests() => one = Cgroup.Root(new CfsScheduler(sim, 4, P)).Create("one");

    [Fact]
    public void Limits_are_what_the_files_show()
    {
        new Limits
        {
            CpuMax = new(50.Milliseconds, 200.Milliseconds, 10.Milliseconds), CpuWeight = 300, Cpus = CpuSet.Of(1, 2), MemoryMax = 2.GiB,
            MemoryHigh = 1.GiB, MemoryLow = 20.MiB, MemoryMin = 10.MiB, PidsMax = 7, IoWeight = 40,
            IoMax = new(new(1e6), WriteOperations: new(50)),
        }.WriteTo(one);
        string[] files = ["cpu.max", "cpu.max.burst", "cpu.weight", "cpuset.cpus", "memory.max", "memory.high", "memory.low", "memory.min",
            "pids.max", "io.weight", "io.max"];
        Assert.Equal(["50000 200000", "10000", "300", "1-2", $"{2L << 30}", $"{1L << 30}", $"{20 << 20}", $"{10 << 20}", "7", "default 40",
            "8:0 rbps=1000000 wbps=max riops=max wiops=50"], files.Select(f => one.Read(f).TrimEnd('\n')));
    }

    [Fact]
    public void Swap_is_limited_where_there_is_such_a_file()
    {
        var limits = new Limits { SwapMax = 3.MiB, CpuWeight = 200 };
        if (!CgroupFiles.Readable.Contains("memory.swap.max"))
        {
            Assert.Throws<ArgumentException>(() => limits.WriteTo(one));
            Assert.Equal(100, one.Cpu.Weight);
            return;
        }

        limits.WriteTo(one);
        Assert.Equal($"{3 << 20}\n", one.Read("memory.swap.max"));
    }

    [Fact]
    public void No_limits_write_nothing_and_allocate_nothing()
    {
        var limits = new Limits();
        one.Write("cpu.weight", "300");
        limits.WriteTo(one);
        var before = GC.GetAllocatedBytesForCurrentThread();
        limits.WriteTo(one);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(300, one.Cpu.Weight);
        Assert.Equal(new Limits(), limits);
    }

    [Fact]
    public void What_no_cgroup_takes_is_refused_when_made()
    {
        var limits = new Limits();
        Action[] wrong =
        [
            () => _ = limits with { CpuWeight = 0 }, () => _ = limits with { CpuWeight = 10_001 }, () => _ = limits with { IoWeight = 0 },
            () => _ = limits with { IoWeight = 10_001 }, () => _ = limits with { MemoryMax = new(-1) },
            () => _ = limits with { MemoryHigh = new(-1) }, () => _ = limits with { MemoryLow = new(-1) },
            () => _ = limits with { MemoryMin = new(-1) }, () => _ = limits with { SwapMax = new(-1) },
            () => _ = limits with { PidsMax = -1 }, () => _ = limits with { IoMax = new(new(0.5)) },
            () => _ = limits with { IoMax = new(WriteOperations: new(double.NaN)) },
            () => _ = new CpuMax(0.999.Milliseconds), () => _ = new CpuMax(TimeSpan.FromDays(300)),
            () => _ = new CpuMax(1.Milliseconds, 0.999.Milliseconds), () => _ = new CpuMax(1.Milliseconds, 1.001.Seconds),
            () => _ = new CpuMax(10.Milliseconds, burst: 10.001.Milliseconds), () => _ = new CpuMax(10.Milliseconds, burst: new(-1)),
        ];
        Assert.All(wrong, action => Assert.Throws<ArgumentOutOfRangeException>(action));
        Assert.Equal((2.5, 100.Milliseconds), (new CpuMax(250.Milliseconds).Cpus, new CpuMax(250.Milliseconds).Period));
    }

    [Fact]
    public void A_machine_that_refuses_a_part_takes_nothing()
    {
        Assert.Throws<InputException>(() => new Limits { Cpus = CpuSet.Of(4), CpuWeight = 200, PidsMax = 3 }.WriteTo(one));
        Assert.Equal((100, null, null), (one.Cpu.Weight, one.Cpu.Affinity, one.Pids.Max));
        var credit = Cgroup.Root(new CreditScheduler(sim, 4, P)).Create("one").Create("inner");
        credit.Write("cpuset.cpus", "3");
        var limits = new Limits { Cpus = CpuSet.Of(1), CpuWeight = 200, CpuMax = new(10.Milliseconds), PidsMax = 3, MemoryMax = 1.GiB };
        Assert.Throws<NotSupportedException>(() => limits.WriteTo(credit));
        Assert.Equal(("3\n", "100\n", "max\n", "max\n"),
            (credit.Read("cpuset.cpus"), credit.Read("cpu.weight"), credit.Read("pids.max"), credit.Read("memory.max")));
        Assert.Throws<ArgumentException>(() => new Limits { CpuWeight = 200 }.WriteTo(one.Parent!));
    }
}
