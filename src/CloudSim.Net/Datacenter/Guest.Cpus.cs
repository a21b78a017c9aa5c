using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Its CPUs. A guest with a kernel of its own has its own scheduler on virtual CPUs, which the host schedules: two levels. The scheduler is
/// made when there is something to schedule, a second thread or a process of another program: one thread alone on its virtual CPU is the
/// same without.
/// </summary>
public sealed partial class Guest
{
    private readonly CpuTask thread; // of vCPU 0, or of the program where it has no kernel of its own
    private CpuTask? main;
    private TaskGroup? inside;
    private VCpu[]? vcpus;
    private SpinLocks? locks;
    private List<CpuTask>? threads; // on the host, where it has no kernel of its own
    private long threadTime;

    /// <summary>
    /// The task that runs the guest's work: the main thread of its program. As long as a guest with a kernel of its own has no other
    /// thread this is the thread of its first virtual CPU; from the second one on it is a task of the guest's scheduler, which takes over
    /// what was demanded: ask for it anew.
    /// </summary>
    public CpuTask Cpu => main ?? thread;

    /// <summary>
    /// Its virtual CPUs; none without a kernel of its own, where its threads are the host's, and none on a fluid host, where they are a
    /// group that has so many CPUs at the most. They are made when they are first asked for: a guest that was stopped before has none.
    /// </summary>
    public IReadOnlyList<VCpu> VCpus => !HasVCpus || (vcpus is null && State == GuestState.Stopped) ? [] : vcpus ??= MakeVCpus();

    /// <summary>
    /// Time in which virtual CPUs had something to run and did not, summed, in nanoseconds (steal time); 0 without a kernel of its own.
    /// On a fluid host, which has no virtual CPUs one by one: time in which as many of them as it has work for had no CPU.
    /// </summary>
    public long StealNs
    {
        get
        {
            if (Platform.Kernel is null)
                return 0;
            if (vcpus is null)
                return thread.RunDelay + (inside is null ? 0 : Host.Scheduler.StealNsOf(inside));
            var sum = 0L;
            foreach (var vcpu in vcpus)
                sum += vcpu.StealNs;
            return sum;
        }
    }

    /// <summary>
    /// How often it has left to its hypervisor so far: for what its scheduler did, and for the work of its programs.
    /// </summary>
    public double Exits
    {
        get
        {
            var sum = workExits;
            for (var i = 0; i < vcpus?.Length; i++)
                sum += vcpus[i].Exits;
            return sum;
        }
    }

    /// <summary>The scheduler of its own kernel, once there is something to schedule.</summary>
    internal PerCpuScheduler? OwnScheduler { get; private set; }

    /// <summary>CPU time that the main thread pays itself for going idle and being woken, in nanoseconds: its own scheduler does it for
    /// all.</summary>
    internal long HaltNs => OwnScheduler is null ? block.Halt : 0;

    private bool HasVCpus => Platform.Kernel is not null && Host.Scheduler is PerCpuScheduler;

    /// <summary>A further thread of its program, asleep until work is demanded of it; it ends with the guest.</summary>
    /// <param name="name">Its name, for reports.</param>
    /// <param name="nice">-20..19.</param>
    /// <exception cref="InvalidOperationException">The guest was stopped, or its main thread holds a lock as the second one is
    /// made.</exception>
    public CpuTask CreateThread(string name, int nice = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (State == GuestState.Stopped)
            throw new InvalidOperationException($"guest {Number} has no threads, it is {State}");
        if (Platform.Kernel is not null)
            return Thread(name, container?.Cpu ?? CpusInside, nice);
        var made = Host.Scheduler.CreateTask(name, Group, nice);
        threads ??= [];
        if (threads.Count == threads.Capacity)
            Forget(threads);
        threads.Add(made);
        return made;
    }

    // What has ended is no longer kept, but its time.
    private void Forget(List<CpuTask> all)
    {
        foreach (var one in all)
            threadTime += one.HasExited ? Spent(one) : 0;
        all.RemoveAll(one => one.HasExited);
    }

    /// <summary>
    /// A spinlock of the kernel that its programs run on, by name: its own kernel's, of that one's kind; without one the host's, which all
    /// containers share.
    /// </summary>
    public SpinLock SpinLock(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Platform.Kernel is null ? SpinLocks.Of(Host.Kernel).Of(name)
            : (locks ??= new(Host.Model, Platform.Kernel.SpinLocks)).Of(name);
    }

    /// <summary>Exits because a virtual CPU span, and how often the turn was given to another one then.</summary>
    public (long Exits, long Yields) PauseLoops =>
        OwnScheduler?.SpinWatch is DirectedYield watch ? (watch.Exits, watch.Yields) : default;

    /// <summary>Counts exits of work that a program did.</summary>
    internal void CountExits(double exits) => workExits += exits;

    /// <summary>The root of its own kernel's tasks: of its own scheduler, or of the group that its virtual CPUs are on a fluid
    /// host.</summary>
    internal TaskGroup CpusInside
    {
        get
        {
            if (inside is not null)
                return inside;
            if (thread.Locks is { Count: > 0 })
                throw new InvalidOperationException(
                    $"guest {Number}: its main thread holds a lock, or waits for one: make a second thread before or after that");
            if (HasVCpus)
            {
                OwnScheduler = GuestScheduler.Create(this, [.. VCpus.Select(v => v.Runner)]);
                inside = OwnScheduler.Root;
            }
            else
            {
                inside = Host.Scheduler.CreateGroup("vcpus", Group);
                var period = TimeSpan.FromMilliseconds(100);
                inside.SetBandwidth(period * Spec.VCpus, period);
            }
            main = Thread("program", inside, 0);
            thread.HandOver(main);
            return inside;
        }
    }

    private double workExits;

    private CpuTask Thread(string name, TaskGroup group, int nice)
    {
        var (policy, priority) = OwnScheduler is null ? (TaskPolicy.Normal, 0) : GuestScheduler.PolicyOf(Platform.Kernel!);
        return group.Scheduler.CreateTask(name, group, nice, policy, priority);
    }

    private VCpu[] MakeVCpus()
    {
        var made = new VCpu[Spec.VCpus];
        if (Platform.VCpusShareThread && made.Length > 1)
        {
            var turns = GuestScheduler.Turns(this, thread);
            for (var i = 0; i < made.Length; i++)
                made[i] = new(this, i, thread, turns.CreateTask($"guest {Number} cpu {i}", null, 0, TaskPolicy.RoundRobin, 1));
            return made;
        }

        for (var i = 0; i < made.Length; i++)
        {
            var runner = i == 0 ? thread : Host.Scheduler.CreateTask($"guest {Number} cpu {i}", GroupOf(i));
            runner.WorkingSet = Spec.CacheFootprint;
            made[i] = new(this, i, runner, runner);
        }

        return made;
    }

    // A virtual CPU that is pinned has a group of its own, as libvirt makes it.
    private TaskGroup GroupOf(int vcpu)
    {
        if (Spec.Pinning is not { } pinning)
            return Group;
        var own = Host.Scheduler.CreateGroup($"vcpu{vcpu}", Group);
        own.Affinity = pinning[vcpu];
        return own;
    }

    // Groups of its virtual CPUs on the host.
    private IEnumerable<TaskGroup> Groups()
    {
        if (inside is not null && OwnScheduler is null)
            yield return inside;
        if (Spec.Pinning is null || !HasVCpus)
            yield break;
        yield return thread.Group;
        for (var i = 1; i < vcpus?.Length; i++)
            if (vcpus[i].Thread != thread)
                yield return vcpus[i].Thread.Group;
    }

    private long SpentByThreads()
    {
        var sum = Spent(thread) + threadTime;
        foreach (var one in threads ?? [])
            sum += Spent(one);
        for (var i = 1; i < vcpus?.Length; i++)
            sum += vcpus[i].Thread == thread ? 0 : Spent(vcpus[i].Thread);
        if (inside is not null && OwnScheduler is null)
            sum += inside.TaskStat is var all ? all.CpuTimeNs + all.OverheadNs : 0;
        return sum;
    }

    // Its own kernel's tasks first: what they do then happens on threads that are still there.
    private void EndThreads()
    {
        foreach (var task in inside?.AllTasks() ?? [])
            task.Exit();
        for (var i = 0; i < vcpus?.Length; i++)
            vcpus[i].Runner.Exit();
        thread.Exit();
        foreach (var one in threads ?? [])
            one.Exit();
    }
}
