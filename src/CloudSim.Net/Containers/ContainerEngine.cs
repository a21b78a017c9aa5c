using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>
/// The engine (dockerd) over containerd, a shim for each container, and an OCI runtime: each a component with work of its own on a CPU. The
/// daemons may go and come again: containers run on under their shims, and the engine takes note afterwards of what has ended.
/// </summary>
public sealed class ContainerEngine
{
    private readonly Dictionary<string, OciContainer> containers = new(StringComparer.Ordinal);
    private long started;

    /// <summary>An engine that is up, over this runtime.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="runtime">The runtime; runc by default.</param>
    public ContainerEngine(ContainerMachine machine, OciRuntime? runtime = null)
        => (Machine, Runtime) = (machine, runtime ?? OciRuntime.Runc);

    /// <summary>The data file.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<ContainerEngine>();

    /// <summary>The machine.</summary>
    public ContainerMachine Machine { get; }

    /// <summary>The runtime.</summary>
    public OciRuntime Runtime { get; }

    /// <summary>Whether the engine's daemon answers.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Whether containerd answers.</summary>
    public bool ContainerdIsUp { get; private set; } = true;

    /// <summary>Containers that exist, in whatever state.</summary>
    public IEnumerable<OciContainer> Containers => containers.Values;

    /// <summary>The container of this name, or null.</summary>
    public OciContainer? Find(string name) => containers.GetValueOrDefault(name);

    /// <summary>
    /// docker run: creates and starts a container whose image is in the store. The process ends at the first instruction of its program;
    /// its result is the container.
    /// </summary>
    public Process Run(ContainerSpec spec) => Machine.Simulation.Process(Running(spec));

    /// <summary>ctr run: as <see cref="Run"/> by containerd alone, without the engine's part and without a network.</summary>
    public Process RunByContainerd(ContainerSpec spec) => Machine.Simulation.Process(RunningByContainerd(spec));

    /// <summary>Succeeds when the daemons have cleaned up after a container's program that has ended.</summary>
    public Event Cleaned(OciContainer container) => container.Shim!.Cleaned;

    /// <summary>docker stop or kill: ends the container's program; it is not started again.</summary>
    public Process Stop(OciContainer container) => Machine.Simulation.Process(Stopping(container));

    /// <summary>docker rm: removes a container that has ended, with its writable layer.</summary>
    public Process Remove(OciContainer container) => Machine.Simulation.Process(Removing(container));

    /// <summary>docker exec: one process more in the container. It ends at that program's first instruction; its result is the process, or null where a fork fails.</summary>
    public Process Exec(OciContainer container, string program) => Machine.Simulation.Process(Executing(container, program));

    /// <summary>The engine's daemon ends: no call is answered, containers run on.</summary>
    public void Crash() => IsUp = false;

    /// <summary>containerd ends: the engine cannot start anything, containers run on.</summary>
    public void CrashContainerd() => ContainerdIsUp = false;

    /// <summary>The daemons come up again, take note of what has ended meanwhile, and start what their policies ask for.</summary>
    public Process Restart() => Machine.Simulation.Process(Restarting());

    private IEnumerable<Event> Running(ContainerSpec spec)
    {
        var begin = Machine.Simulation.Now;
        var client = Machine.Host.Scheduler.CreateTask($"docker {spec.Name}");
        yield return client.Execute(Machine.Nanoseconds(Time("client")));
        client.Exit();
        var asked = Machine.Simulation.Now - begin;
        CheckUp();
        var container = Register(spec);
        container.Note("docker", "client", asked);
        var daemon = Thread("dockerd");
        yield return Step(container, "dockerd", daemon, KernelSteps.Program("create", Time("engine_create")));
        daemon.Exit();
        foreach (var step in Starting(container))
            yield return step;
        Machine.Simulation.ActiveProcess.Succeed(container);
    }

    private IEnumerable<Event> RunningByContainerd(ContainerSpec spec)
    {
        var client = Machine.Host.Scheduler.CreateTask($"ctr {spec.Name}");
        yield return client.Execute(Machine.Nanoseconds(Time("containerd_client")));
        client.Exit();
        var container = Register(spec with { Network = Machine.Networks.Network("none") });
        foreach (var step in Starting(container, engine: false))
            yield return step;
        Machine.Simulation.ActiveProcess.Succeed(container);
    }

    private OciContainer Register(ContainerSpec spec)
    {
        if (containers.ContainsKey(spec.Name))
            throw new InvalidOperationException($"the name '{spec.Name}' is in use");
        var image = Machine.Store.Find(spec.Image) ?? throw new InvalidOperationException($"no image '{spec.Image}' (pull it first)");
        var container = new OciContainer(spec, image);
        containers.Add(spec.Name, container);
        Machine.Store.Acquire(image);
        return container;
    }

    private IEnumerable<Event> Starting(OciContainer container, bool engine = true)
    {
        var (spec, kernel) = (container.Spec, Machine.Host.Kernel);
        var network = spec.Network ?? Machine.Networks.Default;
        var daemon = Thread("dockerd");
        if (engine)
            yield return Step(container, "dockerd", daemon, KernelSteps.Program("start", Time("engine_start")));
        yield return Step(container, "kernel", daemon, KernelSteps.OverlayMount(container.Image.Layers.Count));
        kernel.Add(HostLimit.OverlayMounts, 1);
        if (!ContainerdIsUp)
            throw new InvalidOperationException("containerd does not answer");
        yield return Step(container, "containerd", daemon, KernelSteps.Program("task", Time("containerd_task")));
        daemon.Exit();

        // The shim is the machine's child, and parent of all that the container's program is.
        var number = ++started;
        if (Machine.Processes.Fork(Machine.Processes.Init, "containerd-shim", NamespaceKinds.None, out var shim) != KernelError.None)
            throw new InvalidOperationException("no more processes for a shim");
        container.Shim = new Shim(shim!, Machine.Simulation);
        var helper = Machine.Host.Scheduler.CreateTask($"shim {spec.Name}");
        yield return Step(container, "shim", helper, KernelSteps.Program("start", Time("shim_start")));

        var kinds = network.Driver is HostDriver ? NamespaceKinds.Container & ~NamespaceKinds.Net : NamespaceKinds.Container;
        container.Status = OciStatus.Creating;
        container.Cgroup = Machine.Cgroups.Create($"{spec.Name}-{number}");
        foreach (var (file, text) in spec.Limits)
            container.Cgroup.Write(file, text);
        container.Task = Machine.Host.Scheduler.CreateTask(spec.Name, container.Cgroup.Cpu);
        KernelStep[] joined = !engine ? [] : network.Driver switch
        {
            HostDriver => [],
            NoneDriver or MacVlanDriver => [KernelSteps.Program("network hook", Time("network_hook"))],
            _ =>
            [
                KernelSteps.Program("network hook", Time("network_hook")), KernelSteps.Program("addresses", Time("bridge_endpoint")), KernelSteps.VethAndBridge(),
                .. spec.Ports.Select(_ => KernelSteps.Program("publish port", Time("publish_port"))),
            ],
        };
        foreach (var step in Runtime.Create(kinds, Machine.V1, joined))
            yield return Step(container, Component(step), helper, step);
        container.Sandbox = Machine.Networks.CreateSandbox(spec.Name);
        var endpoint = Machine.Networks.Connect(container.Sandbox, network);
        if (network.Driver is BridgeDriver or OverlayDriver)
            kernel.Add(HostLimit.BridgePorts, 1);
        foreach (var (machine, inside) in spec.Ports)
            Machine.Networks.Publish(endpoint, machine, inside);
        if (Machine.Processes.Fork(shim!, spec.Name, kinds, out var init, container.Cgroup) != KernelError.None)
            throw new InvalidOperationException($"the first process of '{spec.Name}' could not be made");
        Machine.Processes.ChangeRoot(init!, $"/var/lib/containers/{spec.Name}/merged");
        Machine.Processes.SetHostName(init!, spec.Name);
        container.Init = init;
        container.Status = OciStatus.Created;
        init!.Exited += _ => Ended(container);

        foreach (var step in Runtime.Start())
            yield return Step(container, Component(step), helper, step);
        helper.Exit();
        if (container.Status != OciStatus.Created)
            yield break; // ended before it began
        container.Status = OciStatus.Running;
        container.Started = Machine.Simulation.Now;
        if (spec.Program is { } program)
            Machine.Simulation.Process(Program(container, program));
    }

    private IEnumerable<Event> Program(OciContainer container, Func<OciContainer, IEnumerable<Event>> program)
    {
        var init = container.Init!;
        foreach (var step in program(container))
        {
            yield return step;
            if (!init.IsAlive)
                yield break;
        }
        Machine.Processes.End(init, 0);
    }

    // The program has ended. The shim knows; the engine as soon as it is up.
    private void Ended(OciContainer container)
    {
        container.Status = OciStatus.Stopped;
        container.ExitCode = container.Init!.ExitCode;
        container.Task!.Exit();
        foreach (var other in container.Cgroup!.All().ToList())
            Machine.Processes.End(other, 128 + (int)Signal.Kill);
        if (container.Shim is { } shim)
            shim.ExitCode = container.ExitCode;
        if (IsUp && ContainerdIsUp)
            Machine.Simulation.Process(Clean(container));
    }

    private IEnumerable<Event> Clean(OciContainer container)
    {
        if (container.Shim!.Reported)
            yield break;
        container.Shim.Reported = true;
        var helper = Machine.Host.Scheduler.CreateTask($"shim {container.Spec.Name}");
        var site = Machine.Site(helper, "engine");
        var network = container.Spec.Network ?? Machine.Networks.Default;
        KernelStep[] steps = [.. Runtime.Delete(Machine.V1), KernelSteps.Program("shim end", Time("shim_end")), KernelSteps.OverlayUnmount(container.Image.Layers.Count)];
        foreach (var step in steps)
            foreach (var wait in step.Run(site))
                yield return wait;
        if (network.Driver is not HostDriver)
            NetworkCleanup.Of(Machine.Host.Kernel).Add();
        Machine.Host.Kernel.Add(HostLimit.OverlayMounts, -1);
        if (network.Driver is BridgeDriver or OverlayDriver)
            Machine.Host.Kernel.Add(HostLimit.BridgePorts, -1);
        helper.Exit();
        if (container.Sandbox is { } sandbox)
            Machine.Networks.Remove(sandbox);
        container.Sandbox = null;
        container.Cgroup!.Remove();
        container.Cgroup = null;
        Machine.Processes.End(container.Shim.Process, 0);
        container.Shim.Cleaned.Succeed();
        if (!RestartRules.Again(container, atDaemonStart: false))
            yield break;
        if (container.Started is { } begun && Machine.Simulation.Now - begun > Time("backoff_reset"))
            container.Restarts = 0;
        yield return Machine.Simulation.Timeout(RestartRules.Backoff(container.Restarts));
        if (!IsUp || container.StoppedByHand || !containers.ContainsKey(container.Spec.Name))
            yield break;
        container.Restarts++;
        container.ClearSteps();
        foreach (var step in Starting(container))
            yield return step;
    }

    private IEnumerable<Event> Stopping(OciContainer container)
    {
        CheckUp();
        container.StoppedByHand = true;
        if (container.Status is OciStatus.Stopped or OciStatus.Creating)
            yield break;
        var helper = Machine.Host.Scheduler.CreateTask($"runc kill {container.Spec.Name}");
        foreach (var step in Runtime.Kill())
            foreach (var wait in step.Run(Machine.Site(helper, "engine")))
                yield return wait;
        helper.Exit();
        Machine.Processes.Kill(Machine.Processes.Init, container.Init!.HostPid, Signal.Kill);
    }

    private IEnumerable<Event> Removing(OciContainer container)
    {
        CheckUp();
        if (container.Status != OciStatus.Stopped)
            throw new InvalidOperationException($"container '{container.Spec.Name}' is {container.Status} (stop it first)");
        var daemon = Thread("dockerd");
        yield return daemon.Execute(Machine.Nanoseconds(Time("engine_remove")));
        daemon.Exit();
        containers.Remove(container.Spec.Name);
        Machine.Store.Release(container.Image);
    }

    private IEnumerable<Event> Executing(OciContainer container, string program)
    {
        CheckUp();
        if (container.Status != OciStatus.Running)
            throw new InvalidOperationException($"container '{container.Spec.Name}' is {container.Status}, not Running");
        var daemon = Thread("dockerd");
        yield return daemon.Execute(Machine.Nanoseconds(Time("engine_start")));
        daemon.Exit();
        var helper = Machine.Host.Scheduler.CreateTask($"exec {container.Spec.Name}");
        foreach (var step in Runtime.Exec(Machine.V1))
            foreach (var wait in step.Run(Machine.Site(helper, "engine")))
                yield return wait;
        helper.Exit();
        KernelProcess? process = null;
        if (container.Status == OciStatus.Running)
            Machine.Processes.Fork(container.Init!, program, NamespaceKinds.None, out process);
        Machine.Simulation.ActiveProcess.Succeed(process);
    }

    private IEnumerable<Event> Restarting()
    {
        var daemon = Thread("dockerd");
        yield return daemon.Execute(Machine.Nanoseconds(Time("engine_restart")));
        daemon.Exit();
        (IsUp, ContainerdIsUp) = (true, true);
        foreach (var container in containers.Values.ToList())
        {
            if (container.Status != OciStatus.Stopped)
                continue;
            if (container.Shim is { Reported: false })
                Machine.Simulation.Process(Clean(container));
            else if (RestartRules.Again(container, atDaemonStart: true))
            {
                container.StoppedByHand = false;
                container.ClearSteps();
                Machine.Simulation.Process(Starting(container));
            }
        }
    }

    private static TimeSpan Time(string parameter) => Sheet.Duration(parameter);

    private static string Component(KernelStep step) =>
        step.Name.StartsWith("runc", StringComparison.Ordinal) || step.Name.StartsWith("crun", StringComparison.Ordinal) ? "runtime"
        : step.Name is "network hook" or "addresses" or "publish port" ? "dockerd" : "kernel";

    // The daemons are programs of many threads: each request has one of its own.
    private CpuTask Thread(string daemon) => Machine.Host.Scheduler.CreateTask(daemon);

    private void CheckUp()
    {
        if (!IsUp)
            throw new InvalidOperationException("the engine's daemon does not answer");
    }

    private Process Step(OciContainer container, string component, CpuTask task, KernelStep step)
    {
        return Machine.Simulation.Process(Timed());

        IEnumerable<Event> Timed()
        {
            var begin = Machine.Simulation.Now;
            foreach (var wait in step.Run(Machine.Site(task, "engine")))
                yield return wait;
            container.Note(component, step.Name, Machine.Simulation.Now - begin);
        }
    }
}
