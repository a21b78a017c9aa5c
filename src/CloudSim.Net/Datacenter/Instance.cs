using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What a customer of a cloud sees: so many virtual CPUs, so much memory, and tasks that share them. There is no platform beneath: nothing
/// boots, exits or is emulated, so a million of them fit into one simulation. A <see cref="Guest"/> is the same with all mechanisms.
/// Its tasks are threads of the host's scheduler in a group that is limited to its virtual CPUs; its memory is pinned in the host's.
/// </summary>
public sealed partial class Instance : IMovableSandbox, IMeasured
{
    private readonly TaskGroup group;
    private Frequency clock;
    private Thread? idle;
    private bool isStopped;

    private Instance(Node node, InstanceType type)
    {
        (Node, Type, clock) = (node, type, node.Host.Model.Cpu.Clock);
        group = node.Host.Scheduler.CreateGroup(type.Name);
        Limit(node.Host);
    }

    /// <summary>How it is asked for: a request for an instance of a type.</summary>
    public static MakeSandbox Of(InstanceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return (Node node, out Refusal? refusal) =>
        {
            var memory = node.Host.Memory;
            refusal = !node.Host.IsAwake ? new("host", $"{node.Name}: {Host.NotAwake}") : memory.TryChargeKernel(type.Memory) ? null
                : new("host", $"asked {type.Memory} of memory, {memory.Available} available on {node.Name}");
            return refusal is null ? new Instance(node, type) : null;
        };
    }

    /// <summary>What it is.</summary>
    public InstanceType Type { get; private set; }

    /// <summary>Where it is.</summary>
    public Node Node { get; private set; }

    /// <summary>Tasks that are not done.</summary>
    public int Tasks { get; private set; }

    /// <summary>CPU time that its tasks have got so far.</summary>
    public TimeSpan CpuTime => Durations.OfNanoseconds(group.Stat.UsageNs);

    /// <inheritdoc/>
    /// <remarks>
    /// Steal is that of its tasks within its virtual CPUs on a fluid host; under time slices it is their run delay, so that of more tasks
    /// than virtual CPUs also what they wait for each other.
    /// </remarks>
    public SandboxUse Used => new(group.Stat.UsageNs, Node.Host.Scheduler.StealNsOf(group), isStopped ? Bytes.Zero : Type.Memory);

    /// <summary>Told the number of each task that is done, within the instant; see <see cref="Execute"/>.</summary>
    public Action<long>? Completed { get; set; }

    /// <inheritdoc/>
    public Action<string>? Ended { private get; set; }

    /// <inheritdoc/>
    public Event? Start() => null;

    /// <summary>
    /// Starts a task: work on one virtual CPU, that shares the instance with its other tasks. Nothing is allocated once as many tasks
    /// as now have run at a time.
    /// </summary>
    /// <param name="work">CPU cycles; positive.</param>
    /// <param name="number">What <see cref="Completed"/> is told.</param>
    /// <exception cref="InvalidOperationException">It was stopped.</exception>
    public void Execute(Cycles work, long number = 0)
    {
        Check.Positive(work);
        if (isStopped)
            throw new InvalidOperationException($"{Type.Name} was stopped");
        var nanoseconds = Math.Max(1, work.NanosecondsAt(clock));
        var thread = idle ?? new Thread(this);
        idle = thread.Next;
        Tasks++;
        thread.Begin(number, nanoseconds);
    }

    /// <inheritdoc/>
    public void Stop()
    {
        if (isStopped)
            return;
        isStopped = true;
        throttle?.End();
        EndMove();
        foreach (var task in group.AllTasks())
            task.Exit();
        Tasks = 0;
        Node.Host.Memory.UnchargeKernel(Type.Memory);
        // A task that stops its own instance leaves the group when it has returned.
        if (group.Tasks == 0)
            Node.Host.Scheduler.Remove(group);
        else
            new Alarm(Node.Host.Simulation, () => Node.Host.Scheduler.Remove(group)).Set(TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public Refusal? Resize(in Resources needs)
    {
        if (other is not null && needs.Memory != Type.Memory)
            return new("state", "memory changes size before or after a move");
        var (memory, more) = (Node.Host.Memory, needs.Memory - Type.Memory);
        if (needs.Cpus <= 0)
            return new("CPUs", $"asked {needs.Cpus}, an instance has some");
        if (more > Bytes.Zero && !memory.TryChargeKernel(more))
            return new("host", $"asked {more} of memory more, {memory.Available} available on {Node.Name}");
        if (more < Bytes.Zero)
            memory.UnchargeKernel(Bytes.Zero - more);
        Type = Type with { VCpus = needs.Cpus, Memory = needs.Memory };
        Limit(Node.Host);
        return null;
    }

    private void Limit(Host host)
    {
        group.Weight = (int)Math.Clamp(Math.Round(100 * Type.VCpus), 1, 10_000);
        // A group cannot use more than the machine has: a limit as large is none.
        var cpus = Type.VCpus * (Type.Clock is { } clock ? clock.Hertz / host.Model.Cpu.Clock.Hertz : 1);
        var period = Type.Clock is null ? 100.Milliseconds : 1.Seconds; // a quota is whole microseconds
        if (cpus >= host.Scheduler.Cpus)
        {
            if (group.QuotaUs is not null)
                group.SetBandwidth(null, period);
        }
        else
            group.SetBandwidth(Durations.OfMicroseconds(Math.Max(1000, Math.Round(cpus * period.TotalMicroseconds))), period);
    }

    private sealed class Thread
    {
        private readonly Instance instance;
        private readonly CpuTask task;
        private readonly Action done;
        private long number;

        public Thread(Instance instance)
        {
            this.instance = instance;
            task = instance.Node.Host.Scheduler.CreateTask("task", instance.group);
            done = Done;
        }

        public Thread? Next { get; private set; }

        public void Begin(long which, long nanoseconds)
        {
            number = which;
            Next = null;
            task.Execute(nanoseconds, done);
        }

        private void Done()
        {
            if (instance.isStopped)
                return;
            Next = instance.idle;
            instance.idle = this;
            instance.Tasks--;
            instance.Completed?.Invoke(number);
        }
    }
}
