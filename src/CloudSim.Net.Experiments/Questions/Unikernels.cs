using CloudSim.Net.Datacenter;
using CloudSim.Net.Kernel;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.DualMode;
using CloudSim.Net.Virtualization.Requirements;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>A kernel that is a library of its one program: what the program can and cannot do.</summary>
internal static class Unikernels
{
    private const string Topic = "Unikernels";

    public static IReadOnlyList<Question> All { get; } =
    [
        new(15, Topic, "Does a unikernel's application leave kernel mode, when it computes or calls its kernel?",
            "labs/cpu-modes.cs", ChangeMode),
        new(16, Topic, "Can a unikernel take a second application?", "feasible.cs --second-application --rebuild", SecondApplication),
        new(17, Topic, "Can a unikernel fork?", "feasible.cs --fork --rebuild", Fork),
    ];

    private static Answer ChangeMode(CourseModels models)
    {
        var trace = new List<string>();
        var there = Rings(models.MicroVm, trace);
        var here = Rings(models.Unikernel, trace);
        return Answer.YesNo(here.Count > 1,
            $"while an application called its kernel, the CPU was in {Text(here)} with {GuestRuns.Kernel(models.Unikernel).Name}, and in "
            + $"{Text(there)} with {GuestRuns.Kernel(models.MicroVm).Name}", trace);

        static string Text(IReadOnlyCollection<Ring> rings) =>
            $"ring{(rings.Count == 1 ? "" : "s")} {string.Join(" and ", rings.Select(r => (int)r))}";
    }

    // The rings in which the CPU is while an application and the kernel that it calls run, in order.
    private static SortedSet<Ring> Rings(Platform platform, List<string> trace)
    {
        var kernel = platform.Kernel ?? throw new ArgumentException($"{platform} has no kernel of its own", nameof(platform));
        var machine = new DualModeMachine(platform.Cpu.Routes);
        trace.Add($"{kernel.Name}: {(kernel.Library is null ? "its application is a process; a call of the kernel is an event"
            : "its application is linked with it; a call of the kernel is a function call")}; "
            + $"the CPU starts in ring {(int)machine.Guest.Cpl}");
        var rings = new SortedSet<Ring>();
        foreach (var (instruction, operand) in kernel.Library is null ? KernelProgram.Process : KernelProgram.Linked)
        {
            var ring = machine.Guest.Cpl;
            var step = machine.Run(instruction, operand);
            rings.Add(step.State.Cpl);
            trace.Add($"  in ring {(int)ring} {Words.Of(step)}");
        }
        return rings;
    }

    private static Answer SecondApplication(CourseModels models)
    {
        var platform = models.Unikernel;
        var needs = new GuestNeeds { Name = "application to which another is added", CanBeRebuilt = true, TakesSecondApplication = true };
        var verdict = Feasibility.Of(needs, new HostOffers { Cpu = models.AdvancedMachine.Cpu }, platform);
        var guest = GuestRuns.Boot(GuestRuns.Machine(models, platform), platform);
        var (process, refusal) = Ask(guest);
        List<string> trace =
        [
            $"{GuestRuns.Kernel(platform).Name} boots with its application in {GuestRuns.Ms(guest.BootTime!.Value)}",
            $"somebody asks it to start a second application: {process?.ToString() ?? refusal}",
            $"its mechanisms say: {verdict.Reason ?? "it can"}",
        ];
        if (process is null)
        {
            guest.Stop();
            var other = GuestRuns.Boot(guest.Host, platform);
            trace.Add("the way there is: link another image, end this guest, and boot the new image "
                + $"({GuestRuns.Ms(other.BootTime!.Value)})");
        }
        return Answer.YesNo(process is not null && verdict.IsFeasible,
            process is null ? $"the booted unikernel refused: {refusal}"
                : $"the booted kernel, which holds {platform.Kernel?.Library?.AddressSpaces ?? 0} address spaces, started {process}",
            trace);
    }

    // Whether the kernel that has booted starts another program.
    private static (KernelProcess? Process, string? Refusal) Ask(Guest guest)
    {
        try
        {
            var table = guest.Kernel.Processes;
            var error = table.Fork(table.Init, "second application", NamespaceKinds.None, out var process);
            return (process, process is null ? $"{error}" : null);
        }
        catch (InvalidOperationException refusal)
        {
            return (null, refusal.Message);
        }
    }

    private static Answer Fork(CourseModels models)
    {
        var trace = new List<string>();
        var (there, one) = Forks(models, models.MicroVm, trace);
        var (here, child) = Forks(models, models.Unikernel, trace);
        return Answer.YesNo(child is not null,
            $"fork returned {Text(here, child)} on {GuestRuns.Kernel(models.Unikernel).Name}, and {Text(there, one)} on "
            + GuestRuns.Kernel(models.MicroVm).Name, trace);

        static string Text(KernelError error, KernelProcess? process) => process is null ? Failed(error) : $"the pid {process.Pid}";
    }

    private static (KernelError Error, KernelProcess? Child) Forks(CourseModels models, Platform platform, List<string> trace)
    {
        var guest = GuestRuns.Boot(GuestRuns.Machine(models, platform), platform);
        var kernel = GuestRuns.Kernel(platform);
        trace.Add($"{kernel.Name} has booted; " + (kernel.Library is { } library
            ? $"it is a library and holds {library.AddressSpaces} address space{(library.AddressSpaces == 1 ? "" : "s")}"
            : "each of its processes has an address space of its own"));
        var error = guest.Fork("child", out var child);
        trace.Add(child is null
            ? $"  its program calls fork: {Failed(error)}"
            : $"  its program, pid {guest.Program.Pid}, calls fork: the child has pid {child.Pid}, its parent is pid {child.Parent!.Pid}");
        return (error, child);
    }

    private static string Failed(KernelError error) => error == KernelError.NoSystemCall ? "ENOSYS (no such system call)" : $"{error}";
}
