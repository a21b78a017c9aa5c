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

    private static readonly string[] Parts = ["devices", "firmware", "kernel", "VMM and other programs of the host"];

    public static IReadOnlyList<Question> All { get; } =
    [
        new(18, Topic, "Why does a microVM start faster than a virtual machine?", Lab, WhyFaster),
        new(19, Topic, "Is weaker protection a reason why a microVM starts faster?", Lab, WeakerProtection),
        new(20, Topic, "What do AWS Lambda and Fargate run their customers' code on?", "compare.cs", Functions.OfStrangers),
    ];

    private static Answer WhyFaster(CourseModels models)
    {
        var (micro, full) = (models.MicroVm, models.VirtualMachine);
        var (fast, slow) = (GuestRuns.MeanBoot(models, micro, Boots), GuestRuns.MeanBoot(models, full, Boots));
        var difference = GuestRuns.Sum(slow) - GuestRuns.Sum(fast);
        var parts = Parts.Select(part => (Part: part, There: Of(slow, part), Here: Of(fast, part))).ToList();
        var reasons = parts.Where(p => p.There - p.Here > difference * Noticeable)
            .Select(p => (Name: Reason(p.Part, p.Here, micro, full), Saved: p.There - p.Here)).ToList();
        var waiting = micro with
        {
            Kernel = GuestRuns.Kernel(micro) with { NetworkSettle = TimeSpan.Zero, NetworkSettleTick = TimeSpan.Zero },
        };
        var withoutWait = GuestRuns.Sum(fast) - GuestRuns.Sum(GuestRuns.MeanBoot(models, waiting, Boots));
        List<string> trace =
        [
            $"{Boots} starts of a {full}, mean {GuestRuns.Ms(GuestRuns.Sum(slow))}", .. slow.Select(s => $"  {GuestRuns.Of(s)}"),
            $"  devices: {Devices(full)}; 1 network interface",
            $"{Boots} starts of a {micro}, mean {GuestRuns.Ms(GuestRuns.Sum(fast))}", .. fast.Select(s => $"  {GuestRuns.Of(s)}"),
            $"  devices: {Devices(micro)}; 1 network interface",
            .. parts.Select(p => $"{p.Part}: {GuestRuns.Ms(p.There)} against {GuestRuns.Ms(p.Here)}"),
            $"kernel: its image has {GuestRuns.Kernel(full).Image} there and {GuestRuns.Kernel(micro).Image} here",
            "  there it must be decompressed first",
            $"  here its own phase contains {GuestRuns.Ms(withoutWait)} of waiting for the network, which it configures itself",
            "  how much of a kernel's own work a machine needs is calibrated, not explained (QemuMachine.kernel_share)",
            $"reasons: parts that save more than {Noticeable:0 %} of the {GuestRuns.Ms(difference)} between the two",
        ];
        return new(difference <= TimeSpan.Zero ? "it does not" : string.Join(", ", reasons.Select(r => r.Name)),
            $"{GuestRuns.Ms(GuestRuns.Sum(fast))} against {GuestRuns.Ms(GuestRuns.Sum(slow))}: "
            + string.Join(", ", reasons.Select(r => $"{r.Name} ({GuestRuns.Ms(r.Saved)} saved)")), trace);

        static TimeSpan Of(IEnumerable<BootStep> phases, string part) => GuestRuns.Sum(phases.Where(p => Part(p) == part));
    }

    // Each phase belongs to one part of a start: the machine's devices, its firmware, the guest's kernel, what runs on the host.
    private static string Part(BootStep phase) =>
        phase.Kind == StepKind.DeviceProbes ? Parts[0] : phase.Kind == StepKind.Firmware ? Parts[1]
        : phase.Kind == StepKind.GuestKernel ? Parts[2] : Parts[3];

    private static string Devices(Platform platform) => string.Join(", ", platform.Devices.Where(d => d.Count > 0));

    private static double Count(Platform platform) => platform.Devices.Sum(d => d.Count);

    // What a part of the start that became shorter is called.
    private static string Reason(string part, TimeSpan here, Platform micro, Platform full) =>
        part == Parts[0] ? Count(micro) < Count(full) ? "fewer devices" : "devices that are found faster"
        : part == Parts[1] ? here == TimeSpan.Zero ? "no firmware" : "less firmware"
        : part != Parts[2] ? "a smaller VMM"
        : GuestRuns.Kernel(micro).Image < GuestRuns.Kernel(full).Image ? "a smaller kernel" : "a kernel that is not decompressed";

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
        foreach (var (who, name, operand) in Reserved)
        {
            var (here, there) = (Act(micro, who, name, operand), Act(full, who, name, operand));
            var same = (here.Route, here.Event, here.State) == (there.Route, there.Event, there.State);
            acts += same ? 0 : 1;
            trace.Add($"{(who == Ring.Three ? "a user program" : "the guest's kernel")}, in both guests: {Words.InGuest(here)}"
                + (same ? "" : $"; but in {full}: {Words.InGuest(there)}"));
        }
        trace.Add(OwnPages(models, micro));
        trace.Add(OwnPages(models, full));
        trace.Add($"start of {micro}: {GuestRuns.Ms(fast)}; with {full}'s CPU and memory techniques: {GuestRuns.Ms(protectedLikeFull)}");
        trace.Add($"start of {full}: {GuestRuns.Ms(slow)}; with {micro}'s CPU and memory techniques: {GuestRuns.Ms(protectedLikeMicro)}");
        trace.Add("what is around a VMM (a jail, a filter of system calls) is not in the model: a microVM has more of it, not less");
        var matters = protectedLikeFull - fast > (slow - fast) * Noticeable;
        return Answer.YesNo(acts > 0 && matters,
            $"the microVM has {micro.Cpu.Name} and {micro.Memory.Name}, the virtual machine {full.Cpu.Name} and {full.Memory.Name}; "
            + $"{Reserved.Count - acts} of {Reserved.Count} acts that touch the machine end alike; with the virtual machine's "
            + $"techniques the microVM starts in {GuestRuns.Ms(protectedLikeFull)}, with its own in {GuestRuns.Ms(fast)}", trace);

        TimeSpan Mean(Platform platform) => GuestRuns.Sum(GuestRuns.MeanBoot(models, platform, Boots));
    }

    // What a program may not do at all, and what a guest's kernel does on its own virtual machine and not on the real one.
    private static readonly IReadOnlyList<(Ring Who, string Name, long Operand)> Reserved =
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
        return $"two guests of {platform}: a program in one touches memory; its kernel holds "
            + $"{one.Kernel.Root.Memory.Current - before} more, the other's {other.Kernel.Root.Memory.Current - there} more";
    }
}
