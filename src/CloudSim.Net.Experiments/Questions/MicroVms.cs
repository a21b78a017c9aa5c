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
    private const string Vmm = "VMM and other programs of the host";
    private const int Boots = 10;
    private const double Noticeable = 0.05; // share of the whole difference, from which on a phase is a reason

    public static IReadOnlyList<Question> All { get; } =
    [
        new(18, Topic, "Why does a microVM start faster than a virtual machine?", Lab, WhyFaster),
        new(19, Topic, "Is weaker protection a reason why a microVM starts faster?", Lab, WeakerProtection),
        new(20, Topic, "What do AWS Lambda and Fargate run the functions of strangers on?", "compare.cs", Functions.OfStrangers),
    ];

    private static Answer WhyFaster(CourseModels models)
    {
        var (micro, full) = (models.MicroVm, models.VirtualMachine);
        var (fast, slow) = (GuestRuns.MeanBoot(models, micro, Boots), GuestRuns.MeanBoot(models, full, Boots));
        // How long a kernel boots hangs on its machine, and on whether it configures the network itself: the kernels are compared with both
        // alike.
        var kernelAlone = micro.Kernel! with
        {
            NetworkSettle = full.Kernel!.NetworkSettle, NetworkSettleTick = full.Kernel.NetworkSettleTick,
        };
        var withItsKernel = GuestRuns.MeanBoot(models, full with { Kernel = kernelAlone }, Boots);
        var difference = GuestRuns.Sum(slow) - GuestRuns.Sum(fast);
        var kernel = GuestRuns.Sum(slow) - GuestRuns.Sum(withItsKernel);
        var parts = slow.Concat(fast).Select(Part).Distinct()
            .Select(part => (Part: part, There: Of(slow, part), Here: Of(fast, part)))
            .OrderByDescending(p => p.There - p.Here).ToList();
        var reasons = parts.Where(p => p.Part != StepKind.GuestKernel.Name)
            .Select(p => (Name: Reason(p.Part, p.Here, micro, full), Saved: p.There - p.Here))
            .Append((Name: "a smaller kernel", Saved: kernel))
            .Where(r => r.Saved > difference * Noticeable).OrderBy(r => Order(r.Name)).ToList();
        var longer = parts.First(p => p.Part == StepKind.GuestKernel.Name);
        List<string> trace =
        [
            $"{Boots} starts of {full}, mean {GuestRuns.Ms(GuestRuns.Sum(slow))}", .. slow.Select(s => $"  {GuestRuns.Of(s)}"),
            $"  devices: {Devices(full)}",
            $"{Boots} starts of {micro}, mean {GuestRuns.Ms(GuestRuns.Sum(fast))}", .. fast.Select(s => $"  {GuestRuns.Of(s)}"),
            $"  devices: {Devices(micro)}",
            .. parts.Select(p => $"{p.Part}: {GuestRuns.Ms(p.There)} against {GuestRuns.Ms(p.Here)}"),
            $"{Boots} starts of {full} with the kernel of {micro}, {micro.Kernel.Image} in place of {full.Kernel.Image}: "
                + GuestRuns.Ms(GuestRuns.Sum(withItsKernel)),
            $"  in {micro} it is slower than there: it configures the network itself ({GuestRuns.Ms(micro.Kernel.NetworkSettle)} or more), "
                + $"and has devices that {full} lacks: "
                + string.Join(", ", micro.Devices.Where(d => d.Count > 0).Select(d => d.Name).Except(full.Devices.Select(d => d.Name))),
            $"reasons: what saves more than {Noticeable:0 %} of the {GuestRuns.Ms(difference)} between the two",
        ];
        return new(difference <= TimeSpan.Zero ? "it does not" : string.Join(", ", reasons.Select(r => r.Name)),
            $"{GuestRuns.Ms(GuestRuns.Sum(fast))} against {GuestRuns.Ms(GuestRuns.Sum(slow))}: "
            + string.Join(", ", reasons.Select(r => $"{r.Name} ({GuestRuns.Ms(r.Saved)} saved)"))
            + (longer.Here <= longer.There ? ""
                : $"; the kernel's own phase takes {GuestRuns.Ms(longer.Here - longer.There)} longer (see the run)"), trace);

        static TimeSpan Of(IEnumerable<BootStep> phases, string part) => GuestRuns.Sum(phases.Where(p => Part(p) == part));
    }

    // Phases that do the same for a guest are one part of its start, whatever they are called: what runs on the host is the VMM's.
    private static string Part(BootStep phase) =>
        phase.Kind == StepKind.Firmware || phase.Kind == StepKind.DeviceProbes ? phase.Kind.Name
        : phase.Kind != StepKind.GuestKernel ? Vmm : phase.Title == "guest kernel" ? phase.Kind.Name : phase.Title;

    private static string Devices(Platform platform) => string.Join(", ", platform.Devices.Where(d => d.Count > 0));

    private static double Count(Platform platform) => platform.Devices.Sum(d => d.Count);

    // What a part of the start that became shorter is called.
    private static string Reason(string part, TimeSpan here, Platform micro, Platform full) =>
        part == StepKind.DeviceProbes.Name ? Count(micro) < Count(full) ? "fewer devices" : "devices that are found faster"
        : part == Vmm ? "a smaller VMM"
        : here == TimeSpan.Zero ? $"no {part}" : $"less {part}";

    // As a textbook tells them: the machine, its firmware, its kernel, its VMM.
    private static int Order(string reason) =>
        reason.Contains("device") ? 0 : reason.Contains("firmware") ? 1 : reason.Contains("kernel") ? 2 : 3;

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
            trace.Add($"{(who == Ring.Three ? "a user program" : "the guest's kernel")}, in both guests: {Words.Of(here)}"
                + (same ? "" : $"; but in {full}: {Words.Of(there)}"));
        }
        trace.Add(OwnPages(models, micro));
        trace.Add(OwnPages(models, full));
        trace.Add($"start of {micro}: {GuestRuns.Ms(fast)}; with {full}'s CPU and memory techniques: {GuestRuns.Ms(protectedLikeFull)}");
        trace.Add($"start of {full}: {GuestRuns.Ms(slow)}; with {micro}'s CPU and memory techniques: {GuestRuns.Ms(protectedLikeMicro)}");
        var matters = protectedLikeFull - fast > (slow - fast) * Noticeable;
        return Answer.YesNo(acts > 0 && matters,
            $"of {Reserved.Count} acts that are not a guest's to do, {Reserved.Count - acts} end alike in both; with the virtual machine's "
            + $"techniques the microVM starts in {GuestRuns.Ms(protectedLikeFull)}, with its own in {GuestRuns.Ms(fast)}, "
            + $"the virtual machine in {GuestRuns.Ms(slow)}", trace);

        TimeSpan Mean(Platform platform) => GuestRuns.Sum(GuestRuns.MeanBoot(models, platform, Boots));
    }

    // What a program may not do at all, and what a guest's kernel may do on its own virtual machine only.
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
