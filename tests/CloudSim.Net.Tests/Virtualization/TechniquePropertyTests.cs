using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;
using CsCheck;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>What holds for every CPU technique with every memory technique on every CPU that can run them, whatever the work.</summary>
public class TechniquePropertyTests
{
    private static readonly ICpuTechnique[] Cpus =
        [new NativeExecution(), new Interpretation(P), new DynamicTranslation(P), new DynamicTranslation(P, chaining: false),
            new BinaryTranslation(P), new BinaryTranslation(P, adaptive: false), new HardwareAssist(P), new HardwareAssist(P, true)];

    private static readonly IMemoryTechnique[] Memories =
        [new NativePaging(), new NativePaging(2.MiB), new SoftwareMmu(P), new ShadowPaging(P),
            new ShadowPaging(P, 2.MiB, keepsTables: false), new NestedPaging(P), new NestedPaging(P, 2.MiB),
            new NestedPaging(P, 2.MiB, 1.GiB)];

    private static readonly (string Name, Func<WorkProfile, double, WorkProfile> More)[] Counts =
    [
        ("user cycles", (w, x) => w with { User = w.User + new Cycles(x) }),
        ("kernel cycles", (w, x) => w with { Kernel = w.Kernel + new Cycles(x) }),
        ("system calls", (w, x) => w with { SystemCalls = w.SystemCalls + x }),
        ("page faults", (w, x) => w with { PageFaults = w.PageFaults + x }),
        ("exceptions", (w, x) => w with { Exceptions = w.Exceptions + x }),
        ("TLB misses", (w, x) => w with { TlbMisses = w.TlbMisses + x }),
        ("context switches", (w, x) => w with { ContextSwitches = w.ContextSwitches + x }),
        ("page-table updates", (w, x) => w with { PageTableUpdates = w.PageTableUpdates + x }),
        ("new translations", (w, x) => w with { NewTranslations = w.NewTranslations + x }),
        ("sensitive instructions", (w, x) => w with { SensitiveInstructions = w.SensitiveInstructions + x }),
        ("indirect calls", (w, x) => w with { IndirectCalls = w.IndirectCalls + x }),
        ("interrupts", (w, x) => w with { Interrupts = w.Interrupts + x }),
        ("device accesses", (w, x) => w with { DeviceAccesses = w.DeviceAccesses + x }),
        ("new code", (w, x) => w with { NewCode = w.NewCode + ((int)x).KiB }),
        ("touched memory", (w, x) => w with { Touched = w.Touched + ((int)x).KiB }),
        ("code footprint", (w, x) => w with { CodeFootprint = w.CodeFootprint + ((int)x).KiB }),
    ];

    private static Gen<(Platform Platform, HostModel Host)> Machine { get; } =
        from cpu in Of(Cpus)
        from memory in Of(Memories)
        from model in Of(CpuModels.All(P).Where(m => m.Generation >= cpu.Needs && m.Generation >= memory.Needs).ToList())
        select (BareMetal.Of(P) with { Name = $"{cpu.Name}, {memory.Name}", Cpu = cpu, Memory = memory },
            HostModel.RackServer(P) with { Cpu = model });

    private static Gen<T> Of<T>(IReadOnlyList<T> items) => Gen.Int[0, items.Count - 1].Select(i => items[i]);

    private static Gen<WorkProfile> Work { get; } =
        from parts in Gen.Select(Gen.Int[0, Counts.Length - 1], Gen.Double[0, 10_000]).Array[0, 12]
        from set in Gen.Int[0, 512]
        select parts.Aggregate(new WorkProfile { Name = "work", WorkingSet = set.MiB },
            (work, part) => Counts[part.Item1].More(work, part.Item2));

    [Fact]
    public void Causes_add_up_to_the_total() => Gen.Select(Machine, Work).Sample((machine, work) =>
    {
        var cost = machine.Platform.Cost(work, machine.Host);
        var sum = CycleCost.Causes.Sum(c => cost[c].Count);
        Assert.Equal(sum, cost.Total.Count, 1e-9 * (1 + sum));
        Assert.Equal(cost.Total, cost.OnCpu + cost.Device);
        Assert.All(CycleCost.Causes, c => Assert.True(cost[c].Count >= 0 && cost.ExitsFor(c) >= 0));
    });

    [Fact]
    public void Nothing_costs_nothing() => Machine.Sample(machine =>
        Assert.Equal(default,
            machine.Platform.Cost(new WorkProfile { Name = "nothing", WorkingSet = 64.MiB, CodeFootprint = 64.MiB }, machine.Host)));

    [Fact]
    public void More_of_anything_never_costs_less() =>
        Gen.Select(Machine, Work, Gen.Int[0, Counts.Length - 1], Gen.Double[0, 10_000]).Sample((machine, work, count, more) =>
        {
            var (less, much) = (machine.Platform.Cost(work, machine.Host),
                machine.Platform.Cost(Counts[count].More(work, more), machine.Host));
            Assert.True(much.Total.Count >= less.Total.Count * (1 - 1e-9),
                $"{machine.Platform} on {machine.Host.Cpu}: {Counts[count].Name}");
            Assert.True(much.Exits >= less.Exits * (1 - 1e-9));
        });

    private static readonly Platform[] Whole = [.. CloudSim.Net.Platforms.Platforms.Of(P),
        .. CloudSim.Net.Platforms.Testbeds.Sosp2003.Systems(P).Values];

    private static readonly (string Name, Func<WorkProfile, double, WorkProfile> More)[] Device =
    [
        .. Counts,
        ("packets", (w, x) => w with { Packets = w.Packets + x }),
        ("block operations", (w, x) => w with { BlockOperations = w.BlockOperations + x }),
        ("halts", (w, x) => w with { Halts = w.Halts + x }),
        ("address spaces", (w, x) => w with { AddressSpaces = w.AddressSpaces + x }),
        ("payload", (w, x) => w with { PacketPayload = w.PacketPayload + new Bytes((int)x) }),
        ("topology loss", (w, x) => w with { TopologyLoss = w.TopologyLoss + x / 1e5 }),
    ];

    // The platforms as they are, devices included: more packets share more notifications, but all of them together never cost less.
    [Fact]
    public void More_of_anything_never_costs_less_on_any_platform() =>
        Gen.Select(Of(Whole), Gen.Select(Gen.Int[0, Device.Length - 1], Gen.Double[0, 10_000]).Array[0, 12], Gen.Int[0, Device.Length - 1],
            Gen.Double[0, 10_000]).Sample((platform, parts, count, more) =>
        {
            var work = parts.Aggregate(new WorkProfile { Name = "work" }, (w, part) => Device[part.Item1].More(w, part.Item2));
            var (less, much) = (platform.Cost(work, HostModel.RackServer(P)),
                platform.Cost(Device[count].More(work, more), HostModel.RackServer(P)));
            Assert.True(much.Total.Count >= less.Total.Count * (1 - 1e-9),
                $"{platform}: {Device[count].Name} {more} on {work}: {less.Total} to {much.Total}");
        });

    // Pages of 1 GiB end two levels early, on either side of a nested walk; two levels are too few for them.
    [Theory]
    [InlineData(4, 4, 14)]
    [InlineData(4, 1_048_576, 8)]
    [InlineData(5, 4, 23)]
    public void Walks_with_pages_of_a_gibibyte(int levels, int guestPageKiB, int references)
    {
        var cpu = CpuModels.SapphireRapids(P) with { PageTableLevels = levels };
        Assert.Equal(references, new NestedPaging(P, 1.GiB, guestPageKiB.KiB).WalkReferences(cpu));
        Assert.Throws<InvalidOperationException>(() => new NativePaging(1.GiB).Walk(CpuModels.Prestonia(P)));
    }

    [Fact]
    public void Computing_runs_at_bare_metal_speed_on_every_hardware_technique() => Machine.Sample(machine =>
    {
        var compute = new WorkProfile { Name = "computing", User = machine.Host.Cpu.Clock.Hertz.Cycles, Interrupts = 100, SystemCalls = 100,
            PageFaults = 20, PageTableUpdates = 20, NewTranslations = 20, TlbMisses = 30_000 };
        var ratio = machine.Platform.Cost(compute, machine.Host).Total / BareMetal.Of(P).Cost(compute, machine.Host).Total;
        if (machine.Platform.Cpu is not (Interpretation or DynamicTranslation) && machine.Platform.Memory is not SoftwareMmu)
            Assert.InRange(ratio, 0.99, 1.01);
    });
}
