using System.Globalization;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>
/// The operations of the OCI runtime specification (runtime.md) on one machine: create, start, kill and delete, each a run of the runtime's
/// program. An operation that does not fit the container's state changes nothing and fails with <see cref="EngineError.WrongState"/>, one
/// on a container of another machine with <see cref="EngineError.NoContainer"/>; the call's event is then a failed one.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="runtime">The runtime.</param>
public sealed class OciCommands(MachineKernel kernel, OciRuntime runtime)
{
    private readonly List<Cgroup> busy = [];
    private readonly Numbers numbers = kernel.Part(_ => new Numbers());

    /// <summary>The runtime.</summary>
    public OciRuntime Runtime => runtime;

    /// <summary>A bundle of an image of the store: a container that the runtime does not know yet.</summary>
    /// <exception cref="ArgumentException">The store has no such image.</exception>
    public OciContainer Bundle(ContainerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(spec,
            kernel.Store.Find(spec.Image) ?? throw new ArgumentException($"no image '{spec.Image}' (pull it first)", nameof(spec)), kernel);
    }

    /// <summary>create: all is made, and the program not yet started. Afterwards the status is <see cref="OciStatus.Created"/>.</summary>
    public Process Create(OciContainer container) =>
        Run(container, "create", (call, task) => Creating(container, kernel.Processes.Init, task, [], call));

    /// <summary>start: the program of a created container begins.</summary>
    public Process Start(OciContainer container) => Run(container, "start", (call, task) => Starting(container, task, call));

    /// <summary>kill: a signal to the first process of a created or running container.</summary>
    public Process Kill(OciContainer container, Signal signal) =>
        Run(container, "kill", (call, task) => Killing(container, signal, task, call));

    /// <summary>delete: what create made for a container that has stopped goes.</summary>
    public Process Delete(OciContainer container) => Run(container, "delete", (call, task) => Deleting(container, task, call));

    internal IEnumerable<Event> Creating(OciContainer container, KernelProcess parent, CpuTask task, Step[] joined, EngineCall call)
    {
        var spec = container.Spec;
        if (IsForeign(container, "create", call))
            yield break;
        if (container.Exists)
        {
            call.Fail(EngineError.WrongState, $"container '{spec.Name}' exists already ({container.Status})");
            yield break;
        }
        if (!spec.HasValidName)
        {
            call.Fail(EngineError.InvalidName, "a container's name is not empty and has no slash and no control character");
            yield break;
        }
        (container.Exists, container.Status) = (true, OciStatus.Creating);
        try
        {
            container.Cgroup = kernel.Root.Create($"{spec.Name}-{++numbers.Last}");
            foreach (var (file, text) in spec.Limits)
                Write(container.Cgroup, file, text);
            container.Task = kernel.CreateTask(spec.Name, container.Cgroup);
        }
        catch (Exception wrong) when (wrong is InputException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            call.Fail(EngineError.Limit, $"container '{spec.Name}': {wrong.Message}");
            Undo(container);
            yield break;
        }
        var cgroup = container.Cgroup;
        var kinds = spec.Network?.Driver is HostDriver ? NamespaceKinds.Container & ~NamespaceKinds.Net : NamespaceKinds.Container;
        foreach (var step in runtime.Create(kinds, kernel.V1, joined))
            yield return kernel.Do(task, step, container);
        if (container.Cgroup != cgroup || cgroup.IsRemoved)
        {
            call.Fail(EngineError.WrongState, $"the cgroup of '{spec.Name}' went before its first process was made");
            if (container.Cgroup == cgroup)
                Undo(container);
            yield break;
        }
        if (kernel.Processes.Fork(parent, spec.Name, kinds, out var init, cgroup) != KernelError.None)
        {
            call.Fail(EngineError.NoProcess, $"the first process of '{spec.Name}' could not be made: no more processes");
            Undo(container);
            yield break;
        }
        kernel.Processes.ChangeRoot(init!, $"/var/lib/containers/{spec.Name}/merged");
        kernel.Processes.SetHostName(init!, spec.Name);
        init!.HandlesTerminate = spec.HandlesTerminate;
        (container.Init, container.Status) = (init, OciStatus.Created);
        init.Exited += _ => HasEnded(container);
    }

    internal IEnumerable<Event> Starting(OciContainer container, CpuTask task, EngineCall call)
    {
        if (Refused(container, "start", call, OciStatus.Created))
            yield break;
        foreach (var step in runtime.Start())
            yield return kernel.Do(task, step, container);
        if (Refused(container, "start", call, OciStatus.Created))
            yield break; // ended before it began
        (container.Status, container.Started) = (OciStatus.Running, kernel.Simulation.Now);
        if (container.Spec.Program is { } program)
            kernel.Go(Program(container, program));
    }

    internal IEnumerable<Event> Killing(OciContainer container, Signal signal, CpuTask task, EngineCall call)
    {
        if (Refused(container, "kill", call, OciStatus.Created, OciStatus.Running))
            yield break;
        foreach (var step in runtime.Kill())
            yield return kernel.Do(task, step, container.Streams["kill"]);
        if (container.Init is { IsAlive: true } init)
            kernel.Processes.Kill(kernel.Processes.Init, init.HostPid, signal);
    }

    internal IEnumerable<Event> Deleting(OciContainer container, CpuTask task, EngineCall call)
    {
        if (Refused(container, "delete", call, OciStatus.Stopped))
            yield break;
        foreach (var step in runtime.Delete(kernel.V1))
            yield return kernel.Do(task, step, container.Streams["end"]);
        if (Refused(container, "delete", call, OciStatus.Stopped))
            yield break; // another delete was sooner
        Undo(container);
    }

    private bool Refused(OciContainer container, string operation, EngineCall call, params OciStatus[] fitting)
    {
        if (IsForeign(container, operation, call))
            return true;
        if (container.Exists && fitting.Contains(container.Status))
            return false;
        call.Fail(EngineError.WrongState, container.Exists
            ? $"cannot {operation} container '{container.Spec.Name}': it is {container.Status} ({string.Join(" or ", fitting)} would do)"
            : $"cannot {operation} container '{container.Spec.Name}': the runtime does not know it (create it first)");
        return true;
    }

    private bool IsForeign(OciContainer container, string operation, EngineCall call)
    {
        if (container.Kernel == kernel)
            return false;
        call.Fail(EngineError.NoContainer, $"cannot {operation} container '{container.Spec.Name}': it is another machine's");
        return true;
    }

    private Process Run(OciContainer container, string name, Func<EngineCall, CpuTask, IEnumerable<Event>> operation)
    {
        ArgumentNullException.ThrowIfNull(container);
        return EngineCall.Run(kernel, Whole);

        IEnumerable<Event> Whole(EngineCall call)
        {
            var task = kernel.CreateTask($"{runtime.Name} {name}");
            foreach (var step in operation(call, task))
                yield return step;
            task.Exit();
        }
    }

    private IEnumerable<Event> Program(OciContainer container, Func<OciContainer, IEnumerable<Event>> program)
    {
        var init = container.Init!;
        foreach (var step in program(container) ?? [])
        {
            yield return step;
            if (!init.IsAlive)
                yield break;
        }
        kernel.Processes.End(init, 0);
    }

    // All that is left in the cgroup goes with the first process, as for a container that shares the machine's pids.
    private void HasEnded(OciContainer container)
    {
        (container.Status, container.ExitCode) = (OciStatus.Stopped, container.Init!.ExitCode);
        container.Task!.Exit();
        foreach (var other in container.Cgroup!.All().ToList())
            kernel.Processes.End(other, 128 + (int)Signal.Kill);
        container.Ended?.Invoke(container);
    }

    // Of version 2 the file is another: what the runtime writes there depends on its version.
    private void Write(Cgroup cgroup, string file, string text)
    {
        if (file == "cpu.shares" && kernel.V1.Length == 0 && long.TryParse(text, CultureInfo.InvariantCulture, out var shares)
            && shares is >= 2 and <= 262_144)
            cgroup.Write("cpu.weight", runtime.WeightOfShares(shares).ToString(CultureInfo.InvariantCulture));
        else
            cgroup.Write(file, text);
    }

    private void Undo(OciContainer container)
    {
        container.Exists = false;
        container.Task?.Exit();
        if (container.Cgroup is not null)
            busy.AddRange(container.Cgroup.Tree());
        container.Cgroup = null;
        // The innermost first. One that others still run in stays, as rmdir leaves it (EBUSY), until the next container goes.
        for (var i = busy.Count - 1; i >= 0; i--)
            if (busy[i].Processes.Count == 0 && busy[i].Children.Count == 0 && busy[i].Cpu is { Tasks: 0, Children.Count: 0 })
            {
                busy[i].Remove();
                busy.RemoveAt(i);
            }
    }

    // One count for all who make containers on a kernel: no two cgroups have the same name.
    private sealed class Numbers
    {
        public long Last { get; set; }
    }
}
