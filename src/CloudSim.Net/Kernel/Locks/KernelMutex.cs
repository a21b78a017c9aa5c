namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// A mutex of the kernel (kernel/locking/mutex.c). While its holder runs on a CPU, who comes next spins and has it at once when it is free.
/// While the holder sleeps, as for a grace period, who comes sleeps too, and the first of them is woken when it is free;
/// whoever runs may take it before the woken one does, who has the next turn then (handoff): those who spin cannot keep it from those who
/// sleep. Were it given to sleepers in order, threads that meet once at a short lock would
/// queue for it for ever after, a convoy.
/// </summary>
internal sealed class KernelMutex
{
    /// <summary>Name of the lock around all changes of interfaces and routes (<c>rtnl_mutex</c>).</summary>
    public const string Routing = "rtnl";

    private readonly Simulation simulation;
    private readonly Resource held; // shared with those who know it as a plain lock (MachineKernel.Lock)
    private readonly LinkedList<Event> sleepers = new();
    private readonly LinkedList<Event> spinners = new();
    private Event? next; // who has the next turn because another took its last one
    private bool owned, holderRuns;

    private KernelMutex(MachineKernel kernel, string name) => (simulation, held) = (kernel.Simulation, kernel.Lock(name));

    /// <summary>That of this name.</summary>
    public static KernelMutex Of(MachineKernel kernel, string name) => kernel.Part(_ => new Mutexes()).Of(kernel, name);

    /// <summary>Does something while holding it.</summary>
    /// <param name="spin">How who does it spins; null for a worker of the kernel, which does not.</param>
    /// <param name="work">What; what it waits for asleep is wrapped in <see cref="Sleep"/>.</param>
    public IEnumerable<Event> Hold(Func<Event, Event>? spin, IEnumerable<Event> work)
    {
        if (owned || next is not null)
            foreach (var wait in Wait(spin))
                yield return wait;
        owned = true;
        try
        {
            using var turn = held.Request();
            if (!turn.IsTriggered)
                yield return turn;
            holderRuns = spin is not null;
            foreach (var step in work)
                yield return step;
        }
        finally
        {
            Release();
        }
    }

    /// <summary>The holder waits for something, asleep.</summary>
    public IEnumerable<Event> Sleep(IEnumerable<Event> waits)
    {
        foreach (var wait in waits)
        {
            holderRuns = false;
            yield return wait;
            holderRuns = true;
        }
    }

    private IEnumerable<Event> Wait(Func<Event, Event>? spin)
    {
        if (spin is not null && holderRuns)
        {
            var mine = new Event(simulation);
            spinners.AddLast(mine);
            using var spinning = new Waiter(this, mine, spins: true);
            yield return spin(mine);
            spinning.Taken();
            yield break;
        }
        for (var passedOver = false; ; passedOver = true)
        {
            var turn = new Event(simulation);
            if (!passedOver)
                sleepers.AddLast(turn);
            else if (next is null)
                next = turn;
            else
                sleepers.AddFirst(turn);
            using var sleeping = new Waiter(this, turn, spins: false);
            yield return turn;
            sleeping.Taken();
            if (next == turn)
            {
                next = null;
                yield break;
            }
            if (!owned && next is null)
                yield break;
        }
    }

    private void Release()
    {
        (owned, holderRuns) = (false, false);
        if (next is not null)
        {
            owned = true; // for the one who was passed over, from now on
            next.Succeed();
        }
        else
        {
            if (spinners.First is { } spinner)
            {
                owned = true;
                spinners.RemoveFirst();
                spinner.Value.Succeed();
            }
            if (sleepers.First is { } first)
            {
                sleepers.RemoveFirst();
                first.Value.Succeed();
            }
        }
    }

    // Who waits is ended (a guest stopped while it starts): its place is given up, and what it was woken for goes to the next.
    private void Abandon(Event turn, bool spins)
    {
        if (!turn.IsTriggered)
            (spins ? spinners : sleepers).Remove(turn);
        var isNext = next == turn;
        if (isNext)
            next = null;
        if (turn.IsTriggered && (spins || isNext || !owned))
            Release();
    }

    private sealed class Waiter(KernelMutex mutex, Event turn, bool spins) : IDisposable
    {
        private bool taken;

        public void Taken() => taken = true;

        public void Dispose()
        {
            if (!taken)
                mutex.Abandon(turn, spins);
        }
    }

    private sealed class Mutexes
    {
        private readonly Dictionary<string, KernelMutex> all = new(StringComparer.Ordinal);

        public KernelMutex Of(MachineKernel kernel, string name)
        {
            if (!all.TryGetValue(name, out var mutex))
                all.Add(name, mutex = new(kernel, name));
            return mutex;
        }
    }
}
