using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// An isolated program on a host, on whatever platform: its tasks in a cgroup of their own, its memory charged.
/// </summary>
public sealed partial class Guest
{
    private Resource? deviceLoop; // a synchronous VMM's: made for the first block operation
    private readonly BlockCost block;
    private GuestProcesses here; // on its host
    private Process? phases; // its start, or its end, while that runs
    private TimeSpan[]? durations; // of the boot phases passed
    private int passed;
    private CpuTask? vmm;
    private MachineKernel? inner;
    private long startTime;
    private BootMarks marks;
    private int blockOperations;

    internal Guest(Host host, Platform platform, GuestSpec spec, long number, Bytes reserved)
    {
        (Platform, Spec, Number) = (platform, spec, number);
        var name = NameOf(number);
        Streams = host.Streams.Fresh(name);
        block = BlockCost.Of(platform, host.Model);
        Ready = new Event(host.Simulation);
        here = new(host, platform, spec, name);
        thread = host.Scheduler.CreateTask($"guest {number} cpu", HasVCpus ? GroupOf(0) : Group);
        thread.WorkingSet = spec.CacheFootprint;
        Device = platform.Io.HasDeviceThread
            ? host.Scheduler.CreateTask($"guest {number} device", platform.Io.HasDriverDomain ? host.DriverDomain : Group) : null;
        Memory = new GuestMemory(this, reserved, here);
        foreach (var one in here.Forks)
            one.Exited += HasEnded;
    }

    /// <summary>Name of its cgroup and of its random numbers.</summary>
    internal static string NameOf(long number) => $"guest {number}";

    /// <summary>Threads in its own cgroup: a container's runtime is outside.</summary>
    internal static int ThreadsInside(Platform platform) => platform.SharesKernel ? Math.Min(1, platform.Threads) : platform.Threads;

    internal static Limits NoLimits { get; } = new();

    /// <summary>Raised once, when the guest is stopped: who loads it gives up.</summary>
    public event Action? Stopped;

    /// <summary>Where it is in its life.</summary>
    public GuestState State { get; private set; }

    /// <summary>The host; another one once it has moved.</summary>
    public Host Host => here.Host;

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

    /// <summary>How much sooner (up to 1000) or later it is killed when memory is out; -1000 for not at all.</summary>
    public int OomScoreAdjust
    {
        get => here.Process?.OomScoreAdjust ?? -1000;
        set
        {
            foreach (var one in here.Forks)
                one.OomScoreAdjust = value;
        }
    }

    /// <summary>Its random numbers, a stream for each purpose ("boot", "arrivals", "service", ...); they go with it.</summary>
    public StreamScope Streams { get; }

    /// <summary>Its cgroup on the host, with its VMM, vCPU and device threads, or with its program; the root if it has none of its
    /// own.</summary>
    public Cgroup Cgroup => here.Cgroup;

    /// <summary>The cgroup's part of the scheduler.</summary>
    public TaskGroup Group => Cgroup.Cpu;

    /// <summary>Why it was ended by others than who runs it: memory ran out; null if it was not.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>The VMM's device thread; null where the host's kernel does the I/O.</summary>
    public CpuTask? Device { get; }

    /// <summary>Succeeds at the first instruction of the guest's own program.</summary>
    public Event Ready { get; }

    /// <summary>The boot phases passed so far, with their durations.</summary>
    public IReadOnlyList<BootStep> Steps => durations is null ? [] :
        [.. Timed(Platform).Take(passed).Select((phase, i) => new BootStep(phase.Kind, phase.Title, durations[i]))];

    /// <summary>
    /// From the start of its VMM's (or runtime's) process to its init; null before that. Other intervals: <see cref="Time"/>.
    /// </summary>
    public TimeSpan? BootTime => Time(EndPoint.ProcessStartToInit);

    /// <summary>CPU time of all its tasks so far, their switches included.</summary>
    public TimeSpan CpuTime => Durations.OfNanoseconds(
        startTime + (vmm is null ? 0 : Spent(vmm)) + SpentByThreads() + (Device is null ? 0 : Spent(Device)));

    /// <summary>The VMM's or runtime's main thread: there while it has something to do at the start and the end.</summary>
    internal CpuTask Vmm => vmm ??= Host.Scheduler.CreateTask($"guest {Number} vmm", Group);

    /// <summary>How long its start took between two points, as a source times it; null if it has not passed both.</summary>
    public TimeSpan? Time(EndPoint endPoint) => marks.Between(endPoint);

    /// <summary>When it passed a point of its start; null if it has not.</summary>
    public DateTime? At(BootMark mark) => marks[mark];

    /// <summary>
    /// One block operation from the program's call to its return: the guest's path down, the device thread if there is one
    /// (which a synchronous VMM keeps until the disk has answered), the disk, the guest's path up. It
    /// ends early if the guest is stopped.
    /// </summary>
    /// <param name="size">How much.</param>
    /// <param name="thread">The thread of its that calls; <see cref="Cpu"/> if left out.</param>
    public IEnumerable<Event> BlockOperation(Bytes size, CpuTask? thread = null)
    {
        thread ??= Cpu;
        // The vCPU halts when nobody else has work for it.
        blockOperations++;
        yield return thread.Execute(block.Submit + (blockOperations == 1 ? HaltNs : 0));
        if (Device is null)
        {
            if (Platform.Io.BlockWake > TimeSpan.Zero)
                yield return Host.Simulation.Timeout(2 * Platform.Io.BlockWake);
            yield return Host.Kernel.Transfer(size, Cgroup);
        }
        else
        {
            yield return Host.Simulation.Timeout(Platform.Io.BlockWake);
            if (Platform.Io.IsSynchronous)
                deviceLoop ??= new Resource(Host.Simulation);
            using (var turn = deviceLoop?.Request())
            {
                if (turn is not null)
                    yield return turn;
                if (State == GuestState.Stopped)
                    yield break;
                yield return Device.Execute(block.Device);
                yield return Host.Kernel.Transfer(size, Cgroup);
            }
            yield return Host.Simulation.Timeout(Platform.Io.BlockWake);
        }
        blockOperations--;
        if (State != GuestState.Stopped && !thread.HasExited)
            yield return thread.Execute(block.Complete);
    }

    /// <summary>What a piece of guest work costs here, by mechanism.</summary>
    public CycleCost Cost(WorkProfile work) => Platform.Cost(work, Host.Model);

    /// <summary>Host time of a number of cycles, in nanoseconds.</summary>
    public long Nanoseconds(Cycles cycles) => cycles.NanosecondsAt(Host.Model.Cpu.Clock);

    internal void Mark(BootMark mark)
    {
        marks.Set(mark, Host.Simulation.Now);
        Marked?.Invoke(mark);
    }

    /// <summary>Told of each point of its start when it is passed.</summary>
    internal Action<BootMark>? Marked { get; set; }

    /// <summary>Told of each phase of its start and end when it is over, and how long it took.</summary>
    internal Action<Step, TimeSpan>? PhaseEnded { get; set; }

    // Marks take no time.
    private static IEnumerable<Step> Timed(Platform platform) => platform.Start.Where(phase => phase.Mark is null);

    private static long Spent(CpuTask task) => task.CpuTime + task.Overhead;
}
