using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// An isolated program on a host, on whatever platform: its tasks in a cgroup of their own, its memory charged. With one
/// vCPU: a thread of its VMM, or the container's or process's main thread.
/// </summary>
public sealed class Guest
{
    private readonly List<BootStep> steps = [];
    private readonly Resource? deviceLoop;
    private readonly BlockCost block;
    private Process? phases; // its start, or its end, while that runs
    private CpuTask? vmm;
    private long startTime;
    private BootMarks marks;
    private int blockOperations;

    internal Guest(Host host, Platform platform, GuestSpec spec, long number, Bytes resident)
    {
        Host = host;
        Platform = platform;
        Spec = spec;
        Number = number;
        Memory = new GuestMemory(platform, spec, resident);
        var name = $"guest {number}";
        Streams = host.Streams.Fresh(name);
        block = BlockCost.Of(platform, host.Model);
        Group = host.Scheduler.Root;
        if (spec.HasCgroup)
        {
            Group = host.Scheduler.CreateGroup(name);
            Group.Weight = spec.CpuWeight;
        }
        Cpu = host.Scheduler.CreateTask($"guest {number} cpu", Group);
        Device = platform.Io.HasDeviceThread
            ? host.Scheduler.CreateTask($"guest {number} device", platform.Io.HasDriverDomain ? host.DriverDomain : Group) : null;
        deviceLoop = platform.Io is { HasDeviceThread: true, IsSynchronous: true } ? new Resource(host.Simulation) : null;
        Ready = new Event(host.Simulation);
    }

    /// <summary>Raised once, when the guest is stopped: who loads it gives up.</summary>
    public event Action? Stopped;

    /// <summary>Where it is in its life.</summary>
    public GuestState State { get; private set; }

    /// <summary>The host.</summary>
    public Host Host { get; }

    /// <summary>The platform.</summary>
    public Platform Platform { get; }

    /// <summary>What was asked.</summary>
    public GuestSpec Spec { get; }

    /// <summary>Number in order of launch on this host, from 0.</summary>
    public long Number { get; }

    /// <summary>Where its memory is.</summary>
    public GuestMemory Memory { get; }

    /// <summary>Private host memory charged for it.</summary>
    public Bytes Resident => Memory.Resident;

    /// <summary>
    /// How much sooner (up to 1000) or later it is killed when memory is out; <see cref="OomKiller.Never"/> for not at all.
    /// </summary>
    public int OomScoreAdjust { get; set; }

    /// <summary>Its random numbers, a stream for each purpose ("boot", "arrivals", "service", ...); they go with it.</summary>
    public StreamScope Streams { get; }

    /// <summary>Its cgroup.</summary>
    public TaskGroup Group { get; }

    /// <summary>The task that runs the guest's work: the vCPU's thread, or the main thread.</summary>
    public CpuTask Cpu { get; }

    /// <summary>The VMM's device thread; null where the host's kernel does the I/O.</summary>
    public CpuTask? Device { get; }

    /// <summary>Succeeds at the first instruction of the guest's own program.</summary>
    public Event Ready { get; }

    /// <summary>The boot phases passed so far, with their durations.</summary>
    public IReadOnlyList<BootStep> Steps => steps;

    /// <summary>
    /// From the start of its VMM's (or runtime's) process to its init; null before that. Other intervals: <see cref="Time"/>.
    /// </summary>
    public TimeSpan? BootTime => Time(EndPoint.ProcessStartToInit);

    /// <summary>CPU time of all its tasks so far, their switches included.</summary>
    public TimeSpan CpuTime => Durations.OfNanoseconds(
        startTime + (vmm is null ? 0 : Spent(vmm)) + Spent(Cpu) + (Device is null ? 0 : Spent(Device)));

    /// <summary>The VMM's or runtime's main thread: there while it has something to do at the start and the end.</summary>
    internal CpuTask Vmm => vmm ??= Host.Scheduler.CreateTask($"guest {Number} vmm", Group);

    /// <summary>How long its start took between two points, as a source times it; null if it has not passed both.</summary>
    public TimeSpan? Time(EndPoint endPoint) => marks.Between(endPoint);

    /// <summary>When it passed a point of its start; null if it has not.</summary>
    public DateTime? At(BootMark mark) => marks[mark];

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
    /// One block operation from the program's call to its return: the guest's path down, the device thread if there is one
    /// (which a synchronous VMM keeps until the disk has answered), the disk, the guest's path up. It
    /// ends early if the guest is stopped.
    /// </summary>
    public IEnumerable<Event> BlockOperation(Bytes size)
    {
        // The vCPU halts when nobody else has work for it.
        blockOperations++;
        yield return Cpu.Execute(block.Submit + (blockOperations == 1 ? block.Halt : 0));
        if (Device is null)
        {
            if (Platform.Io.BlockWake > TimeSpan.Zero)
                yield return Host.Simulation.Timeout(2 * Platform.Io.BlockWake);
            yield return Host.Disk.Transfer(size);
        }
        else
        {
            yield return Host.Simulation.Timeout(Platform.Io.BlockWake);
            using (var turn = deviceLoop?.Request())
            {
                if (turn is not null)
                    yield return turn;
                if (State == GuestState.Stopped)
                    yield break;
                yield return Device.Execute(block.Device);
                yield return Host.Disk.Transfer(size);
            }
            yield return Host.Simulation.Timeout(Platform.Io.BlockWake);
        }
        blockOperations--;
        if (State != GuestState.Stopped)
            yield return Cpu.Execute(block.Complete);
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
            Cpu.Exit();
            Device?.Exit();
            LeaveVmm();
            Host.Discharge(this);
            // A task that stops its own guest leaves its group when it has returned.
            if (Group != Host.Scheduler.Root)
                new Alarm(Host.Simulation, () => Host.Scheduler.Remove(Group)).Set(TimeSpan.Zero);
        }
    }

    /// <summary>What a piece of guest work costs here, by mechanism.</summary>
    public CycleCost Cost(WorkProfile work) => Platform.Cost(work, Host.Model);

    /// <summary>Host time of a number of cycles, in nanoseconds.</summary>
    public long Nanoseconds(Cycles cycles) => cycles.NanosecondsAt(Host.Model.Cpu.Clock);

    internal void Mark(BootMark mark) => marks.Set(mark, Host.Simulation.Now);

    // Branches of a start that is abandoned make a last step at the instant of the stop: what they ask of its tasks does not happen.
    private StepContext Context(RandomStream random) => new()
    {
        Kernel = Host.Kernel, Random = random, Streams = Streams, Platform = Platform, ConfiguredMemory = Spec.ConfiguredMemory,
        Resident = Resident, Interfaces = Spec.Interfaces, Marks = Mark,
        Thread = cycles => State == GuestState.Stopped ? new Event(Host.Simulation) : Vmm.Execute(Nanoseconds(cycles)),
        Guest = (work, factor) => State == GuestState.Stopped
            ? new Event(Host.Simulation) : Cpu.Execute(Nanoseconds(Cost(work).Total * factor)),
    };

    private static long Spent(CpuTask task) => task.CpuTime + task.Overhead;

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
        var context = Context(Streams["boot"]);
        Mark(BootMark.ProcessStart);
        foreach (var phase in Platform.Boot)
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
            if (State == GuestState.Stopped)
                yield break;
            if (phase.Mark is not null)
                continue;
            steps.Add(new BootStep(phase.Kind, phase.Title, Host.Simulation.Now - begin));
        }
        if (!marks.Has(BootMark.GuestInit))
            Mark(BootMark.GuestInit);
        Mark(BootMark.Ready);
        LeaveVmm();
        State = GuestState.Running;
        Ready.Succeed();
    }

    // Whether the start or end goes no further: the guest was stopped, or a step has failed, which stops the guest and fails the process.
    private bool IsLeft()
    {
        var process = Host.Simulation.ActiveProcess;
        var failed = process.HandleFault() && State != GuestState.Stopped;
        if (failed)
        {
            var cause = process.Value;
            Stop();
            process.Fail(cause);
        }
        return failed || State == GuestState.Stopped;
    }

    private IEnumerable<Event> Exit()
    {
        var context = Context(Streams["exit"]);
        foreach (var phase in Platform.Exit)
            foreach (var step in phase.Run(context))
            {
                if (State == GuestState.Stopped)
                    yield break;
                yield return step;
                if (IsLeft())
                    yield break;
            }
        Stop();
    }
}
