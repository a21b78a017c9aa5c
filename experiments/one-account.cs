#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Where does the memory of one machine go that carries virtual machines and containers at once, and who is refused when it has run out?

var script = new Script(
    "Where does the memory of one machine go that carries virtual machines and containers at once, and who is refused when it has run out?",
    runs: 1);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var kind = experiment.Scheduler(scheduler, HostModel.RackServer(parameters));
    var rows = experiment.Run("account", ["mixed", "full"], (trial, machine) =>
    {
        var scene = new Scene(new Host(new Simulation(), HostModel.RackServer(parameters), trial.Streams, kind), machine);
        if (machine == "mixed")
            scene.Mixed(forking: experiment.Quick ? 10.0.Milliseconds : 20.0.Milliseconds);
        else
            scene.Full();
        return scene.Rows;
    }, runs: 1).SelectMany(r => r.Outcome).ToList();

    experiment.Csv(rows);
    experiment.Table(rows.Select(r => new { r.Machine, r.What, r.Door, r.AskedMib, r.HeldMib, r.RefusedBy, r.UsedMib, r.PidsCurrent }));
    experiment.Note("held: by this line's virtual machine or container now, the files that it read first included; " +
        "system: the kernel's reserve, and files that are charged to the root");
    experiment.Goal("the machine's used memory is the system's and what each line's holder holds, at every line",
        rows.All(r => r.MissingBytes == 0));
    experiment.Goal("the machine's pids are the threads of all processes, at every line", rows.All(r => r.MissingPids == 0));
    experiment.Goal("a container that wants 50 GiB beside 17 virtual machines does not get them",
        rows.Any(r => r.AskedMib == 50 * 1024 && r.RefusedBy != "" && r.HeldMib < r.AskedMib));
    var host = HostModel.RackServer(parameters);
    var parts = new (string Name, Func<Row, double> Mib)[]
    {
        ("system", r => r.SystemMib), ("virtual machines", r => r.VmMib), ("virtual machines that boot", r => r.BootMib),
        ("Kata containers", r => r.KataMib), ("containers", r => r.DockerRunMib), ("containers that fork", r => r.ForkMib),
        ("a container engine in a virtual machine", r => r.EngineInVmMib),
    };
    foreach (var machine in rows.GroupBy(r => r.Machine))
    {
        var (most, refused) = (machine.Max(r => r.UsedMib) / 1024, machine.Count(IsRefused));
        var held = parts.Where(p => machine.Any(r => p.Mib(r) > 0)).ToList();
        experiment.Plot(machine.Key, Figure.Bars(
            $"At most {most:0.0} of {host.Memory.GiB:0.#} GiB are used; {refused} of {machine.Count()} steps end in a refusal or a kill",
            new Axis("Used memory (GiB)", Min: 0), machine.Select(r => new Bar(r.What, Math.Round(r.UsedMib / 1024, 1),
                IsRefused(r) ? r.RefusedBy : null, [.. held.Select(p => new Segment(p.Name, p.Mib(r) / 1024))])),
            Conditions.Of(host, $"the {machine.Key} machine, used memory after each step, from the top; beside it who refused or ended it",
                "1 run, an example")));
    }

    static bool IsRefused(Row row) => row.RefusedBy is not ("" or "docker kill");
});

/// <summary>A machine, and all that holds something on it.</summary>
sealed class Scene
{
    private readonly Host host;
    private readonly string name;
    private readonly ContainerEngine engine;
    private readonly List<Holder> holders = [];
    private readonly HashSet<string> files = [Shim.Text];
    private readonly Parameters parameters;

    public Scene(Host host, string name)
    {
        (this.host, this.name, engine, parameters) = (host, name, new ContainerEngine(host.Kernel), host.Parameters);
        host.Kernel.Store.Tag("app", Layers);
        host.Memory.OomKilled += process => Killed.Add(process);
    }

    public List<Row> Rows { get; } = [];

    private static Image Layers { get; } = new([Layer.Of("base", 50.MiB), Layer.Of("app", 5.MiB)]);

    private Simulation Sim => host.Simulation;

    private Cgroup Root => host.Kernel.Root;

    private List<KernelProcess> Killed { get; } = [];

    public void Mixed(TimeSpan forking)
    {
        GuestSpec large = new(4.GiB, 1.GiB, Image: 57.MiB), small = new(256.MiB, 64.MiB, Image: 57.MiB);
        var qemu = Boot("vm", "QEMU 1", QemuKvm.Of(parameters), large);
        Boot("vm", "QEMU 2", QemuKvm.Of(parameters), large);
        Boot("vm", "Firecracker", Firecracker.Of(parameters), small);
        Boot("vm", "VM of 80 GiB", QemuKvm.Of(parameters), new(80.GiB, 70.GiB));
        Boot("vm", "QEMU limited", QemuKvm.Of(parameters), large with { Limits = new() { MemoryMax = 512.MiB } });
        Boot("kata", "Kata", Kata.Of(parameters), small);
        Run("docker-run", "container", 2.GiB);
        Run("docker-run", "container limited", 2.GiB, ("memory.max", "1G"));
        Boot("boot", "boot 100 ms", Firecracker.Of(parameters), small, during: 100.0.Milliseconds);
        Boot("boot", "boot 130 ms", QemuKvm.Of(parameters), large, during: 130.0.Milliseconds);
        Fork("bomb limited", forking, ("pids.max", "50"));
        Fork("bomb", forking);
        Within("engine VM", new(4.GiB, 64.MiB, Image: 57.MiB));
        qemu!.Stop();
        Sim.Run(10.0.Milliseconds);
        Boot("vm", "QEMU 3", QemuKvm.Of(parameters), large);
    }

    // Virtual machines one after the other until the next one is refused; then a container that wants more than all of them leave.
    public void Full()
    {
        for (var i = 1; Boot("vm", $"QEMU {i}", QemuKvm.Of(parameters), new(4.GiB, 3500.MiB)) is not null; i++)
        {
        }
        Run("docker-run", "container", 50.GiB);
        Run("docker-run", "container 1 GiB", 1.GiB);
    }

    private Guest? Boot(string door, string what, Platform platform, GuestSpec spec, TimeSpan? during = null)
    {
        files.UnionWith([platform.Footprint.SharedFile, platform.Kernel!.Name, $"{platform.Kernel.Name}, compressed"]);
        if (!host.TryAdmit(platform, spec, out var guest, out var boundBy))
        {
            Note(door, what, spec.ConfiguredMemory, null, $"admission: {boundBy}");
            return null;
        }
        var start = guest!.Start();
        if (during is { } time)
            Sim.Run(time);
        else
            Sim.Run(start);
        Sim.Run(0.01.Milliseconds);
        var holder = new Holder(door, guest.Cgroup, () => guest.State != GuestState.Stopped, null);
        Note(door, what, spec.ConfiguredMemory, holder, guest.EndedBy ?? "");
        return guest;
    }

    private void Run(string door, string what, Bytes touched, params (string, string)[] limits)
    {
        var holder = Start(door, what, limits, out var container);
        var refused = Touch(container, touched);
        Sim.Run(1.0.Seconds);
        Note(door, what, touched, holder, refused);
    }

    private Holder Start(string door, string what, (string, string)[] limits, out OciContainer container, Platform? vm = null)
    {
        var id = what.Replace(' ', '-');
        Sim.Run(engine.Run(new(id, "app") { Limits = limits }));
        var made = container = engine.Find(id)!;
        return new(door, made.Cgroup!, () => made.Cgroup is not null, made.Shim!.Process);
    }

    // Who is ended when the pages do not fit: somebody of the cgroup whose limit it is.
    private string Touch(OciContainer container, Bytes size)
    {
        Killed.Clear();
        var charge = container.Cgroup!.Memory.Touch(container.Init!, size);
        if (container.Init!.IsAlive)
            return charge.Charged ? "" : charge.Reason!;
        var limited = container.Spec.Limits.Any(l => l.File == "memory.max") ? "its memory.max" : "memory of the machine";
        var others = Killed.Count(p => p != container.Init);
        return $"{limited}: killed" + (others > 0 ? $" after {others} virtual machine{(others > 1 ? "s" : "")}" : "");
    }

    private void Fork(string what, TimeSpan time, params (string, string)[] limits)
    {
        var holder = Start("fork", what, limits, out var container);
        ForkBomb.Start(host.Kernel, container.Init!, shell: false);
        Sim.Run(time);
        var pids = container.Cgroup!.Pids;
        Note("fork", what, Bytes.Zero, holder, pids.Failures > 0 ? $"its pids.max: {pids.Max}" : "");
        Sim.Run(engine.Kill(container));
        Sim.Run(1.0.Seconds);
        Note("fork", $"{what} killed", Bytes.Zero, holder, "docker kill");
    }

    // An engine in a virtual machine: its container's pages are the guest kernel's, which the machine backs; beyond its own memory the
    // guest ends it, and keeps the pages that it has touched.
    private void Within(string what, GuestSpec spec)
    {
        var guest = Boot("engine-in-vm", what, QemuKvm.Of(parameters), spec)!;
        var inner = guest.Kernel;
        inner.Store.Tag("app", Layers);
        var docker = new ContainerEngine(inner);
        Sim.Run(docker.Run(new("inside", "app")));
        var (container, holder) = (docker.Find("inside")!, holders[^1]);
        foreach (var size in new[] { 1.GiB, 2.GiB, 4.GiB })
        {
            var refused = container.Init!.IsAlive ? Touch(container, size) : "it has ended";
            Sim.Run(1.0.Seconds);
            Note("engine-in-vm", $"inside +{size.GiB:0} GiB", size, holder, refused.Replace("the machine", "the guest"));
        }
    }

    private void Note(string door, string what, Bytes asked, Holder? holder, string refusedBy)
    {
        if (holder is not null && !holders.Contains(holder))
            holders.Add(holder);
        var (held, below) = (holders.Sum(h => h.Held.Count), holders.Sum(h => h.Files.Count));
        var system = host.Model.HostReserved.Count + files.Sum(f => host.Memory.PageCache.Cached(f).Count) - below;
        var threads = host.Kernel.Processes.Processes.Values.Sum(p => (long)p.Threads);
        double By(string one) => holders.Where(h => h.Door == one).Sum(h => h.Held.MiB);
        Rows.Add(new(door, asked.MiB, holder?.Held.MiB ?? 0, refusedBy, Root.Memory.Current.MiB, Root.Pids.Current, new Bytes(system).MiB,
            name, what, By("vm"), By("docker-run"), By("kata"), By("boot"), By("fork"), By("engine-in-vm"),
            Root.Memory.Current.Count - system - held, Root.Pids.Current - threads));
    }
}

/// <summary>Who holds memory: his processes' own pages, the files that his cgroup read first, and his shim's pages.</summary>
sealed record Holder(string Door, Cgroup Cgroup, Func<bool> IsThere, KernelProcess? Shim)
{
    public Bytes Files => IsThere() ? Cgroup.Memory.File : Bytes.Zero;

    public Bytes Held => Files + (IsThere() ? Sum(Cgroup.All()) : Bytes.Zero) + (Shim is { IsAlive: true } ? Shim.Memory : Bytes.Zero);

    private static Bytes Sum(IEnumerable<KernelProcess> all) => new(all.Sum(p => p.Memory.Count));
}

sealed record Row(
    string Door, double AskedMib, double HeldMib, string RefusedBy, double UsedMib, long PidsCurrent, double SystemMib, string Machine,
    string What, double VmMib, double DockerRunMib, double KataMib, double BootMib, double ForkMib, double EngineInVmMib, long MissingBytes,
    long MissingPids);
