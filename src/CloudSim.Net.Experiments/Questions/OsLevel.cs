using CloudSim.Net.Datacenter;
using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>Containers: processes of the host's kernel, who schedules them, who has their memory, and what they see.</summary>
internal static class OsLevel
{
    private const string Topic = "Containers";
    private const string HostKernel = "the host's kernel", OwnKernel = "a kernel of its own";

    public static IReadOnlyList<Question> All { get; } =
    [
        new(21, Topic, "Who schedules a container's processes?", "labs/time-slices.cs", WhoSchedules),
        new(22, Topic, "Who manages a container's memory?", "one-account.cs", WhoseMemory),
        new(23, Topic, "Do time slices become shorter when more containers want one CPU?", "labs/time-slices.cs", Slices),
        new(24, Topic, "Is chroot a namespace?", "labs/namespaces.cs", Chroot),
    ];

    private static Answer WhoSchedules(CourseModels models)
    {
        var host = GuestRuns.OneCpu(models, models.Container);
        var (container, other, vm) = (GuestRuns.Boot(host, models.Container), GuestRuns.Boot(host, models.Container),
            GuestRuns.Boot(host, models.MicroVm));
        foreach (var guest in new[] { container, other, vm })
            GuestRuns.Bind(guest);
        using var recorder = new SwitchRecorder(host.Scheduler);
        var before = container.Group.Stat;
        foreach (var guest in new[] { container, other, vm })
            guest.Cpu.Demand(TimeSpan.FromMilliseconds(200));
        host.Simulation.Run(TimeSpan.FromMilliseconds(300));
        var (used, slices) = ((container.Group.Stat - before).Usage, recorder[container.Group].Slices.Count);
        var owner = Owner(host, container);
        var scheduler = container.Cpu.Scheduler;
        return new(owner == HostKernel ? $"{owner}, with {Name(scheduler)}" : owner,
            $"the run queue of {Name(scheduler)} on the host's CPU 0 gave the container's thread the CPU {slices} times, "
            + $"{GuestRuns.Ms(used)} in {GuestRuns.Ms(TimeSpan.FromMilliseconds(300))}",
            [
                "two containers and a microVM want CPU 0 of the host", Of(container), Of(other), Of(vm),
                $"a program in the container is in the process table of {owner}: it has pid {container.Program.HostPid} there",
                $"a program in the microVM is in the process table of {Owner(host, vm)}: pid {vm.Program.HostPid} there; "
                    + "the host schedules the thread of its vCPU",
            ]);

        string Of(Guest guest) => $"  {guest.Platform}, cgroup {guest.Cgroup}: task '{guest.Cpu.Name}' of the host's run queue had the CPU "
            + $"{recorder[guest.Group].Slices.Count} times, mean {recorder[guest.Group].Slices.Moments.Mean / 1e6:0.00} ms";
    }

    // In whose process table its program is.
    private static string Owner(Host host, Guest guest) =>
        host.Kernel.Processes.Processes.Values.Contains(guest.Program) ? HostKernel : OwnKernel;

    // The scheduler by what it is.
    private static string Name(CpuScheduler scheduler) => scheduler switch
    {
        CfsScheduler => "CFS", EevdfScheduler => "EEVDF", CreditScheduler => "the credit scheduler",
        FluidScheduler => "a fluid scheduler", _ => scheduler.GetType().Name,
    };

    private static Answer WhoseMemory(CourseModels models)
    {
        var host = GuestRuns.Machine(models, models.Container);
        var (container, vm) = (GuestRuns.Boot(host, models.Container), GuestRuns.Boot(host, models.MicroVm));
        var size = 64.MiB;
        var (inContainer, inVm) = (Touch(container), Touch(vm));
        return new(inContainer.Own is null && inContainer.Host > Bytes.Zero ? HostKernel : OwnKernel,
            $"when a program in the container touched {size}, the host's kernel charged {inContainer.Cgroup} to its cgroup, and "
            + (inContainer.Own is { } own ? $"a kernel of its own charged {own}" : "no other kernel was there")
            + $"; in the microVM its own kernel charged {inVm.Own ?? Bytes.Zero}",
            [
                $"a program in the container, pid {container.Program.HostPid} of the host, touches {size}", .. Told(inContainer),
                $"a program in the microVM, pid {vm.Program.HostPid} of its own kernel, touches {size}", .. Told(inVm),
                "  the host has pages of the VMM's process; those that the guest's kernel had touched before were there already",
            ]);

        (Bytes Host, Bytes Cgroup, Bytes? Own) Touch(Guest guest)
        {
            var own = guest.Kernel == host.Kernel ? null : guest.Kernel;
            var (all, part, inside) = (host.Memory.Current, guest.Cgroup.Memory.Current, own?.Root.Memory.Current);
            guest.Inside.Memory.Touch(guest.Program, size);
            return (host.Memory.Current - all, guest.Cgroup.Memory.Current - part, own?.Root.Memory.Current - inside);
        }

        static string[] Told((Bytes Host, Bytes Cgroup, Bytes? Own) rise) =>
        [
            $"  the account of the host's kernel rises by {rise.Host}, that of the cgroup on the host by {rise.Cgroup}",
            rise.Own is { } own ? $"  the account of the guest's own kernel rises by {own}" : "  there is no kernel in between",
        ];
    }

    private static Answer Slices(CourseModels models)
    {
        const int Few = 2, Many = 6;
        var trace = new List<string>();
        var (few, name) = MeanSlice(Few);
        var (many, _) = MeanSlice(Many);
        if (double.IsNaN(few))
            return new("there are no time slices", $"{name} gave no task of {Few} and {Many} the CPU in turn", trace);
        return Answer.YesNo(many < 0.9 * few,
            $"on a machine of {models.AdvancedMachine.Topology.Cpus} CPUs the mean time slice under {name} was {few:0.00} ms "
            + $"with {Few} busy containers on one of them, and {many:0.00} ms with {Many}",
            trace);

        (double Ms, string Scheduler) MeanSlice(int containers)
        {
            var host = GuestRuns.OneCpu(models, models.Container);
            var guests = Enumerable.Range(0, containers).Select(_ => GuestRuns.Boot(host, models.Container)).ToList();
            foreach (var guest in guests)
            {
                GuestRuns.Bind(guest);
                guest.Cpu.Demand(CpuTask.Forever);
            }
            host.Simulation.Run(TimeSpan.FromSeconds(0.2));
            using var recorder = new SwitchRecorder(host.Scheduler);
            var before = guests.Select(g => g.Cpu.Stat).ToList();
            host.Simulation.Run(TimeSpan.FromSeconds(1));
            trace.Add($"{containers} containers compute on CPU 0 under {Name(host.Scheduler)} for 1 s");
            trace.AddRange(guests.Select((g, i) => $"  {g.Cgroup}: {recorder[g.Group].Slices.Count} time slices that ended, mean "
                + $"{recorder[g.Group].Slices.Moments.Mean / 1e6:0.00} ms, "
                + $"{(g.Cpu.Stat - before[i]).Usage.TotalMilliseconds:0} ms of CPU time"));
            return (guests.Average(g => recorder[g.Group].Slices.Moments.Mean) / 1e6, Name(host.Scheduler));
        }
    }

    private static Answer Chroot(CourseModels models)
    {
        var kernel = GuestRuns.Machine(models, models.Container).Kernel;
        var table = kernel.Processes;
        var victims = new[] { Fork(table.Init, "editor"), Fork(table.Init, "compiler") };
        var jailed = Fork(table.Init, "program after chroot");
        var kinds = Kinds(jailed);
        table.ChangeRoot(jailed, "/srv/jail");
        var changed = kinds.Where((space, i) => Kinds(jailed)[i] != space).Count();
        var contained = Fork(table.Init, "program in a container", NamespaceKinds.Container);
        Fork(contained, "its child");
        var (seenByHost, seenByJailed, seenByContained) =
            (table.Processes.Count, table.Visible(jailed).Count, table.Visible(contained).Count);
        List<string> trace =
        [
            $"seen from the host: {Tree(table.Init)}",
            $"'{jailed.Name}': root directory {jailed.Root}; chroot changed {changed} of its {kinds.Count} namespaces",
            $"  it sees {seenByJailed} processes: {Tree(jailed)}",
            $"'{contained.Name}': {Kinds(contained).Where((space, i) => Kinds(table.Init)[i] != space).Count()} of "
                + $"{kinds.Count} namespaces are its own",
            $"  it sees {seenByContained} processes: {Tree(contained)}",
        ];
        var hidden = victims.All(v => !table.Visible(jailed).Values.Contains(v));
        var victim = victims[1];
        var fromContainer = table.Kill(contained, victim.HostPid, Signal.Kill);
        trace.Add($"the container's program sends SIGKILL to pid {victim.HostPid}: {Result(fromContainer, victim)}");
        var fromJail = table.Kill(jailed, victim.HostPid, Signal.Kill);
        trace.Add($"the program after chroot, which is root as before, sends it too: {Result(fromJail, victim)}");
        return Answer.YesNo(changed > 0 || (hidden && victim.IsAlive),
            $"after chroot a process still saw {seenByJailed} of {seenByHost} processes and {(victim.IsAlive ? "could not end" : "ended")} "
            + $"pid {victim.HostPid}; "
            + $"in a container one saw {seenByContained}: {Tree(contained)}", trace);

        KernelProcess Fork(KernelProcess parent, string name, NamespaceKinds made = NamespaceKinds.None) =>
            table.Fork(parent, name, made, out var child) == KernelError.None ? child!
                : throw new InvalidOperationException($"no process for {name}");

        static List<Namespace> Kinds(KernelProcess process) =>
            [.. Enum.GetValues<NamespaceKinds>().Where(k => int.PopCount((int)k) == 1).Select(process.Namespace)];

        static string Result(KernelError error, KernelProcess victim) =>
            error == KernelError.NoSuchProcess ? "ESRCH, it sees no such pid" : victim.IsAlive ? $"{error}" : $"{victim.Name} has ended";

        string Tree(KernelProcess viewer) =>
            string.Join(", ", table.Visible(viewer).OrderBy(p => p.Key).Select(p => $"pid {p.Key} '{p.Value.Name}'"));
    }
}
