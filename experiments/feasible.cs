#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which platforms can run this guest on this host, and why can the others not?

var script =
    new Script(
        "Which platforms can run a guest on a host, and why can the others not? Without options of a guest: those that a course asks " +
        "about.");
var system = script.Option<string?>("--system", "NAME", "guest: its operating system, for instance Linux or Windows");
var own = script.Option("--own-kernel", "", "guest: it is a whole operating system with a kernel of its own", false);
var changeable = script.Option("--changeable", "", "guest: its kernel may be changed for a hypervisor", false);
var pc = script.Option("--pc", "", "guest: it must be booted by firmware on a PC", false);
var needs = script.Option<string?>("--kernel", "X.Y", "guest: least version of the kernel that its programs need");
var modules = script.Option<string?>("--modules", "LIST", "guest: kernel modules that it needs, for instance nvidia=535.1,zfs");
var isa = script.Option("--isa", "NAME", "guest: its instruction set", Isa.X86);
var many = script.Option("--many-processes", "", "guest: it has more than one process", false);
var fork = script.Option("--fork", "", "guest: it forks", false);
var second = script.Option("--second-application", "", "guest: another application will be added", false);
var rebuild = script.Option("--rebuild", "", "guest: its program can be linked anew", false);
var cpu = script.Option<string?>("--cpu-model", "NAME",
    "host: a part of its CPU's name, for instance Nehalem or 2003 (default: Xeon Platinum 8175M)");
var hostIsa = script.Option("--host-isa", "NAME", "host: its instruction set", Isa.X86);
var hostKernel = script.Option("--host-kernel", "X.Y", "host: version of its kernel", "6.1");
var hostModules = script.Option<string?>("--host-modules", "LIST", "host: modules in its kernel");
var inside = script.Option<string?>("--inside", "PLATFORM", "host: it is itself a guest of this platform");

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var host = new HostOffers
    {
        Cpu = Cpu(experiment.Value(cpu)), Isa = experiment.Value(hostIsa),
        KernelVersion = Number("--host-kernel", experiment.Value(hostKernel)),
        Modules = Modules("--host-modules", experiment.Value(hostModules)), Inside = Outer(experiment.Value(inside)),
    };
    var asked = new GuestNeeds
    {
        Name = "guest as asked", System = experiment.Value(system) ?? "Linux", BringsKernel = experiment.Value(own),
        KernelCanBeChanged = experiment.Value(changeable),
        NeedsPc = experiment.Value(pc), KernelVersion = experiment.Value(needs) is { } version ? Number("--kernel", version) : null,
        Modules = Modules("--modules", experiment.Value(modules)), Isa = experiment.Value(isa), ManyProcesses = experiment.Value(many),
        Forks = experiment.Value(fork), TakesSecondApplication = experiment.Value(second), CanBeRebuilt = experiment.Value(rebuild),
    };
    KernelModule[] none = [];
    var one = asked.Modules.Count > 0 || experiment.Value(system) is not null
        || asked with { Modules = none } != new GuestNeeds { Name = asked.Name, Modules = none };
    IReadOnlyList<GuestNeeds> guests = one ? [asked] : GuestNeeds.Common;
    var verdicts = guests.SelectMany(g => Feasibility.Of(g, host, experiment.Platforms)).ToList();

    experiment.Csv(verdicts.Select(v =>
        new { Guest = v.Guest.Name, Platform = v.Platform.Name, Feasible = v.IsFeasible, v.Rule, v.Reason }));
    if (one)
        experiment.Table(verdicts.Select(v =>
            new { Platform = v.Platform.Name, Runs = v.IsFeasible ? "yes" : "no", Why = v.Reason ?? "" }));
    else
        experiment.Table(guests.Select(g => new
        {
            Guest = g.Name,
            Platforms = $"{verdicts.Count(v => v.Guest == g && v.IsFeasible)} of {experiment.Platforms.Count}",
            Families = string.Join(", ", verdicts.Where(v => v.Guest == g && v.IsFeasible).Select(v => v.Platform.Family).Distinct()),
        }));
    var all = experiment.Platforms.Count;
    var able = guests.Select(g => (g.Name, Count: verdicts.Count(v => v.Guest == g && v.IsFeasible))).ToList();
    var (least, most) = (able.MinBy(g => g.Count), able.MaxBy(g => g.Count));
    experiment.Plot("matrix", Figure.Matrix(
        Title(least) + (most.Count > least.Count ? $", {most.Name} on {most.Count}"
            : able.Count > 1 ? ", and so does every other guest" : ""),
        verdicts.Select(v => new MatrixCell(v.Platform.Name, v.Guest.Name, v.IsFeasible ? "yes" : v.Rule!, v.IsFeasible ? 0.8 : -0.5)),
        $"Host: {host.Cpu.Name}, Linux {host.KernelVersion}{(host.Inside is null ? "" : $", inside {host.Inside}")}; blue: the platform " +
        "can run the guest; orange: the mechanism that forbids it"));

    string Title((string Name, int Count) guest) =>
        $"{char.ToUpperInvariant(guest.Name[0])}{guest.Name[1..]} runs on {guest.Count} of {all} platforms";

    CpuModel Cpu(string? name)
    {
        if (name is null)
            return CpuModels.Skylake(parameters);
        var models = CpuModels.All(parameters.Unnoted());
        var found = models.Where(c => c.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 1)
            parameters.Use(found[0]);
        return found.Count == 1 ? found[0]
            : throw new InputException("--cpu-model", null, $"'{name}' {(found.Count == 0 ? "is unknown" : "fits several")}",
                $"a part of one of {string.Join(", ", models.Select(c => c.Name))}");
    }

    Platform? Outer(string? name) =>
        name is null ? null : experiment.PlatformsWhere(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).FirstOrDefault()
        ?? throw new InputException("--inside", null, $"'{name}' is unknown",
            $"one of {string.Join("; ", Platforms.Of(parameters.Unnoted()).Select(p => p.Name))}");

    static Version Number(string option, string text) => Version.TryParse(text, out var version) ? version
        : throw new InputException(option, null, $"'{text}' is no version", "two numbers with a dot, for instance 6.1");

    static KernelModule[] Modules(string option, string? list) =>
    [
        .. from item in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
           let parts = item.Split('=')
           select parts.Length <= 2 && parts[0].Length > 0
               ? new KernelModule(parts[0], parts.Length == 2 ? Number(option, parts[1]) : null)
               : throw new InputException(option, null, $"'{item}' is no module",
                   "names with or without a version, for instance nvidia=535.1,zfs"),
    ];
});
