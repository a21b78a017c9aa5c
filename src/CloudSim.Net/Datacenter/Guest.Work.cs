using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Datacenter;

/// <summary>The work that its threads do.</summary>
public sealed partial class Guest
{
    private Stack<Execution>? idle;
    private List<Execution>? executions; // all that were made, to be ended with it
    private double operationsOwed;
    private SpinLock? outerLock;

    private const string MmuLock = "mmu_lock";

    /// <summary>What a piece of work asks of each resource here; worth keeping by who does the same work often.</summary>
    public ServiceDemand Demand(WorkProfile work)
    {
        ArgumentNullException.ThrowIfNull(work);
        // What its own scheduler does it pays itself: it halts, and sends interrupts between its virtual CPUs.
        var cost = Cost(OwnScheduler is null ? work with { BlockOperations = 0 } : work with { BlockOperations = 0, Halts = 0, Ipis = 0 });
        return new ServiceDemand(Nanoseconds(cost.OnCpu), Device is null ? 0 : Nanoseconds(cost.Device), work.Wait, work.BlockOperations,
            work.PacketPayload * work.Packets, cost.Exits)
            { Serial = Host.Scheduler is PerCpuScheduler ? Nanoseconds(Platform.Serial(work, Host.Model)) : 0 };
    }

    /// <summary>
    /// The lock that the outer hypervisor has for the machine around this guest: of that machine's kernel where one holds all guests, else
    /// the guest's own.
    /// </summary>
    internal SpinLock OuterLock => outerLock ??= Platform is { HasOwnOuter: false, Outer: { } outer }
        ? SpinLocks.Of(NestedPlatform.Around(outer, Host.Kernel)).Of(MmuLock) : new SpinLocks(Host.Model, SpinLockKind.Queued).Of(MmuLock);

    /// <summary>
    /// Does a piece of work: CPU time on a thread, then on the device thread if there is one, then its waits, its block operations one
    /// after the other, and the data of its packets through the host's network interface. Works on one thread wait for each other.
    /// </summary>
    /// <param name="work">The work; a fraction of a block operation counts with the next works.</param>
    /// <param name="thread">The thread (<see cref="CreateThread"/>); <see cref="Cpu"/> if left out.</param>
    /// <returns>An event that succeeds at the end; never if the guest is stopped before.</returns>
    /// <exception cref="InvalidOperationException">The thread has exited.</exception>
    public Event Execute(WorkProfile work, CpuTask? thread = null)
    {
        var done = new Event(Host.Simulation);
        Execute(work, () => done.Succeed(), thread);
        return done;
    }

    /// <summary>As the other, but calls back at the end: there is neither a process nor an event.</summary>
    /// <param name="work">The work; a fraction of a block operation counts with the next works.</param>
    /// <param name="done">Called at the end, within the instant; never if the guest is stopped before.</param>
    /// <param name="thread">The thread; <see cref="Cpu"/> if left out.</param>
    /// <exception cref="InvalidOperationException">The thread has exited.</exception>
    public void Execute(WorkProfile work, Action done, CpuTask? thread = null) => Execute(Demand(work), done, thread);

    /// <summary>As the other, for work whose demands are known: without block operations nothing is allocated.</summary>
    /// <param name="work">What it asks for.</param>
    /// <param name="done">Called at the end, within the instant; never if the guest is stopped before.</param>
    /// <param name="thread">The thread; <see cref="Cpu"/> if left out.</param>
    /// <exception cref="InvalidOperationException">The thread has exited.</exception>
    public void Execute(in ServiceDemand work, Action done, CpuTask? thread = null)
    {
        ArgumentNullException.ThrowIfNull(done);
        if (State == GuestState.Stopped)
            return;
        if ((thread ??= Cpu).HasExited)
            throw new InvalidOperationException($"thread {thread.Name} has exited");
        CountExits(work.Exits);
        operationsOwed += work.BlockOperations;
        var operations = (long)operationsOwed;
        operationsOwed -= operations;
        if (idle is not { Count: > 0 })
        {
            var made = new Execution(this, (idle ??= new()).Push);
            (executions ??= []).Add(made);
            idle.Push(made);
        }
        idle.Pop().Begin(work, operations, thread, done);
    }

    /// <summary>Its program touches more memory, at once: what it waits for is in the answer. Pages are charged as its own kernel, its
    /// limits and the host have them.</summary>
    /// <param name="amount">How much; not negative.</param>
    /// <returns>Whether it has it; if not, why. For want of memory a kernel may have ended the program, and with it the guest.</returns>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public ChargeResult Allocate(Bytes amount)
    {
        Check.Memory(amount, nameof(amount));
        return State == GuestState.Running ? Grow(amount)
            : throw new InvalidOperationException($"guest {Number} has no program that could take memory: it is {State}");
    }

    /// <summary>
    /// Its program gives memory back to the kernel that it runs on. A kernel of the guest's own keeps the host's pages, for what its
    /// programs touch next.
    /// </summary>
    /// <param name="amount">How much; at most what it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than it has.</exception>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public void Free(Bytes amount)
    {
        if (State != GuestState.Running)
            throw new InvalidOperationException($"guest {Number} has no program that could give memory back: it is {State}");
        if (Platform.Kernel is null)
            Memory.Shrink(amount);
        else
            (container ?? Booted().Root).Memory.Free(program!, amount);
    }

    private void Abandon() => executions?.ForEach(execution => execution.End());
}
