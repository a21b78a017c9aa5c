using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>Its start and its end.</summary>
public sealed partial class Guest
{
    /// <summary>
    /// Starts the platform's boot sequence; the process ends when the guest's program begins, or when it is stopped before. If a step fails
    /// the guest is stopped, and the process fails with the step's cause.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was started or stopped before.</exception>
    public Process Start()
    {
        if (State != GuestState.Admitted)
            throw new InvalidOperationException($"guest {Number} cannot start, it is {State}");
        State = GuestState.Booting;
        Mark(BootMark.Request);
        return phases = Host.Simulation.Process(Boot());
    }

    /// <summary>
    /// Lets its program end: what the host then does for it (<see cref="Platform.Exit"/>), and <see cref="Stop"/>. The process ends
    /// when its VMM or runtime has exited, or is stopped before. A second call returns the same process.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public Process Shutdown()
    {
        if (State != GuestState.Running)
            throw new InvalidOperationException($"guest {Number} cannot shut down, it is {State}");
        return phases is { IsAlive: true } ? phases : phases = Host.Simulation.Process(Exit());
    }

    /// <summary>
    /// Ends it, in whatever state and at whatever event: its start or end is abandoned and leaves its locks, its tasks exit with what they
    /// were doing, what it holds is given back. A second call does nothing.
    /// </summary>
    public void Stop()
    {
        if (State == GuestState.Stopped)
            return;
        State = GuestState.Stopped;
        // A phase that stops its own guest is left after its step.
        if (phases is { IsAlive: true } && phases != Host.Simulation.ActiveProcess)
            phases.Interrupt();
        try
        {
            Stopped?.Invoke();
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Spec.HasCgroup)
            Cgroup.Close();
        try
        {
            inner?.Halt();
        }
        finally
        {
            EndHousekeeping();
            Abandon();
            EndThreads();
            Device?.Exit();
            LeaveVmm();
            throttle?.End();
            EndMove();
            here.EndProcesses();
            Memory.Leave();
            Host.Forget(this);
            here.GiveObjects();
            // A task that stops its own guest leaves its group when it has returned.
            if (Spec.HasCgroup)
                new Alarm(Host.Simulation, RemoveCgroups).Set(TimeSpan.Zero);
        }
    }

    // Somebody ended one of its processes: the OOM killer, or a signal.
    private void HasEnded(KernelProcess ended)
    {
        if (State == GuestState.Stopped)
            return;
        var isOutOfMemory = Host.OomVictim == ended;
        EndedBy ??= isOutOfMemory ? $"{Host.MemoryLimit}: its process was killed" : $"its process ended with {ended.ExitCode}";
        if (isOutOfMemory)
            Host.Manager?.Note(this);
        Stop();
    }

    private void RemoveCgroups()
    {
        // Threads that others have put there end with it. The innermost first: those of its own kernel lie below its cgroup here.
        foreach (var task in Group.AllTasks())
            task.Exit();
        foreach (var below in (inner?.Root.Tree().Skip(1) ?? []).Reverse().ToList())
            below.Remove();
        foreach (var below in Groups())
            Host.Scheduler.Remove(below);
        RemoveTree(Cgroup);
    }

    private static void RemoveTree(Cgroup cgroup)
    {
        foreach (var below in cgroup.Tree().Reverse().ToList())
            below.Remove();
    }

    // Branches of a start that is abandoned make a last step at the instant of the stop: what they ask of its tasks does not happen.
    private StepContext Context(RandomStream random, Bytes resident) => new()
    {
        Kernel = Host.Kernel, Cgroup = Cgroup, Random = random, Streams = Streams, Platform = Platform,
        ConfiguredMemory = Spec.ConfiguredMemory,
        Resident = resident, Interfaces = Spec.Interfaces, Marks = Mark,
        Thread = cycles => State == GuestState.Stopped ? new Event(Host.Simulation) : Vmm.Execute(Nanoseconds(cycles)),
        Guest = (work, factor) => State == GuestState.Stopped
            ? new Event(Host.Simulation) : Cpu.Execute(Nanoseconds(Cost(work).Total * factor)),
        Inside = () => InsideContext(random), Contain = kinds => Contain(kinds),
    };

    private void LeaveVmm()
    {
        if (vmm is null)
            return;
        startTime += Spent(vmm);
        vmm.Exit();
        vmm = null;
    }

    private IEnumerable<Event> Boot()
    {
        if (State == GuestState.Stopped)
            yield break;
        // Its own stream "boot", which goes with the start: nobody draws from it afterwards.
        var random = Host.Streams.Fresh($"guest {Number}")["boot"];
        var context = Context(random, Platform.Resident(Spec.ConfiguredMemory, Spec.ApplicationMemory, Spec.Image));
        Mark(BootMark.ProcessStart);
        foreach (var wait in Take(Memory.StartRuntime()))
            yield return wait;
        if (IsLeft())
            yield break;
        foreach (var phase in Platform.Start)
        {
            var begin = Host.Simulation.Now;
            if (phase.Kind == StepKind.GuestKernel)
                foreach (var wait in Take(Memory.Boot(toInit: false)))
                    yield return wait;
            if (IsLeft())
                yield break;
            foreach (var step in phase.Run(context))
            {
                if (State == GuestState.Stopped)
                    yield break;
                yield return step;
                if (IsLeft())
                    yield break;
            }
            if (phase.Kind == StepKind.GuestKernel)
                foreach (var wait in Take(Memory.Boot(toInit: true)))
                    yield return wait;
            if (IsLeft())
                yield break;
            if (phase.Mark is not null)
                continue;
            (durations ??= new TimeSpan[Timed(Platform).Count()])[passed++] = Host.Simulation.Now - begin;
            PhaseEnded?.Invoke(phase, Host.Simulation.Now - begin);
        }
        if (!marks.Has(BootMark.GuestInit))
            Mark(BootMark.GuestInit);
        foreach (var wait in Take(Memory.StartProgram()))
            yield return wait;
        if (IsLeft())
            yield break;
        Mark(BootMark.Ready);
        LeaveVmm();
        State = GuestState.Running;
        BeginHousekeeping();
        Host.Merging?.Register(this);
        Ready.Succeed();
        phases = null;
    }

    // Memory is charged: whoever is held back for it, or waits for pages that go to swap, waits here. A charge that fails ends the guest.
    internal IEnumerable<Event> Take(ChargeResult charge)
    {
        if (charge.Charged)
            return charge.SwappedOut > Bytes.Zero || charge.Delay > TimeSpan.Zero ? Held() : [];
        // Its own kernel has said why, if it was that one.
        if (EndedBy is null || EndedBy.StartsWith($"{Host.MemoryLimit}:", StringComparison.Ordinal))
            EndedBy = $"{Host.MemoryLimit}: {charge.Reason}";
        Stop();
        return [];

        IEnumerable<Event> Held()
        {
            if (charge.SwappedOut > Bytes.Zero)
                yield return Host.Disk.Transfer(charge.SwappedOut);
            if (charge.Delay > TimeSpan.Zero && State != GuestState.Stopped)
                yield return Host.Simulation.Timeout(charge.Delay);
        }
    }

    // Whether the start or end goes no further: the guest was stopped, or a step has failed, which stops the guest. The process fails if it
    // was a step, or if the guest was ended for want of memory.
    private bool IsLeft()
    {
        var process = Host.Simulation.ActiveProcess;
        var failed = process.HandleFault() && State != GuestState.Stopped;
        var cause = failed ? process.Value : EndedBy;
        if (failed)
            Stop();
        if (cause is not null && State == GuestState.Stopped)
            process.Fail(cause);
        return State == GuestState.Stopped;
    }

    private IEnumerable<Event> Exit()
    {
        var context = Context(Streams["exit"], Resident);
        foreach (var phase in Platform.Exit)
        {
            var begin = Host.Simulation.Now;
            foreach (var step in phase.Run(context))
            {
                if (State == GuestState.Stopped)
                    yield break;
                yield return step;
                if (IsLeft())
                    yield break;
            }
            PhaseEnded?.Invoke(phase, Host.Simulation.Now - begin);
        }
        Stop();
    }
}
