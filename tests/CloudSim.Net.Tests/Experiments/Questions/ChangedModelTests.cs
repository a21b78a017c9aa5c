using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Images;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Tests.Experiments.Questions;

/// <summary>A model is changed: the answers that hang on it become others, and all the rest stay.</summary>
public class ChangedModelTests
{
    private static readonly CourseModels Usual = new(P);
    private static readonly Lazy<IReadOnlyList<string>> Before = new(() => Answers(Usual));

    private static readonly Dictionary<string, (CourseModels Models, (int Number, string Answer)[] Other)> Changes = new()
    {
        ["the 17 instructions trap"] = (
            Usual with { Instructions = i => i.Kind == InstructionKind.Sensitive ? i.Trapping : i },
            [(4, "hardware-assisted virtualization; paravirtualization; full virtualization, in software"), (9, "yes")]),
        ["the third generation has no IOMMU"] = (
            Usual with
            {
                Cpus = [.. Usual.Cpus.Select(c => c with { HasIommu = false })],
                AdvancedMachine = Usual.AdvancedMachine with { Cpu = Usual.AdvancedMachine.Cpu with { HasIommu = false } },
            },
            [(14, "none")]),
        ["another scheduler in place of CFS"] = (
            Usual with { Scheduler = SchedulerKind.Eevdf }, [(21, "the host's kernel, with EEVDF"), (23, "no")]),
        ["firmware in the microVM"] = (
            Usual with { MicroVm = Usual.MicroVm with { Boot = [Firmware, .. Usual.MicroVm.Boot] } },
            [(18, "fewer devices, a smaller kernel, a smaller VMM")]),
        ["layers without digests"] = (
            Usual with { Layer = (machine, entries) => new Layer(entries, id: Digest.Of($"{machine} {entries.Count()}")) },
            [(25, "no")]),
        ["a unikernel with two address spaces"] = (
            Usual with
            {
                Unikernel = Usual.Unikernel with
                {
                    Kernel = Usual.Unikernel.Kernel! with { Library = Usual.Unikernel.Kernel.Library! with { AddressSpaces = 2 } },
                },
            },
            [(16, "yes"), (17, "yes")]),
        ["binary translation that rewrites everything"] = (
            Usual with
            {
                BinaryTranslation = Usual.BinaryTranslation with
                {
                    KernelRoute = _ => Route.Rewritten, UserRoute = (_, _) => Route.Rewritten,
                },
            },
            [(10, "yes")]),
        ["a default bridge with DNS"] = (Usual with { DefaultBridge = new BridgeDriver { HasDns = true } }, [(29, "yes")]),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    private static Step Firmware => Usual.VirtualMachine.Boot.Single(s => s.Kind == StepKind.Firmware);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answers_that_hang_on_it_change_and_no_others(string change)
    {
        var (models, other) = Changes[change];
        var changed = Before.Value.Zip(Answers(models)).Select((a, i) => (Number: i + 1, a.First, a.Second))
            .Where(a => a.First != a.Second);
        Assert.Equal(other, changed.Select(a => (a.Number, a.Second)));
    }

    private static IReadOnlyList<string> Answers(CourseModels models) => [.. CourseQuestions.All.Select(q => q.Ask(models).Text)];
}
