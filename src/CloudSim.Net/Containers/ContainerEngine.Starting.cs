using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>From a request to the first instruction of a container's program.</summary>
public sealed partial class ContainerEngine
{
    private IEnumerable<Event> Running(ContainerSpec spec, EngineCall call)
    {
        OciContainer? container = null;
        foreach (var step in Creating(spec, call, made => container = made))
            yield return step;
        if (!call.HasFailed)
            foreach (var step in Starting(container!, call))
                yield return step;
    }

    private IEnumerable<Event> Creating(ContainerSpec spec, EngineCall call, Action<OciContainer>? made = null)
    {
        var begin = Kernel.Simulation.Now;
        yield return Client(spec.Name, costs.Client);
        var asked = Kernel.Simulation.Now - begin;
        if (IsDown(call) || Register(spec, call) is not { } container)
            yield break;
        made?.Invoke(container);
        container.Note("docker", "client", asked);
        var daemon = Thread("dockerd");
        yield return Kernel.Do(daemon, Program("dockerd", "create", costs.Create), container);
        daemon.Exit();
    }

    private IEnumerable<Event> RunningByContainerd(ContainerSpec spec, EngineCall call)
    {
        yield return Client(spec.Name, costs.ContainerdClient);
        if (IsContainerdDown(call) || Register(spec with { Network = Kernel.Networks.Network("none") }, call) is not { } container)
            yield break;
        foreach (var step in Starting(container, call, engine: false))
            yield return step;
    }

    // The command that a user types: a program that starts, connects and asks.
    private Process Client(string name, TimeSpan work)
    {
        return Kernel.Go(Command());

        IEnumerable<Event> Command()
        {
            var client = Kernel.CreateTask($"client {name}");
            yield return client.Execute(Kernel.Nanoseconds(work));
            client.Exit();
        }
    }

    private IEnumerable<Event> StartingByHand(OciContainer container, EngineCall call)
    {
        yield return Client(container.Spec.Name, costs.Client);
        if (IsDown(call) || IsMissing(container, call))
            yield break;
        while (UnderWay(container) is { } before)
            yield return before;
        if (IsMissing(container, call) || container.Exists)
            yield break;
        container.StoppedByHand = false;
        (container.Restarts, container.Backoff) = (0, TimeSpan.Zero);
        container.ClearSteps();
        foreach (var step in Starting(container, call))
            yield return step;
    }

    private OciContainer? Register(ContainerSpec spec, EngineCall call)
    {
        if (!spec.HasValidName)
            call.Fail(EngineError.InvalidName, "a container's name is not empty and has no slash and no control character");
        else if (containers.ContainsKey(spec.Name))
            call.Fail(EngineError.NameInUse, $"the name '{spec.Name}' is in use");
        else if (Kernel.Store.Find(spec.Image) is not { } image)
            call.Fail(EngineError.NoImage, $"no image '{spec.Image}' (pull it first)");
        else if (!Kernel[KernelObject.DiskBlock].TryTake(costs.LayerBlocks))
            call.Fail(EngineError.NoObject, $"no space for the writable layer of '{spec.Name}' ({Kernel[KernelObject.DiskBlock]})");
        else
        {
            var container = new OciContainer(spec, image, Kernel) { Ended = Ended };
            containers.Add(spec.Name, container);
            Kernel.Store.Acquire(image);
            return container;
        }
        return null;
    }

    // A start that is not done, or a life that has ended and is not cleaned up after.
    private static Event? UnderWay(OciContainer container) => container.Start is { IsTriggered: false } start ? start
        : container is { Status: OciStatus.Stopped, Shim.Cleaned.IsTriggered: false } ? container.Shim.Cleaned : null;

    private IEnumerable<Event> Starting(OciContainer container, EngineCall call, bool engine = true)
    {
        // One after the other, whoever asks for it: a call, a policy, a daemon that comes up.
        while (UnderWay(container) is { } before)
            yield return before;
        if (IsMissing(container, call) || container.Exists)
            yield break;
        container.Start = Kernel.Go(Attempt());
        yield return container.Start;

        IEnumerable<Event> Attempt()
        {
            var (made, daemon) = (new Stack<Action>(), Thread("dockerd"));
            foreach (var step in Steps(container, daemon, made, call, engine))
                yield return step;
            daemon.Exit();
            while (call.HasFailed && made.TryPop(out var undo))
                undo();
        }
    }

    private IEnumerable<Event> Steps(OciContainer container, CpuTask daemon, Stack<Action> made, EngineCall call, bool engine)
    {
        var spec = container.Spec;
        var network = spec.Network ?? Kernel.Networks.Default;
        if (engine)
        {
            yield return Kernel.Do(daemon, Program("dockerd", "start", costs.Start), container);
            if (IsDown(call))
                yield break;
        }
        yield return Kernel.Do(daemon, Kernel.Steps.OverlayMount(container.Image.Layers.Count), container);
        if (!container.TryMount())
        {
            call.Fail(EngineError.NoObject, $"{Kernel[KernelObject.OverlayMount]}: no more");
            yield break;
        }
        made.Push(container.Unmount);
        if (IsContainerdDown(call) || !Join(container, network, made, call))
            yield break;
        yield return Kernel.Do(daemon, Program("containerd", "task", costs.Task), container);
        if (IsContainerdDown(call))
            yield break;

        // The shim is the machine's child, and parent of all that the container's program is.
        if (Shim.Start(Kernel, call) is not { } shim)
            yield break;
        container.Shim = shim;
        made.Push(() =>
        {
            shim.End(1);
            container.Shim = null;
        });
        var helper = Kernel.CreateTask($"shim {spec.Name}");
        yield return Kernel.Do(helper, Program("shim", "start", costs.ShimStart), container);
        foreach (var step in commands.Creating(container, shim.Process, helper, engine ? Joining(network, spec.Ports.Count) : [], call))
            yield return step;
        if (!call.HasFailed)
            foreach (var step in commands.Starting(container, helper, call))
                yield return step;
        helper.Exit();
        if (container.Status == OciStatus.Stopped)
            made.Clear(); // its program was ended on the way: the shim reports that, and what was made is cleaned up after it
    }

    // A sandbox on the network, with its address and published ports (libnetwork).
    private bool Join(OciContainer container, Network network, Stack<Action> made, EngineCall call)
    {
        var sandbox = Kernel.Networks.CreateSandbox(container.Spec.Name);
        container.Sandbox = sandbox;
        made.Push(() =>
        {
            Kernel.Networks.Remove(sandbox);
            container.Sandbox = null;
        });
        try
        {
            var endpoint = Kernel.Networks.Connect(sandbox, network, container.Spec.Aliases);
            foreach (var (machine, inside) in container.Spec.Ports)
                Kernel.Networks.Publish(endpoint, machine, inside);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            call.Fail(EngineError.Network, wrong.Message);
            return false;
        }
        return true;
    }

    private Step[] Joining(Network network, int ports) => network.Driver switch
    {
        HostDriver => [],
        NoneDriver or MacVlanDriver => [Program("dockerd", "network hook", costs.NetworkHook)],
        _ =>
        [
            Program("dockerd", "network hook", costs.NetworkHook), Program("dockerd", "addresses", costs.BridgeEndpoint),
            Kernel.Steps.VethAndBridge(),
            .. Enumerable.Range(0, ports).Select(_ => Program("dockerd", "publish port", costs.PublishPort)),
        ],
    };
}
