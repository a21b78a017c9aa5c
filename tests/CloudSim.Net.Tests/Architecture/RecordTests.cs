using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using CloudSim.Net.Capacity;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Networking;
using CloudSim.Net.Platforms;
using CloudSim.Net.Traces;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Arrivals;
using CloudSim.Net.Workloads.Dags;
using CloudSim.Net.Workloads.Services;

namespace CloudSim.Net.Tests.Architecture;

/// <summary>Every public record of the models refuses, by <c>with</c> and by its constructor, what has no meaning.</summary>
public class RecordTests
{
    private const string Result = "what a run, a step or a computation returns";

    // Types of which no value is asked of a user, or whose values have no bounds, each with its reason.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Bytes"] = "a unit: differences are negative",
        ["Cycles"] = "a unit: differences are negative",
        ["Bandwidth"] = "a unit: differences are negative",
        ["Frequency"] = "a unit: differences are negative",
        ["Watts"] = "a unit: differences are negative",
        ["Joules"] = "a unit: differences are negative",
        ["PowerReading"] = Result,
        ["Divergence"] = Result,
        ["Outcome"] = Result,
        ["Executed"] = Result,
        ["FileRead"] = Result,
        ["MemoryEvents"] = Result,
        ["SystemState"] = "registers of 64 bits, of which the highest may be set",
        ["CfsTunables.SkewSeed"] = "any number is a seed",
        ["EevdfTunables.Seed"] = "any number is a seed",
        ["StepContext"] = "made by the machine for each start, of a spec that was checked",
        ["ContainerSpec"] = "open: not checked yet",
        ["BuildInstruction"] = "a line of a file that was read",
        ["Parameter"] = "a line of a file that was read; its value may be negative",
        ["PacketLoad"] = "computed from a profile; a lone packet has an infinite interval",
        ["Overhead"] = Result,
        ["NetworkThroughput"] = Result,
        ["Launch"] = Result,
        ["Probe"] = Result,
        ["DensityOutcome"] = Result,
        ["StormOutcome"] = Result,
        ["TaskStat"] = Result,
        ["CpuStat"] = Result,
        ["TimeSlice"] = Result,
        ["IoStat"] = Result,
        ["ChargeResult"] = Result,
        ["StartStep"] = Result,
        ["BootStep"] = Result,
        ["Sample"] = Result,
        ["SandboxUse"] = Result,
        ["HostSample"] = Result,
        ["GuestSample"] = Result,
        ["RackSample"] = Result,
        ["DatacenterSample"] = Result,
        ["LogLine"] = Result,
        ["HistogramBucket"] = Result,
        ["IoCost"] = Result,
        ["UnionWork"] = Result,
        ["UnionTime"] = Result,
        ["LayerLookup"] = Result,
        ["MemoryStack"] = Result,
        ["PageContent"] = Result,
        ["BuildStep"] = Result,
        ["Reply"] = Result,
        ["ClientResponse"] = Result,
        ["GuestTime"] = Result,
        ["MigrationResult"] = Result,
        ["MigrationRound"] = Result,
        ["FixedOutcome"] = Result,
        ["Explanation"] = Result,
        ["NodeRefusals"] = Result,
        ["PlanLine"] = "a line of a file that was read",
        ["Request.Priority"] = "any number is a priority",
        ["ConsolidationResult"] = Result,
        ["TableText"] = "what a reader says of a text",
        ["TraceGuest"] = "a row of a file that was read; NaN is unknown, infinite has not ended",
        ["TraceDemand"] = "a row of a file that was read; of CPUs and share one is NaN",
        ["FleetResult"] = Result,
        ["HourOfFleet"] = Result,
        ["CensoredValue"] = "a value of a trace, with how far one could see: infinite where all",
        ["FittedParameter"] = Result,
        ["SizeKind"] = Result,
        ["FleetUse"] = Result,
        ["GoalResult"] = Result,
        ["SizedGuest"] = "made of a guest of a trace that was checked",
    };

    private static readonly Dictionary<Type, object[]> Bad = new()
    {
        [typeof(double)] = [double.NaN, -1.0, double.PositiveInfinity, double.NegativeInfinity],
        [typeof(int)] = [-1, int.MinValue],
        [typeof(long)] = [-1L, long.MinValue],
        [typeof(Bytes)] = [new Bytes(-1), new Bytes(long.MinValue)],
        [typeof(Cycles)] = [new Cycles(double.NaN), new Cycles(-1), new Cycles(double.PositiveInfinity)],
        [typeof(Frequency)] = [new Frequency(double.NaN), new Frequency(-1), new Frequency(double.PositiveInfinity)],
        [typeof(Bandwidth)] = [new Bandwidth(double.NaN), new Bandwidth(-1), new Bandwidth(double.PositiveInfinity)],
        [typeof(Watts)] = [new Watts(double.NaN), new Watts(-1), new Watts(double.PositiveInfinity)],
        [typeof(TimeSpan)] = [TimeSpan.FromTicks(-1), TimeSpan.MinValue],
    };

    private static readonly object[] Samples =
    [
        new IoLimit(1.Gbps, 1.Gbps, 1.GHz, 1.GHz), HostModel.RackServer(P).Disk, HostModel.RackServer(P).Nic,
        Housekeeping.None, new CacheLevel(1.MiB, 64.B, new Cycles(1)), new ClockGovernor(1.GHz, 1.Seconds, 1.Seconds, 2.GHz),
        PowerModel.Linear(1.Watts, 2.Watts),
        BareMetal.Of(P).Footprint, GuestKernel.Unikraft(P).Library!, new TranslationCache(1.MiB, 1, 1, 1), PacketHops.Linux(P),
        GuestDriver.Linux(P), Virtio.Named(P, "VirtioQemu", "virtio"), new Hop("bridge", 1.Cycles), QemuMachine.Pc(P),
        RateCurve.Constant(1), WebApplication.Of(P), LaunchScript.Of(P), LockedProfile.Dbench(P),
        new LockUse("lock", 1, new(100)), new PlanetLabMachine("a", [1]), new PlanetLabDay([]),
        new Dockerfile([]), ImageConfig.Empty, FileContent.Of("a", 1.B), new LayerEntry(EntryKind.File), new GuestSpec(1.MiB, 1.MiB),
        new GuestDevice("a", 1), new ServiceDemand(1, 1, 1.Seconds, 1, 1.MiB), new ModulatingState(1, 1.Seconds),
        new LockUse("a", 1, new(1)),
        new MarkovModulated([new(1, 1.Seconds), new(1, 1.Seconds)]), new Bursts(RateCurve.Constant(1), 1),
        new ControlledDelay(1.Seconds, 1.Seconds), new Hedge(1.Seconds), new Backend([Asked]), new Call(0, [Asked]),
        new RetryPolicy(1, 1.Seconds), new RetryBudget(1, 1),
        new GuestRow("a", 1.Seconds, 1.Seconds, 1, 1.MiB), new InstanceType("a", 1, 1.MiB), new RequestImage("a", 1.MiB),
        new Scorer((_, _) => 1),
        new DagTask("a", Asked.Guest, new() { Name = "a" }),
        new StaticThreshold(1), new AdaptiveThreshold(Dispersion.InterquartileRange, 1, 1, new StaticThreshold(1)),
        new LocalRegression(1, 2, true, new StaticThreshold(1)), new DemandTrace(1.Seconds, [1]), ConsolidationPolicy.All(P)[^1],
        new TraceLayout("a"), new Goal(GoalKind.Reject, 0.1),
    ];

    private static Service Asked => new(new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1))
        .Boot(BareMetal.Of(P), new GuestSpec(1.MiB, 1.MiB)), new() { Work = new() { Name = "a" } });

    private static IEnumerable<Type> Records => typeof(Bytes).Assembly.GetExportedTypes().Where(t => !t.IsAbstract
        && !t.ContainsGenericParameters && t.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null);

    [Fact]
    public void Init_accessors_refuse_what_has_no_meaning()
    {
        var wrong = new List<string>();
        var tried = 0;
        foreach (var type in Records)
            foreach (var property in type.GetProperties().Where(p => p.DeclaringType == type && IsInit(p) && !IsExcepted(type, p.Name)))
                foreach (var bad in BadFor(property.PropertyType, property))
                {
                    tried++;
                    var instance = RuntimeHelpers.GetUninitializedObject(type);
                    if (Refusal(() => property.SetValue(instance, bad)) is not ArgumentException)
                        wrong.Add($"{type.Name}.{property.Name} takes {bad ?? "null"}");
                }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(tried, 400, int.MaxValue);
    }

    [Fact]
    public void Constructors_refuse_the_same()
    {
        var wrong = new List<string>();
        foreach (var type in Records)
        {
            var constructor = type.GetConstructors().FirstOrDefault(c => c.GetParameters() is { Length: > 0 } given
                && given.All(p => type.GetProperty(p.Name!)?.PropertyType == p.ParameterType));
            var asked = constructor?.GetParameters().Select(p => type.GetProperty(p.Name!)!)
                .Where(p => IsInit(p) && !IsExcepted(type, p.Name) && BadFor(p.PropertyType, p).Any()).ToList() ?? [];
            var sample = Samples.FirstOrDefault(s => s.GetType() == type);
            if (asked.Count > 0 && sample is null)
                wrong.Add($"{type.Name} has no sample");
            else
                wrong.AddRange(
                    from property in asked
                    from bad in BadFor(property.PropertyType, property)
                    let given = constructor!.GetParameters()
                        .Select(p => p.Name == property.Name ? bad : type.GetProperty(p.Name!)!.GetValue(sample))
                    where Refusal(() => constructor!.Invoke([.. given])) is not ArgumentException refused
                        || refused.ParamName != property.Name
                    select $"new {type.Name}({property.Name}: {bad ?? "null"})");
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void Exceptions_name_what_is_there()
    {
        var names = Records.SelectMany(t => t.GetProperties().Where(IsInit).Select(p => $"{t.Name}.{p.Name}").Append(t.Name)).ToHashSet();
        Assert.All(Exceptions.Keys, k => Assert.Contains(k, names));
    }

    private static IEnumerable<object?> BadFor(Type type, PropertyInfo property) =>
        Bad.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var values) ? values
        : type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable))
            && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull ? new object?[] { null } : [];

    private static bool IsExcepted(Type type, string property) =>
        Exceptions.ContainsKey(type.Name) || Exceptions.ContainsKey($"{type.Name}.{property}");

    private static bool IsInit(PropertyInfo property) => property.SetMethod is { IsPublic: true } set
        && set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static Exception? Refusal(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (TargetInvocationException wrapped)
        {
            return wrapped.InnerException;
        }
    }
}
