using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Networking;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>What ends a container, what is done afterwards, and what a daemon does that comes up again.</summary>
public sealed partial class ContainerEngine
{
    // The program has ended. The shim knows; the engine as soon as it is up.
    private void Ended(OciContainer container)
    {
        if (container.Shim is not { } shim)
            return;
        shim.ExitCode = container.ExitCode;
        if (IsUp && ContainerdIsUp)
            Kernel.Go(Clean(container));
    }

    private IEnumerable<Event> Clean(OciContainer container)
    {
        var (shim, now) = (container.Shim!, life);
        if (shim.Reported)
            yield break;
        shim.Reported = true;
        var helper = Kernel.CreateTask($"shim {container.Spec.Name}");
        var network = container.Spec.Network ?? Kernel.Networks.Default;
        foreach (var step in commands.Deleting(container, helper, new EngineCall()))
            yield return step;
        foreach (var step in (Step[])[Program("shim", "end", costs.ShimEnd), Kernel.Steps.OverlayUnmount(container.Image.Layers.Count)])
            yield return Kernel.Do(helper, step, container.Streams["end"]);
        foreach (var step in Leaving(network, container.Spec.Ports.Count))
            yield return Kernel.Do(helper, step, container.Streams["end"]);
        if (network.Driver is not HostDriver)
            NetworkCleanup.Of(Kernel).Add();
        helper.Exit();
        Forget(container);
        shim.End(0);
        if (container.Spec.AutoRemove && !container.IsRemoved && now == life)
        {
            container.IsRemoved = true;
            foreach (var step in Discarding(container))
                yield return step;
        }
        shim.Cleaned.Succeed();
        if (now != life || !RestartRules.Again(container, atDaemonStart: false))
            yield break;
        container.Backoff = RestartRules.Backoff(costs, container.Backoff, container.Started is { } begun
            ? Kernel.Simulation.Now - begun : TimeSpan.Zero);
        yield return Kernel.Simulation.Timeout(container.Backoff);
        if (now != life || container.StoppedByHand || container.IsRemoved || container.Exists
            || container.Start is { IsTriggered: false })
            yield break;
        container.Restarts++;
        container.ClearSteps();
        foreach (var step in Starting(container, new EngineCall()))
            yield return step;
    }

    // The interface is taken back out of the container's namespace and goes with its pair (libnetwork: RemoveInterface, DeleteEndpoint).
    private Step[] Leaving(Network network, int ports) => network.Driver is HostDriver or NoneDriver or MacVlanDriver ? [] :
    [
        .. Enumerable.Range(0, ports).Select(_ => Program("dockerd", "unpublish port", costs.UnpublishPort)),
        Program("dockerd", "release addresses", costs.EndpointRelease), Kernel.Steps.VethMove(), Kernel.Steps.VethDelete(),
    ];

    // What the engine made for it outside the runtime: its mount, its network stack with the published ports.
    private void Forget(OciContainer container)
    {
        container.Unmount();
        if (container.Sandbox is { } sandbox)
            Kernel.Networks.Remove(sandbox);
        container.Sandbox = null;
    }

    private IEnumerable<Event> Stopping(OciContainer container, TimeSpan grace, EngineCall call)
    {
        if (IsDown(call) || IsMissing(container, call))
            yield break;
        yield return Client(container.Spec.Name, costs.Client);
        if (IsDown(call) || IsMissing(container, call))
            yield break;
        container.StoppedByHand = true;
        if (container.Start is { IsTriggered: false } under)
            yield return under;
        if (container.Status != OciStatus.Running || !container.Exists)
            yield break;
        var (ended, helper) = (new Event(Kernel.Simulation), Kernel.CreateTask($"runc kill {container.Spec.Name}"));
        container.Init!.Exited += _ => ended.Succeed();
        foreach (var step in commands.Killing(container, Signal.Terminate, helper, call))
            yield return step;
        if (!ended.IsTriggered)
            yield return grace < TimeSpan.Zero ? ended : ended | Kernel.Simulation.Timeout(grace);
        if (!ended.IsTriggered)
            foreach (var step in commands.Killing(container, Signal.Kill, helper, call))
                yield return step;
        helper.Exit();
    }

    private IEnumerable<Event> Killing(OciContainer container, Signal signal, EngineCall call)
    {
        yield return Client(container.Spec.Name, costs.Client);
        if (IsDown(call) || IsMissing(container, call))
            yield break;
        if (container.Status != OciStatus.Running || !container.Exists)
        {
            call.Fail(EngineError.WrongState, $"container '{container.Spec.Name}' does not run");
            yield break;
        }
        container.StoppedByHand = true;
        var (helper, cleaned) = (Kernel.CreateTask($"runc kill {container.Spec.Name}"), container.Shim!.Cleaned);
        foreach (var step in commands.Killing(container, signal, helper, call))
            yield return step;
        helper.Exit();
        if (signal == Signal.Kill && !call.HasFailed && !cleaned.IsTriggered)
            yield return cleaned | Kernel.Simulation.Timeout(costs.KillWait);
    }

    private IEnumerable<Event> Removing(OciContainer container, EngineCall call)
    {
        yield return Client(container.Spec.Name, costs.Client);
        if (IsDown(call))
            yield break;
        if (IsMissing(container, call))
            yield break;
        if (container.Start is { IsTriggered: false } || (container.Exists && container.Status != OciStatus.Stopped))
            call.Fail(EngineError.WrongState, $"container '{container.Spec.Name}' is {container.Status} (stop it first)");
        if (call.HasFailed)
            yield break;
        container.IsRemoved = true;
        if (container.Shim is { Cleaned.IsTriggered: false } shim)
            yield return shim.Cleaned;
        foreach (var step in Discarding(container))
            yield return step;
    }

    private IEnumerable<Event> Discarding(OciContainer container)
    {
        var daemon = Thread("dockerd");
        yield return daemon.Execute(Kernel.Nanoseconds(costs.Remove));
        daemon.Exit();
        containers.Remove(container.Spec.Name);
        Kernel[KernelObject.DiskBlock].Give(costs.LayerBlocks);
        Kernel.Store.Release(container.Image);
    }

    private IEnumerable<Event> Executing(OciContainer container, string program, Action<KernelProcess> made, EngineCall call)
    {
        yield return Client(container.Spec.Name, costs.Client);
        if (IsDown(call) || IsMissing(container, call) || NotRunning())
            yield break;
        var daemon = Thread("dockerd");
        yield return daemon.Execute(Kernel.Nanoseconds(costs.Exec + costs.Task));
        daemon.Exit();
        if (IsContainerdDown(call))
            yield break;
        var helper = Kernel.CreateTask($"exec {container.Spec.Name}");
        foreach (var step in Runtime.Exec(Kernel.V1))
            yield return Kernel.Do(helper, step, container.Streams["exec"]);
        helper.Exit();
        if (NotRunning())
            yield break;
        if (Kernel.Processes.Join(container.Shim!.Process, container.Init!, program, out var process) != KernelError.None)
            call.Fail(EngineError.NoProcess, $"no more processes in container '{container.Spec.Name}'");
        else
            made(process!);

        bool NotRunning()
        {
            if (container.Status == OciStatus.Running && container.Exists)
                return false;
            call.Fail(EngineError.WrongState, $"container '{container.Spec.Name}' does not run");
            return true;
        }
    }

    private IEnumerable<Event> ShuttingDown()
    {
        if (!LiveRestore)
        {
            var stops = containers.Values.Where(c => c.Status == OciStatus.Running && c.Exists).Select(StopForShutDown).ToList();
            if (stops.Count > 0)
                yield return new AllOf(Kernel.Simulation, stops);
        }
        Crash();

        Event StopForShutDown(OciContainer container)
        {
            var byHand = container.StoppedByHand;
            var stop = Stop(container);
            stop.AddCallback(_ => container.StoppedByHand = byHand); // that the daemon ends is nobody's wish for this container
            return stop;
        }
    }

    private IEnumerable<Event> Restarting()
    {
        var daemon = Thread("dockerd");
        yield return daemon.Execute(Kernel.Nanoseconds(costs.Restart));
        daemon.Exit();
        (IsUp, ContainerdIsUp) = (true, true);
        foreach (var container in containers.Values.ToList())
            Kernel.Go(Restoring(container));
    }

    private IEnumerable<Event> Restoring(OciContainer container)
    {
        // A start that another daemon began goes on under its shim: what it comes to is known afterwards.
        while (container.Start is { IsTriggered: false } start)
            yield return start;
        if (!LiveRestore && container.Exists && container.Init is { IsAlive: true } init)
            Kernel.Processes.Kill(Kernel.Processes.Init, init.HostPid, Signal.Kill);
        if (container.Status != OciStatus.Stopped)
            yield break;
        if (container.Shim is { Cleaned.IsTriggered: false } shim)
        {
            var mine = !shim.Reported;
            if (mine)
                Kernel.Go(Clean(container));
            yield return shim.Cleaned;
            if (mine && RestartRules.Again(container, atDaemonStart: false))
                yield break; // Clean starts it again
        }
        if (container.IsRemoved || container.Exists || container.Start is { IsTriggered: false }
            || !RestartRules.Again(container, atDaemonStart: true))
            yield break;
        container.StoppedByHand = false;
        container.ClearSteps();
        foreach (var step in Starting(container, new EngineCall()))
            yield return step;
    }
}
