using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>What a microVM leaves out, and what it does not.</summary>
internal static class MicroVms
{
    private const string Topic = "microVMs";
    private const string Lab = "labs/boot-phases.cs";
    private const int Boots = 10;
    private const double Noticeable = 0.05; // share of the whole difference, from which on a phase is a reason

    public static IReadOnlyList<Question> All { get; } =
    [
        new(18, Topic, "Why does a microVM start faster than a virtual machine?", Lab, WhyFaster),
        new(19, Topic, "Is weaker protection a reason why a microVM starts faster?", Lab, WeakerProtection),
    ];

    private static Answer WhyFaster(CourseModels models)
    {
        var (micro, full) = (models.MicroVm, models.VirtualMachine);
        var (fast, slow) = (GuestRuns.MeanBoot(models, micro, Boots), GuestRuns.MeanBoot(models, full, Boots));
        var difference = GuestRuns.Sum(slow) - GuestRuns.Sum(fast);
        var saved = (from kind in slow.Concat(fast).Select(s => s.Kind).Distinct()
                     let there = Of(slow, kind)
                     let here = Of(fast, kind)
                     select (Kind: kind, There: there, Here: here, Saved: there - here)).OrderByDescending(k => k.Saved).ToList();
        var reasons = saved.Where(k => k.Saved > difference * Noticeable).ToList();
        List<string> trace =
        [
            $"{Boots} starts of {full}, mean {GuestRuns.Ms(GuestRuns.Sum(slow))}", .. slow.Select(s => $"  {GuestRuns.Of(s)}"),
            $"  devices: {Devices(full)}",
            $"{Boots} starts of {micro}, mean {GuestRuns.Ms(GuestRuns.Sum(fast))}", .. fast.Select(s => $"  {GuestRuns.Of(s)}"),
            $"  devices: {Devices(micro)}",
            .. saved.Select(k => $"{k.Kind}: {GuestRuns.Ms(k.There)} against {GuestRuns.Ms(k.Here)}, "
                + $"{k.Saved / difference:0 %} of the difference{(reasons.Contains(k) ? "" : ": no reason")}"),
        ];
        return new(difference <= TimeSpan.Zero ? "it does not" : string.Join(", ", reasons.Select(k => Reason(k.Kind, k.Here, micro, full))),
            $"{GuestRuns.Ms(GuestRuns.Sum(fast))} against {GuestRuns.Ms(GuestRuns.Sum(slow))}: "
            + string.Join(", ", reasons.Select(k => $"{k.Kind} {GuestRuns.Ms(k.Saved)} less")), trace);

        static TimeSpan Of(IEnumerable<BootStep> phases, StepKind kind) => GuestRuns.Sum(phases.Where(p => p.Kind == kind));
    }

    private static string Devices(Platform platform) => string.Join(", ", platform.Devices.Where(d => d.Count > 0));

    private static double Count(Platform platform) => platform.Devices.Sum(d => d.Count);

    // What a kind of phase that became shorter is called.
    private static string Reason(StepKind kind, TimeSpan here, Platform micro, Platform full) =>
        kind == StepKind.Firmware ? here == TimeSpan.Zero ? "no firmware" : "shorter firmware"
        : kind == StepKind.DeviceProbes ? Count(micro) < Count(full) ? "fewer devices" : "devices that are found sooner"
        : kind == StepKind.GuestKernel ? micro.Kernel!.Image < full.Kernel!.Image ? "a smaller kernel" : "a kernel that boots sooner"
        : kind == StepKind.Load ? "a smaller kernel image"
        : kind == StepKind.Program ? "a smaller VMM"
        : kind == StepKind.NetworkInterface ? "simpler network interfaces"
        : $"less {kind}";

    private static Answer WeakerProtection(CourseModels models)
    {
        var (micro, full) = (models.MicroVm, models.VirtualMachine);
        var (fast, slow) = (Mean(micro), Mean(full));
        var protectedLikeFull = Mean(micro with { Cpu = full.Cpu, Memory = full.Memory });
        var protectedLikeMicro = Mean(full with { Cpu = micro.Cpu, Memory = micro.Memory });
        var (acts, trace) = (0, new List<string>
        {
            $"{micro}: {micro.Cpu.Name}, {micro.Memory.Name}; {full}: {full.Cpu.Name}, {full.Memory.Name}",
        });
        foreach (var (who, name, operand) in Forbidden)
        {
            var (here, there) = (Act(micro, who, name, operand), Act(full, who, name, operand));
            var same = (here.Route, here.Event, here.State) == (there.Route, there.Event, there.State);
            acts += same ? 0 : 1;
            trace.Add($"{(who == Ring.Three ? "a user program" : "the guest's kernel")}, in both guests: {Words.Of(here)}"
                + (same ? "" : $"; but in {full}: {Words.Of(there)}"));
        }
        trace.Add(OwnPages(models, micro));
        trace.Add(OwnPages(models, full));
        trace.Add($"start of {micro}: {GuestRuns.Ms(fast)}; with the CPU and memory techniques of {full}: {GuestRuns.Ms(protectedLikeFull)}");
        trace.Add($"start of {full}: {GuestRuns.Ms(slow)}; with the CPU and memory techniques of {micro}: {GuestRuns.Ms(protectedLikeMicro)}");
        var matters = protectedLikeFull - fast > (slow - fast) * Noticeable;
        return Answer.YesNo(acts > 0 && matters,
            $"of {Forbidden.Count} acts that a guest may not do, {Forbidden.Count - acts} end alike in both; with the virtual machine's "
            + $"techniques the microVM starts in {GuestRuns.Ms(protectedLikeFull)}, with its own in {GuestRuns.Ms(fast)}, "
            + $"the virtual machine in {GuestRuns.Ms(slow)}", trace);

        TimeSpan Mean(Platform platform) => GuestRuns.Sum(GuestRuns.MeanBoot(models, platform, Boots));
    }

    // What no guest may do to the machine that it shares with others.
    private static readonly IReadOnlyList<(Ring Who, string Name, long Operand)> Forbidden =
    [
        (Ring.Three, "MOV CR3", 0x9000), (Ring.Three, "LIDT", 0x5000), (Ring.Three, "CLI", 0), (Ring.Three, "HLT", 0),
        (Ring.Zero, "OUT", 0), (Ring.Zero, "HLT", 0), (Ring.Zero, "WRMSR", 0),
    ];

    private static Executed Act(Platform platform, Ring who, string name, long operand)
    {
        var (machine, instruction) = (new DualModeMachine(platform.Cpu.Routes), InstructionSet.Named(name));
        return who == Ring.Three ? machine.User(instruction, operand) : machine.Kernel(instruction, operand);
    }

    // Two guests on one machine: what the program of one touches, the kernel of the other does not hold.
    private static string OwnPages(CourseModels models, Platform platform)
    {
        var host = GuestRuns.Machine(models, platform);
        var (one, other) = (GuestRuns.Boot(host, platform), GuestRuns.Boot(host, platform));
        var (before, there) = (one.Kernel.Root.Memory.Current, other.Kernel.Root.Memory.Current);
        one.Inside.Memory.Touch(one.Program, 16.MiB);
        return $"two guests of {platform}: a program in one touches memory; its kernel holds {one.Kernel.Root.Memory.Current - before} more, "
            + $"the other's {other.Kernel.Root.Memory.Current - there} more";
    }
}
