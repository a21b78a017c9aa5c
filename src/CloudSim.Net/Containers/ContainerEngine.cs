using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>
/// The engine (dockerd) over containerd, a shim for each container, and an OCI runtime: each a component with work of its own on a CPU. The
/// daemons may go and come again: containers run on under their shims, and the engine takes note afterwards of what has ended.
/// A call that cannot be done is a failed event whose value is an <see cref="EngineFailure"/>, and what it had made by then is taken back;
/// one without its container, specification or program is an <see cref="ArgumentNullException"/> at once. A container that was removed or
/// that another engine made is none of this one's (<see cref="EngineError.NoContainer"/>).
/// </summary>
public sealed partial class ContainerEngine
{
    private readonly Dictionary<string, OciContainer> containers = new(StringComparer.Ordinal);
    private readonly OciCommands commands;
    private readonly EngineCosts costs;
    private int life; // how often the daemon has gone: what one daemon had planned the next does not know

    /// <summary>An engine that is up, over this runtime.</summary>
    /// <param name="kernel">The operating system of the machine: a host's, or a virtual machine's.</param>
    /// <param name="runtime">The runtime; runc by default.</param>
    public ContainerEngine(MachineKernel kernel, OciRuntime? runtime = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        (Kernel, costs) = (kernel, EngineCosts.Of(kernel.Parameters));
        commands = new OciCommands(kernel, runtime ?? OciRuntime.Runc(kernel.Parameters));
        kernel.Halted += () =>
        {
            Crash();
            CrashContainerd();
            foreach (var container in containers.Values)
                Forget(container);
        };
    }

    /// <summary>The operating system of the machine that it runs on.</summary>
    public MachineKernel Kernel { get; }

    /// <summary>The runtime.</summary>
    public OciRuntime Runtime => commands.Runtime;

    /// <summary>
    /// Whether containers outlive the daemon (dockerd's <c>live-restore</c>; off in a fresh installation of Docker, on here). If not, an
    /// orderly end of the daemon stops them, and a daemon that comes up after a crash ends those that still run, before it starts what
    /// their policies ask for.
    /// </summary>
    public bool LiveRestore { get; init; } = true;

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
    /// its result is the container. If the start fails the container is there, and not started.
    /// </summary>
    public Process Run(ContainerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return EngineCall.Run(Kernel, call => Running(spec, call), () => Find(spec.Name));
    }

    /// <summary>docker create: as <see cref="Run"/> without the start.</summary>
    public Process Create(ContainerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return EngineCall.Run(Kernel, call => Creating(spec, call), () => Find(spec.Name));
    }

    /// <summary>docker start: starts a container that was created or has ended. No failure if it runs already.</summary>
    public Process Start(OciContainer container) => Call(container, call => StartingByHand(container, call), () => container);

    /// <summary>ctr run: as <see cref="Run"/> by containerd alone, without the engine's part and without a network.</summary>
    public Process RunByContainerd(ContainerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return EngineCall.Run(Kernel, call => RunningByContainerd(spec, call), () => Find(spec.Name));
    }

    /// <summary>Succeeds when the daemons have cleaned up after a container's program that has ended; a failed event if none ran.</summary>
    public Event Cleaned(OciContainer container) => container?.Shim is { } shim ? shim.Cleaned : Call(container!, call =>
    {
        call.Fail(EngineError.WrongState, $"container '{container!.Spec.Name}' was never started");
        return [];
    });

    /// <summary>
    /// docker stop: SIGTERM, and SIGKILL if the program is still there after the grace period. It is not started again. No failure if it
    /// does not run.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="grace">How long its program has to end by itself; 10 s if left out, for ever if negative.</param>
    public Process Stop(OciContainer container, TimeSpan? grace = null) =>
        Call(container, call => Stopping(container, grace ?? costs.StopGrace, call));

    /// <summary>docker kill: a signal to the container's first process; it is not started again.</summary>
    public Process Kill(OciContainer container, Signal signal = Signal.Kill) =>
        Call(container, call => Killing(container, signal, call));

    /// <summary>docker rm: removes a container that does not run, with its writable layer.</summary>
    public Process Remove(OciContainer container) => Call(container, call => Removing(container, call));

    /// <summary>
    /// docker exec: one process more in the container. It ends at that program's first instruction; its result is the process.
    /// </summary>
    public Process Exec(OciContainer container, string program)
    {
        ArgumentNullException.ThrowIfNull(program);
        KernelProcess? process = null;
        return Call(container, call => Executing(container, program, made => process = made, call), () => process);
    }

    /// <summary>The engine's daemon ends at once: no call is answered, containers run on.</summary>
    public void Crash()
    {
        IsUp = false;
        life++;
    }

    /// <summary>containerd ends at once: the engine cannot start anything, containers run on.</summary>
    public void CrashContainerd() => ContainerdIsUp = false;

    /// <summary>The engine's daemon ends in order; without <see cref="LiveRestore"/> it stops the containers first.</summary>
    public Process ShutDown() => EngineCall.Run(Kernel, _ => ShuttingDown());

    /// <summary>The daemons come up again, take note of what has ended meanwhile, and start what their policies ask for.</summary>
    public Process Restart() => EngineCall.Run(Kernel, _ => Restarting());

    private Step Program(string component, string name, TimeSpan work) => Kernel.Steps.Program(component, name, work);

    // The daemons are programs of many threads: each request has one of its own.
    private CpuTask Thread(string daemon) => Kernel.CreateTask(daemon);

    private Process Call(OciContainer container, Func<EngineCall, IEnumerable<Event>> steps, Func<object?>? result = null)
    {
        ArgumentNullException.ThrowIfNull(container);
        return EngineCall.Run(Kernel, steps, result);
    }

    private bool IsMissing(OciContainer container, EngineCall call)
    {
        if (!container.IsRemoved && Find(container.Spec.Name) == container)
            return false;
        call.Fail(EngineError.NoContainer, $"no container '{container.Spec.Name}'");
        return true;
    }

    private bool IsDown(EngineCall call)
    {
        if (!IsUp)
            call.Fail(EngineError.NoDaemon, "the engine's daemon does not answer");
        return !IsUp;
    }

    private bool IsContainerdDown(EngineCall call)
    {
        if (!ContainerdIsUp)
            call.Fail(EngineError.NoContainerd, "containerd does not answer");
        return !ContainerdIsUp;
    }
}
