using System.Collections;
using System.Globalization;
using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Calibration;

/// <summary>For everything that a set alone makes: it holds numbers of that set only, and it says which.</summary>
public class MadeOfParametersTests
{
    // All numbers, each set to what it is: whoever holds another has it from another set.
    private static readonly Lazy<Parameters> AllSet = new(() => ParameterSheet.All().SelectMany(s => s.Parameters)
        .Aggregate(P, (set, own) => set.With(Full(own), string.Create(CultureInfo.InvariantCulture, $"{own.Value} {own.Unit}"))));

    // What is read on the way, and not in the end.
    private static readonly Dictionary<string, string> Replaced = new()
    {
        ["KvmPassThrough.Of"] = "it starts as QemuKvm, whose devices it replaces",
    };

    public static TheoryData<string> Names => [.. Everything.Builders.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_holds_a_number_of_another_set(string name)
    {
        var set = AllSet.Value;
        var held = ObjectGraph.Reached(Everything.Builders[name](set), o => o is Parameters or ParameterSheet).ToList();
        Assert.All(held.OfType<Parameter>(), p => Assert.True(p.IsOverride, $"{p.Sheet}.{p.Name}"));
        Assert.All(held.OfType<Parameters>(), p => Assert.Same(set, p.Set));
        Assert.All(held.OfType<IParameterized>(), o => Assert.All(o.Uses, p => Assert.True(p.IsOverride, $"{o}: {p.Sheet}.{p.Name}")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_the_same_each_time_and_another_in_another_set(string name)
    {
        var (build, set) = (Everything.Builders[name], P.Copy());
        var made = build(set);
        if (made is not IParameterized)
            return;
        Assert.Same(made, build(set));
        Assert.Same(made, build(set.Part("part")));
        Assert.NotSame(made, build(set.Copy()));
    }

    /// <summary>The manifest lists what was read; who is made of many things uses what they all use, no more and no less.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_says_it_uses_is_what_was_read_to_make_it(string name)
    {
        var set = P.Copy();
        var made = Everything.Builders[name](set);
        var things = (made as IEnumerable ?? new[] { made }).Cast<object>().ToList();
        if (!things.All(t => t is IParameterized))
            return;
        var uses = things.Cast<IParameterized>().SelectMany(Uses).Select(Full).ToHashSet();
        var read = set.Uses.Select(Full).ToHashSet();
        Assert.Empty(uses.Except(read));
        if (Replaced.ContainsKey(name))
            Assert.NotEmpty(read.Except(uses));
        else
            Assert.Empty(read.Except(uses));
    }

    [Fact]
    public void A_number_of_another_set_is_seen()
    {
        var mixed = Firecracker.Of(AllSet.Value) with { Kernel = GuestKernel.MicroVmLinux(P) };
        Assert.Contains(ObjectGraph.Reached(mixed, o => o is Parameters or ParameterSheet).OfType<Parameter>(), p => !p.IsOverride);
    }

    /// <summary>A CPU with something changed is another one, though it has the same name and clock.</summary>
    [Fact]
    public void A_machine_has_the_CPU_that_it_was_given()
    {
        var set = P.Copy();
        var changed = CpuModels.Skylake(set) with { TlbSmall = 7 };
        Assert.Equal(7, HostModel.Named(set, nameof(HostModel.RackServer), changed).Cpu.TlbSmall);
        Assert.Same(CpuModels.Skylake(set), HostModel.RackServer(set).Cpu);
        Assert.NotEqual(CpuModel.Named(set, "XeonNehalem", "mine").ExitRoundTrip, CpuModel.Named(set, "Core2Merom", "mine").ExitRoundTrip);
    }

    // A kernel's system is a thing of its own beside it.
    private static IEnumerable<Parameter> Uses(IParameterized thing) => thing is GuestKernel kernel ? kernel.Uses.Concat(kernel.System.Uses)
        : thing.Uses;

    private static string Full(Parameter parameter) => $"{parameter.Sheet}.{parameter.Name}";
}
