using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Requirements;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>Which type of virtualization a guest needs, and which costs the least.</summary>
internal static class Types
{
    private const string Topic = "Types of virtualization";
    private const int Many = 10;

    public static IReadOnlyList<Question> All { get; } =
    [
        new(1, Topic, "Which type of virtualization can run an unmodified operating system on a basic processor, beside the host's own?",
            "feasible.cs --cpu-model 2003 --system Windows --own-kernel --pc", UnmodifiedOnBasic),
        new(2, Topic, "Which type of virtualization is best for an operating system that nobody knows, on an advanced processor?",
            "feasible.cs --system Windows --own-kernel --pc", UnknownOnAdvanced),
        new(3, Topic, "Which type of virtualization is best for many applications that are content with one kernel?",
            "compare.cs", ContentWithOneKernel),
        new(4, Topic, "Which type of virtualization lets two applications run that need different versions of a kernel module?",
            "feasible.cs --modules driver=2.0", TwoVersionsOfModule),
    ];

    // A kernel of a distribution stands for the unknown one in the boot.
    private static Answer UnmodifiedOnBasic(CourseModels models)
    {
        var machine = models.BasicMachine;
        var verdicts = Verdicts(models, models.UnknownSystem, Offers(models, machine));
        var boots = verdicts.Where(v => v.IsFeasible)
            .Select(v => (v.Platform,
                Boot: GuestRuns.Try(models, v.Platform with { Kernel = models.VirtualMachine.Kernel }, machine))).ToList();
        var running = boots.Where(b => b.Boot.Guest is not null).OrderBy(b => GuestRuns.Time(b.Boot.Guest!)).ToList();
        var times = running.Select(b => $"{b.Platform} in {GuestRuns.Ms(GuestRuns.Time(b.Boot.Guest!))}");
        return new(VirtualizationType.Of(running.Select(b => b.Platform)),
            $"{running.Count} of {verdicts.Count} systems run it on {machine.Cpu.Name}: {List(times)}",
            [
                $"{models.UnknownSystem} brings its own kernel, unchanged; the CPU is {machine.Cpu.Name}",
                .. Refusals(verdicts),
                $"a kernel of a distribution stands for it: {models.VirtualMachine.Kernel}",
                .. running.SelectMany(b => GuestRuns.Phases(b.Boot.Guest!)
                    .Prepend($"{Typed(b.Platform)} boots {b.Boot.Guest!.Platform.Kernel!.Name}, unchanged:")),
                .. boots.Where(b => b.Boot.Refusal is not null).Select(b => $"{b.Platform} does not start: {b.Boot.Refusal}"),
            ]);
    }

    private static Answer UnknownOnAdvanced(CourseModels models)
    {
        var (machine, work) = (models.AdvancedMachine, WebApplication.Of(models.Parameters).Request);
        var verdicts = Verdicts(models, models.UnknownSystem, Offers(models, machine));
        var bare = BareMetal.Of(models.Parameters).Cost(work, machine);
        var ranking = verdicts.Where(v => v.IsFeasible).Select(v => (v.Platform, Cost: v.Platform.Cost(work, machine)))
            .OrderBy(r => r.Cost.Total.Count).ToList();
        return new(VirtualizationType.Of(ranking.Take(1).Select(r => r.Platform)),
            ranking.Count == 0 ? $"none of {verdicts.Count} systems runs it"
                : $"of {ranking.Count} systems that run it, {ranking[0].Platform} comes first (a web request costs " +
                    $"{More(ranking[0].Cost)} than on the bare machine), and {ranking[^1].Platform} last ({More(ranking[^1].Cost)})",
            [
                $"{models.UnknownSystem} brings its own kernel, unchanged; the CPU is {machine.Cpu.Name}",
                .. Refusals(verdicts),
                "binary translation is modelled as on 32-bit CPUs: in 64-bit mode there are no segment limits to protect the translator",
                $"the bare machine needs {bare.Total.Count:#,0} cycles for a web request",
                .. ranking.Select((r, i) => $"{i + 1}. {Typed(r.Platform)}: {r.Cost.Total.Count:#,0} cycles, " +
                    $"{More(r.Cost)}; exits, traps and calls of the hypervisor: {r.Cost.Exits:#,0}"),
            ]);

        string More(CycleCost cost) => $"{100 * (cost.Total.Count / bare.Total.Count - 1):#,0.0} % more";
    }

    private static Answer ContentWithOneKernel(CourseModels models)
    {
        var (machine, application) = (models.AdvancedMachine, WebApplication.Of(models.Parameters));
        var verdicts = Verdicts(models, models.Services, Offers(models, machine));
        var (started, refused) = (new List<(Platform Platform, double MiB, TimeSpan Start)>(), new List<string>());
        foreach (var platform in verdicts.Where(v => v.IsFeasible).Select(v => v.Platform))
        {
            var host = GuestRuns.Machine(models, platform);
            var (before, guests, limit) = (host.Memory.Used, new List<Guest>(), default(string));
            while (guests.Count < Many && host.TryAdmit(platform, GuestSizes.For(platform, application), out var guest, out limit))
            {
                host.Simulation.Run(guest!.Start());
                guests.Add(guest);
            }
            if (guests.Count == Many)
                started.Add((platform, (host.Memory.Used - before).MiB / Many, guests.Select(GuestRuns.Time).Order().ElementAt(Many / 2)));
            else
                refused.Add($"{platform}: after {guests.Count} guests there is not enough {limit}");
        }
        var ranking = started.OrderBy(s => s.MiB).ToList();
        return new(VirtualizationType.Of(ranking.Take(1).Select(r => r.Platform)),
            ranking.Count == 0 ? "no system starts them"
                : $"by memory: {Many} guests take {Each(ranking[0])}; the next types: " + string.Join(", ", ranking
                    .GroupBy(r => VirtualizationType.Of(r.Platform)).Skip(1).Select(t => Each(t.First()))),
            [
                $"{Many} web applications that need Linux, several processes and fork; the machine is {machine.Name}",
                .. Refusals(verdicts),
                .. refused,
                .. ranking.Select((r, i) => $"{i + 1}. {Typed(r.Platform)}: {r.MiB:0.0} MiB of the host for " +
                    $"each, {GuestRuns.Ms(r.Start)} to start"),
            ]);

        static string Each((Platform Platform, double MiB, TimeSpan Start) one) =>
            $"{one.MiB:0.0} MiB each as {one.Platform}, started in {GuestRuns.Ms(one.Start)}";
    }

    // Two applications on whatever kernel they find; then each with the unchanged kernel of its distribution, which has its module.
    private static Answer TwoVersionsOfModule(CourseModels models)
    {
        var host = Offers(models, models.AdvancedMachine);
        GuestNeeds[] applications = [Application("A", new(1, 0)), Application("B", new(2, 0))];
        GuestNeeds[] systems = [.. applications.Select(a => a with { BringsKernel = true })];
        GuestNeeds[] changed = [.. systems.Select(a => a with { KernelCanBeChanged = true })];
        var tried = Isolating(models).Select(p => (Platform: p,
            Reason: Feasibility.IncompatibilityTogether(applications, host, p) ?? Feasibility.IncompatibilityTogether(systems, host, p)))
            .ToList();
        var able = tried.Where(t => t.Reason is null).Select(t => t.Platform).ToList();
        var allFull = able.Count > 0 && able.All(VirtualizationType.IsFull);
        var sharing = tried.Where(t => t.Platform.SharesKernel).Select(t => $"; {t.Platform}: {t.Reason ?? "yes"}");
        return new(allFull ? VirtualizationType.Full : VirtualizationType.Of(able),
            $"{able.Count} of {tried.Count} systems run both" +
            (allFull ? ", each with an unmodified kernel of its own on virtual hardware, in software or with hardware assist" : "") +
            string.Concat(sharing),
            [
                $"application A needs {applications[0].Modules[0]}, application B needs {applications[1].Modules[0]}: modules of a " +
                "kernel that is as its distribution made it",
                .. Grouped(tried.Where(t => t.Reason is not null).Select(t => (t.Platform, t.Reason!))),
                .. able.GroupBy(VirtualizationType.Of).Select(t => $"{t.Key}: yes: each application has a kernel of its own, and each " +
                    $"kernel its module ({List(t.Select(p => p.Name))})"),
                .. tried.Where(t => t.Reason is not null && Feasibility.IncompatibilityTogether(changed, host, t.Platform) is null)
                    .Select(t => $"{t.Platform} could run both with a kernel that was changed for it"),
            ]);

        GuestNeeds Application(string name, Version module) => models.Services with
        {
            Name = name, Modules = [new("driver", module)], TakesSecondApplication = false,
        };
    }

    private static HostOffers Offers(CourseModels models, HostModel machine) =>
        new() { Cpu = machine.Cpu, Instructions = models.Instructions };

    private static IEnumerable<Platform> Isolating(CourseModels models) => models.Platforms.Where(VirtualizationType.Isolates);

    private static List<Verdict> Verdicts(CourseModels models, GuestNeeds guest, HostOffers host) =>
        [.. Feasibility.Of(guest, host, Isolating(models))];

    private static IEnumerable<string> Refusals(IEnumerable<Verdict> verdicts) =>
        Grouped(verdicts.Where(v => !v.IsFeasible).Select(v => (v.Platform, v.Reason!)));

    private static IEnumerable<string> Grouped(IEnumerable<(Platform Platform, string Reason)> refusals) =>
        from refusal in refusals
        group refusal.Platform by (Type: VirtualizationType.Of(refusal.Platform), refusal.Reason) into same
        select $"{same.Key.Type}: no: {same.Key.Reason} ({List(same.Select(p => p.Name))})";

    private static string Typed(Platform platform) => $"{platform} ({VirtualizationType.Of(platform)})";

    private static string List(IEnumerable<string> names) => string.Join(", ", names);
}
