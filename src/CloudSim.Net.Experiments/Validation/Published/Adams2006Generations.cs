using System.Globalization;
using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T06: binary translation and the first VT-x on a Pentium 4 (Adams and Agesen 2006), nested against shadow paging on the Xeon 5500 (VMware
/// 2009).
/// Operations are profiles of one event; the rest is made of counts of them.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Adams2006Generations(Parameters p)
{
    private HostModel First => HostModel.Pentium4Desktop(p);
    private HostModel Second => HostModel.XeonServer2009(p);

    private Platform Native => BareMetal.Of(p);
    private Platform Translated => Native with { Name = "BT", Cpu = new BinaryTranslation(p), Memory = new ShadowPaging(p) };
    private Platform Assisted => Native with { Name = "HW1", Cpu = new HardwareAssist(p, devicesInHypervisor: true),
        Memory = new ShadowPaging(p) };
    private Platform Nested => Assisted with { Name = "HW2", Memory = new NestedPaging(p) };

    private static readonly Dictionary<string, WorkProfile> Operations = new()
    {
        ["syscall"] = new() { Name = "syscall", SystemCalls = 1 },
        ["in"] = new() { Name = "in", DeviceAccesses = 1 },
        ["pgfault"] = new() { Name = "pgfault", PageFaults = 1 },
        ["ptemod"] = new() { Name = "ptemod", PageTableUpdates = 1 },
        ["callret"] = new() { Name = "callret", IndirectCalls = 1 },
    };

    /// <summary>The set.</summary>
    public TargetSet Set => Create();

    private TargetSet Create()
    {
        var set = new TargetSet("T06")
        {
            { "forkwait native : BT : HW1",
                () => Answer.Of([.. new[] { Native, Translated, Assisted }
                    .Select(system => 40_000 * Seconds(system, ProcessProfiles.ForkWait(p), First))]) },
            { "winner per operation", Winners },
            { "same fork workload on gen 2 (EPT)", ForkOnSecond },
            { "EPT vs shadow, MMU-intensive application", () => Answer.Of([.. MemoryProfiles.Changing(p).Select(Gain)]) },
            { "EPT vs shadow, page-table microbenchmark", () => Gain(ProcessProfiles.MapTouchUnmap(p)) },
            { "page-walk references native / nested / nested 2M+2M / 5-level", Walks },
            { "TLB-miss-heavy static mapping workload", StaticMapping },
        };
        foreach (var (name, operation) in Operations)
        {
            set.Add($"{name} native", () => Cycles(Native, operation, First));
            set.Add($"{name} BT", () => Cycles(Translated, operation, First));
            set.Add($"{name} HW gen 1", () => Cycles(Assisted, operation, First));
        }
        foreach (var (name, operation) in Operations)
            foreach (var system in new[] { "native", "BT", "HW gen 1" })
                set.Null($"{name} {system}", () => Cycles(Native, operation, First));
        return set
            .Construction("an instruction that causes no exit costs what it costs natively", "syscall HW gen 1", "callret HW gen 1")
            .Construction("the formula (n+1)(m+1)-1", "page-walk references native / nested / nested 2M+2M / 5-level")
            .Construction("with nested tables an update of a page table causes no exit, and that is most of what the others pay",
                "same fork workload on gen 2 (EPT)")
            .Null("forkwait native : BT : HW1", () => Answer.Of(1, 1, 1))
            .Null("page-walk references native / nested / nested 2M+2M / 5-level", () => Answer.Of(4, 4, 4, 5));
    }

    private static double Cycles(Platform platform, WorkProfile work, HostModel host) => platform.Cost(work, host).Total.Count;

    private static double Seconds(Platform platform, WorkProfile work, HostModel host) =>
        Cycles(platform, work, host) / host.Cpu.Clock.Hertz;

    private Answer Winners()
    {
        var won = Operations.ToLookup(o => Cycles(Translated, o.Value, First) < Cycles(Assisted, o.Value, First) ? "BT" : "HW1",
            o => o.Key);
        string List(string who) => $"{string.Join(", ", won[who])}: {who}";
        return Answer.Statement(
            won["HW1"].Order(StringComparer.Ordinal).SequenceEqual(["callret", "syscall"]) && won["BT"].Count() == 3,
            $"{List("HW1")}; {List("BT")}");
    }

    // Against the two on the same machine, and against the times of the older one.
    private Answer ForkOnSecond()
    {
        var fork = ProcessProfiles.ForkWait(p).Moved(First.Cpu, Second.Cpu);
        var nested = Seconds(Nested, fork, Second);
        var others = new[] { Translated, Assisted }
            .SelectMany(system => new[] { Seconds(system, fork, Second), Seconds(system, ProcessProfiles.ForkWait(p), First) });
        var exits = Nested.Cost(fork, Second).ExitsFor(Cause.PageTableUpdates);
        return Answer.Statement(others.All(t => nested < t) && exits == 0, string.Create(CultureInfo.InvariantCulture,
            $"{Seconds(Native, fork, Second) * 1e6:0} us native, {nested * 1e6:0} EPT, {Seconds(Translated, fork, Second) * 1e6:0} BT, " +
            $"{Seconds(Assisted, fork, Second) * 1e6:0} shadow; {exits:0} page-table exits"));
    }

    // By how much more the work gets done with nested than with shadow paging, in percent.
    private double Gain(WorkProfile work) => 100 * (Cycles(Assisted, work, Second) / Cycles(Nested, work, Second) - 1);

    private Answer Walks()
    {
        var cpu = Second.Cpu;
        return Answer.Of(
            new NativePaging().WalkReferences(cpu), new NestedPaging(p).WalkReferences(cpu),
            new NestedPaging(p, 2.MiB, 2.MiB).WalkReferences(cpu),
            new NestedPaging(p).WalkReferences(CpuModels.SapphireRapids(p) with { PageTableLevels = 5 }));
    }

    private Answer StaticMapping()
    {
        var work = MemoryProfiles.StaticMapping(p);
        double Ratio(Bytes page) => Cycles(Assisted with { Memory = new NestedPaging(p, page, page) }, work, Second)
            / Cycles(Assisted with { Memory = new ShadowPaging(p, page) }, work, Second);
        var (small, large) = (Ratio(4.KiB), Ratio(2.MiB));
        return Answer.Statement(small > 1 && Math.Abs(large - 1) <= 0.05, FormattableString.Invariant(
            $"EPT takes {100 * (small - 1):0.0} % longer with 4 KiB pages, {100 * (large - 1):0.0} % with 2 MiB"));
    }
}
