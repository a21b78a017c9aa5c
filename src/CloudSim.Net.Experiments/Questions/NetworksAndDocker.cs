using CloudSim.Net.Containers;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Requirements;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>Docker's networks and parts.</summary>
internal static class NetworksAndDocker
{
    private const string Topic = "Docker";

    public static IReadOnlyList<Question> All { get; } =
    [
        new(29, Topic, "Does name resolution between containers work on the default bridge?", "labs/networks.cs",
            models => Resolves(models, networks => networks.Default)),
        new(30, Topic, "Does name resolution between containers work on a user-defined bridge?", "labs/networks.cs",
            models => Resolves(models, networks => networks.Create("backend", new BridgeDriver()))),
        new(31, Topic, "What do containers of Docker on a Mac run in?", "docker-desktop.cs", OnAMac),
        new(32, Topic, "Which part of Docker makes a container's namespaces and cgroup?", "labs/docker-parts.cs", WhoIsolates),
    ];

    private static Answer Resolves(CourseModels models, Func<NetworkController, Network> choose)
    {
        var networks = new NetworkController(models.Parameters, bridge: models.DefaultBridge);
        var network = choose(networks);
        var (web, database) = (networks.CreateSandbox("web"), networks.CreateSandbox("database"));
        var (from, to) = (networks.Connect(web, network), networks.Connect(database, network));
        var answer = networks.Resolve(web, "database");
        var direct = networks.Find(web, to.Address);
        var byName = answer.Address is { } address ? networks.Find(web, address) : null;
        return Answer.YesNo(byName is { Reaches: true },
            $"'web' asked for 'database' and {answer.Server} answered {answer.Address ?? "that it knows no such name"}; by its address "
            + $"{to.Address} it was {(direct.Reaches ? "reached" : "not reached")}",
            [
                $"network {network}, addresses {network.Subnet}, gateway {network.Gateway}"
                    + (network.IsDefault ? "; containers join it if nothing else is said" : "; made by docker network create"),
                $"sandbox 'web' joins it by an endpoint, {from.Address}", $"sandbox 'database' joins it by an endpoint, {to.Address}",
                $"'web' asks for the name 'database'; {answer.Server} is asked and answers: {answer.Address ?? "no such name"}",
                $"'web' sends to {to.Address}: {(direct.Reaches ? $"reaches '{direct.Target}' over {direct}" : direct.Refused)}",
                byName is null ? "'web' has no address to send to for the name" : $"'web' sends to the name: reaches '{byName.Target}'",
            ]);
    }

    private static Answer OnAMac(CourseModels models)
    {
        var program = new GuestNeeds { Name = "container of Linux", ManyProcesses = true, Forks = true, TakesSecondApplication = true };
        var mac = new HostOffers { Cpu = models.AdvancedMachine.Cpu, System = "macOS" };
        var trace = new List<string> { "the host's system is macOS; a container's program needs the system calls of Linux" };
        Platform[] candidates = [models.Container, models.VirtualMachine];
        var refused = Feasibility.Of(program, mac, models.Platforms).Where(v => v.Rule == "system").ToList();
        trace.Add($"of {models.Platforms.Count} platforms {refused.Count} are refused because the host's kernel is not Linux: "
            + string.Join(", ", refused.Select(v => v.Platform)));
        foreach (var platform in candidates)
            trace.Add($"  {platform}: {Feasibility.Of(program, mac, platform).Reason ?? "can run it"}");
        if (candidates.FirstOrDefault(p => Feasibility.Of(program, mac, p).IsFeasible) is not { } chosen)
            return new("nothing", $"none of {candidates.Length} candidates runs a Linux program on that host", trace);
        if (chosen.SharesKernel)
            return new("the host itself", $"{chosen} runs them: 1 kernel for all, the host's", trace);

        var host = GuestRuns.Machine(models, chosen);
        var desktop = new DockerDesktop(host, chosen, 2.GiB);
        host.Simulation.Run(desktop.Boot());
        trace.Add($"Docker Desktop starts {chosen} with {desktop.Memory}; after {host.Simulation.NowD:0.00} s the engine in it answers");
        trace.AddRange(desktop.Steps.Where(s => s.Component is not "virtual machine" || s.Duration > TimeSpan.FromMilliseconds(1))
            .Select(s => $"  {s.Component}: {s.Step}, {GuestRuns.Ms(s.Duration)}"));
        var kernel = desktop.Engine!.Kernel;
        kernel.Store.Tag("app", new Image([Layer.Of("app", 50.MiB)]));
        host.Simulation.Run(desktop.Engine.Run(new ContainerSpec("app", "app")));
        var process = desktop.Engine.Find("app")!.Init!;
        var (onHost, inGuest) = (Has(host.Kernel), Has(desktop.Guest!.Kernel));
        trace.Add($"docker run: the container's process has pid {process.Pid} in its own pid namespace, {process.HostPid} in its kernel's");
        trace.Add($"in the table of {chosen.Kernel!.Name} ({kernel.Processes.Processes.Count} processes): {(inGuest ? "yes" : "no")}");
        trace.Add($"in the table of the Mac's kernel ({host.Kernel.Processes.Processes.Count} processes): {(onHost ? "yes" : "no")}");
        return new(inGuest && !onHost ? chosen.IsPc ? "a virtual machine" : "a microVM" : "the host itself",
            $"the container's process has pid {process.HostPid} in the process table of {chosen.Kernel!.Name}, which booted on the Mac in "
            + $"{GuestRuns.Ms(desktop.Guest.BootTime!.Value)}; the Mac's kernel has {(onHost ? "it too" : "no such process")}", trace);

        bool Has(MachineKernel of) => of.Processes.Processes.Values.Contains(process);
    }

    private static Answer WhoIsolates(CourseModels models)
    {
        var host = GuestRuns.Machine(models, models.Container);
        var kernel = host.Kernel;
        kernel.Store.Tag("app", new Image([Layer.Of("app", 50.MiB)]));
        var engine = new ContainerEngine(kernel, models.Runtime);
        host.Simulation.Run(engine.Run(new ContainerSpec("app", "app")));
        var container = engine.Find("app")!;
        // What the runtime asks of the kernel; the engine's hook has its turn in the middle.
        var asked = engine.Runtime.Create(NamespaceKinds.Container, kernel.V1);
        var isolate = asked.Where(s => s.Kind == StepKind.Namespaces || s.Kind == StepKind.Cgroup).Select(s => s.Title).ToHashSet();
        var (by, trace, makers) = ("docker", new List<string>(), new List<string>());
        foreach (var step in container.Steps)
        {
            by = step.Component == "runtime" || asked.Any(s => s.Title == step.Step) ? engine.Runtime.Name
                : step.Component == "kernel" ? by : step.Component;
            var isIsolation = step.Component == "kernel" && isolate.Contains(step.Step);
            if (isIsolation)
                makers.Add(by);
            trace.Add(step.Component == "kernel" ? $"  the kernel, called by {by}: {step.Step}, {GuestRuns.Ms(step.Duration)}"
                : $"{by}: {step.Step.Replace($"{by} ", "")}, {GuestRuns.Ms(step.Duration)}");
        }
        var own = Enum.GetValues<NamespaceKinds>().Where(k => int.PopCount((int)k) == 1)
            .Where(k => container.Init!.Namespace(k) != kernel.Processes.Init.Namespace(k)).ToList();
        trace.Add($"its first process is {container.Init}, in cgroup {container.Cgroup}, with namespaces of its own: "
            + string.Join(", ", own));
        return new(makers.Count == 0 ? "none" : string.Join(", ", makers.Distinct()),
            $"of {container.Steps.Count} steps of docker run {makers.Count} made namespaces or the cgroup, and "
            + $"{string.Join(", ", makers.Distinct())} called the kernel for each of them", trace);
    }
}
