using CloudSim.Net.Datacenter;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>
/// Docker on a Mac or on Windows: engine and containers as on Linux, but in one virtual machine with a kernel of its own; folders of the
/// machine are reached through a file-sharing daemon, and ports through a forwarder, both ordinary programs of the machine.
/// </summary>
/// <param name="host">The machine with its own operating system.</param>
/// <param name="platform">The virtual machine: a full one with a distribution's kernel, nested paging and virtio.</param>
/// <param name="memory">Memory of the virtual machine; a share of the machine's if left out.</param>
/// <exception cref="ArgumentException">The platform has no kernel of its own.</exception>
public sealed class DockerDesktop(Host host, Platform platform, Bytes? memory = null)
{
    private readonly DesktopCosts costs = DesktopCosts.Of(host.Parameters);
    private readonly List<StartStep> steps = [];
    private bool booting;
    private int stops; // a boot that was asked for before the last of them has failed

    /// <summary>The machine.</summary>
    public Host Host { get; } = host;

    /// <summary>How the virtual machine is made.</summary>
    public Platform Platform { get; } = platform.Kernel is not null && !platform.SharesKernel ? platform
        : throw new ArgumentException($"{platform.Name} has no kernel of its own (use a virtual machine)", nameof(platform));

    /// <summary>Memory that the virtual machine is given.</summary>
    public Bytes Memory { get; } = Check.Memory(memory ?? host.Model.Memory * DesktopCosts.Of(host.Parameters).MemoryShare, nameof(memory));

    /// <summary>The virtual machine; null before the first <see cref="Boot"/>.</summary>
    public Guest? Guest { get; private set; }

    /// <summary>The engine in it; null until it has answered once.</summary>
    public ContainerEngine? Engine { get; private set; }

    /// <summary>The steps of the last boot, in order: the virtual machine's own, its user space, the daemons.</summary>
    public IReadOnlyList<StartStep> Steps => steps;

    /// <summary>
    /// Starts the virtual machine, its user space and the daemons in it; the process ends when the engine answers, and its result is the
    /// engine. It is a failed event, with an <see cref="EngineFailure"/>, if the machine has no room for the virtual machine, or that none
    /// for its daemons, if it is stopped meanwhile, or if there is one already. Of a boot that failed nothing is left.
    /// </summary>
    public Process Boot()
    {
        var asked = stops;
        return EngineCall.Run(Host.Kernel, call => Booting(asked, call), () => Engine);
    }

    /// <summary>
    /// Ends the virtual machine with all that is in it, and a boot under way, which fails; nothing happens if there is neither.
    /// </summary>
    public void Stop()
    {
        stops++;
        Guest?.Stop();
    }

    /// <summary>One operation on a shared folder: a request to the daemon outside, and its answer.</summary>
    /// <param name="program">The thread in the container.</param>
    /// <param name="daemon">The daemon's thread on the machine, which serves one request after the other.</param>
    /// <param name="size">Data read or written.</param>
    public IEnumerable<Event> SharedOperation(CpuTask program, CpuTask daemon, Bytes size)
    {
        var simulation = program.Scheduler.Simulation;
        yield return program.Execute(Nanoseconds(costs.ShareGuest));
        yield return simulation.Timeout(costs.ShareWake);
        yield return daemon.Execute(Nanoseconds(costs.ShareDaemon + costs.ShareByte * size.Count));
        yield return simulation.Timeout(costs.ShareWake);
        yield return program.Execute(Nanoseconds(costs.ShareGuest));
    }

    /// <summary>
    /// The way from a program of the machine to a published port: the forwarder, the virtual machine's interface, then the engine's own
    /// way.
    /// </summary>
    public NetworkRoute Forwarded(NetworkRoute published) => published with
    {
        Hops = [costs.Forwarder, .. published.Hops],
    };

    private IEnumerable<Event> Booting(int asked, EngineCall call)
    {
        if (IsStopped(asked, call))
            yield break;
        if (booting || Guest is { State: not GuestState.Stopped })
        {
            call.Fail(EngineError.WrongState, "the virtual machine is there already (stop it first)");
            yield break;
        }
        steps.Clear();
        booting = true;
        Guest? admitted = null;
        try
        {
            var begin = Host.Simulation.Now;
            yield return Host.Kernel.Run("forwarders", Cycles.Of(costs.ForwardersStart, Host.Kernel.Steps.Clock));
            Note("desktop", "file sharing and port forwarder", begin);
            if (IsStopped(asked, call) || !Admit(call))
                yield break;
            var guest = Guest!;
            admitted = guest;
            yield return guest.Start();
            Host.Simulation.ActiveProcess.HandleFault();
            steps.AddRange(guest.Steps.Select(s => new StartStep("virtual machine", s.Title, s.Duration)));
            if (guest.State != GuestState.Running)
            {
                call.Fail(EngineError.NoDaemon, $"the virtual machine did not start: {guest.EndedBy ?? "it was stopped"}");
                yield break;
            }
            var inside = EngineCall.Run(guest.Kernel, within => UserSpace(guest.Kernel, within));
            yield return inside;
            if (Host.Simulation.ActiveProcess.HandleFault() && inside.Value is EngineFailure failure)
                call.Fail(failure.Error, failure.Message);
            IsStopped(asked, call);
        }
        finally
        {
            booting = false;
            if (call.HasFailed)
                admitted?.Stop();
        }
    }

    private bool IsStopped(int asked, EngineCall call)
    {
        if (asked != stops)
            call.Fail(EngineError.NoDaemon, "the virtual machine did not start: it was stopped");
        return asked != stops;
    }

    private bool Admit(EngineCall call)
    {
        Guest? guest = null;
        string? reason;
        try
        {
            Host.TryAdmit(Platform, new GuestSpec(Memory, Bytes.Zero), out guest, out reason);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            reason = wrong.Message;
        }
        if (guest is null)
            call.Fail(EngineError.NoMemory, $"no room for a virtual machine of {Memory}: {reason}");
        else
            Guest = guest;
        return guest is not null;
    }

    // As LinuxKit does: init, then one small container after the other for disks, network and clock, then the daemons.
    private IEnumerable<Event> UserSpace(MachineKernel kernel, EngineCall call)
    {
        var (random, init) = (Guest!.Streams["user space"], kernel.CreateTask("init"));
        Guest.Program.OomScoreAdjust = -1000;
        var (title, begin) = ("init", kernel.Simulation.Now);
        yield return kernel.Do(init, kernel.Steps.Program("init", title, costs.Init), random);
        Note("init", title, begin);
        begin = kernel.Simulation.Now;
        var runtime = OciRuntime.Runc(kernel.Parameters);
        for (var i = 0; i < costs.Services; i++)
            foreach (var step in runtime.Run(NamespaceKinds.Container & ~NamespaceKinds.Net, kernel.V1))
                yield return kernel.Do(init, step, random);
        Note("init", "services", begin);
        init.Exit();
        var daemons = new List<KernelProcess>();
        foreach (var (daemon, time, size, adjust) in ((string, TimeSpan, Bytes, int)[])[
            ("containerd", costs.ContainerdStart, costs.ContainerdMemory, -999),
            ("dockerd", EngineCosts.Of(kernel.Parameters).Restart, costs.DockerdMemory, -500)])
        {
            begin = kernel.Simulation.Now;
            var thread = kernel.CreateTask(daemon);
            yield return kernel.Do(thread, kernel.Steps.Program(daemon, "start", time), random);
            thread.Exit();
            Note(daemon, "start", begin);
            if (Daemon(kernel, daemon, size, adjust, call) is not { } process)
                yield break;
            daemons.Add(process);
        }
        var engine = Engine = new ContainerEngine(kernel);
        daemons[0].Exited += _ => engine.CrashContainerd();
        daemons[1].Exited += _ => engine.Crash();
    }

    private static KernelProcess? Daemon(MachineKernel kernel, string name, Bytes size, int adjust, EngineCall call)
    {
        if (kernel.Processes.Fork(kernel.Processes.Init, name, NamespaceKinds.None, out var process) != KernelError.None)
        {
            call.Fail(EngineError.NoProcess, $"no process for {name} in the virtual machine");
            return null;
        }
        process!.OomScoreAdjust = adjust;
        if (kernel.Root.Memory.Touch(process, size).Charged)
            return process;
        kernel.Processes.End(process, 137);
        call.Fail(EngineError.NoMemory, $"no memory for {name} in the virtual machine");
        return null;
    }

    private void Note(string component, string step, DateTime begin) => steps.Add(new(component, step, Host.Simulation.Now - begin));

    private long Nanoseconds(Cycles cycles) => cycles.NanosecondsAt(Host.Model.Cpu.Clock);
}
