using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Power;

/// <summary>
/// Lets the hosts of a datacenter sleep while nobody holds a place on them, and wakes them for requests that find no place: one that is
/// waking already and has room for it beside those it is woken for, else the first that sleeps, else one that is falling asleep; of those
/// that its groups and the placement's filters allow. A host stays awake until those it was woken for have a place, here or elsewhere, or
/// have gone. One that had room for a request and yet did not get it (its sandbox could not be made there) is not woken for it again.
/// A request that is to be waited for needs patience (<see cref="Request.Patience"/>) for as long as a wake-up takes.
/// </summary>
public sealed class PowerManager
{
    private readonly Datacenter datacenter;
    private readonly Dictionary<Node, Watched> hosts = [];
    private readonly SortedSet<int> sleepers = []; // numbers of hosts that are not awake
    private readonly Dictionary<Allocation, Wish> wishes = []; // of those that wait
    private readonly SortedDictionary<long, Allocation> unserved = []; // of these, those for whom no host wakes, by number
    private readonly AffinityBook groups = new(); // of those for whom one does, as if they stood there
    private readonly List<Watched> turned = []; // hosts that have begun to sleep
    private readonly Alarm again;
    private readonly int awake;
    private Resources? tooMuch; // what no sleeper had room for, nor has had since

    /// <summary>Manages a datacenter from now on; all its hosts' power and sleep state are known.</summary>
    /// <param name="datacenter">The datacenter.</param>
    /// <param name="after">How long a host is empty before it falls asleep; not negative.</param>
    /// <param name="keep">So many empty hosts that take requests stay awake for those to come, 0 or more.</param>
    /// <exception cref="ArgumentException">The power of a host is not known (<see cref="Hardware.HostModel.Power"/>).</exception>
    public PowerManager(Datacenter datacenter, TimeSpan after, int keep = 0)
    {
        ArgumentNullException.ThrowIfNull(datacenter);
        (this.datacenter, After, awake) = (datacenter, Check.Time(after, nameof(after)), Check.Count(keep, nameof(keep)));
        foreach (var node in datacenter.Nodes.All)
            PowerControl.Of(node.Host);
        again = new(datacenter.Simulation, TryAgain);
        datacenter.Recorded += Look;
        datacenter.Delayed += Wake;
        datacenter.Behind += Wake;
        datacenter.Added += Watch;
        foreach (var node in datacenter.Nodes.All)
            Watch(node);
        foreach (var waiting in datacenter.InQueue)
            unserved.Add(waiting.Number, waiting);
        again.Set(TimeSpan.Zero);
    }

    /// <summary>How long a host is empty before it falls asleep.</summary>
    public TimeSpan After { get; }

    /// <summary>How often a host fell asleep.</summary>
    public int Sleeps { get; private set; }

    // What else happens at the instant, and who has its turn then, comes before a host falls asleep.
    private void Watch(Node node)
    {
        var host = new Watched(node, PowerControl.Of(node.Host), new(datacenter.Simulation, () => Sleep(hosts[node]), priority: 1));
        hosts.Add(node, host);
        node.Emptied += Vacated;
        node.Host.Vacated += Vacated;
        node.Host.AwakeChanged += () => Turned(host);
        node.IsOpenChanged += () => Turned(host);
        Turned(host);

        void Vacated()
        {
            if (host.IsIdle)
                host.Alarm.Set(After);
        }
    }

    // A host that has woken sleeps again if those it was woken for have gone meanwhile. One that has closed serves nobody.
    private void Turned(Watched host)
    {
        tooMuch = null;
        if (host.Node.Host.IsAwake)
            sleepers.Remove(host.Node.Number);
        else
            sleepers.Add(host.Node.Number);
        Idle(host);
        if (host.Node.Host.IsAwake && host.Node.IsOpen)
            return;
        turned.Add(host);
        again.Set(TimeSpan.Zero);
    }

    private void Look(PlacementRecord record)
    {
        if (record.Host is { } taken)
            hosts[taken].Alarm.Cancel();
        if (record.Allocation.State == AllocationState.Queued)
            return;
        unserved.Remove(record.Allocation.Number);
        if (wishes.Remove(record.Allocation, out var wish))
            Forget(wish);
    }

    private void Idle(Watched host)
    {
        if (host.IsIdle && !host.Alarm.IsSet)
            host.Alarm.Set(After);
    }

    private void Sleep(Watched host)
    {
        if (!host.IsIdle)
            return;
        if (awake > 0 && host.Node.IsOpen && hosts.Values.Count(other => other.IsIdle && other.Node.IsOpen) <= awake)
            return;
        host.Power.Sleep();
        if (host.Power.State == PowerState.FallingAsleep)
            Sleeps++; // else its model has no sleep state
    }

    // Hosts that sleep while somebody waits for them are woken again, who waits for one that has closed gets another, and those for whom
    // there was none are offered what is new.
    private void TryAgain()
    {
        List<Watched> news = [.. turned];
        turned.Clear();
        foreach (var host in news)
            if (host.WokenFor > 0 && host.Node.IsOpen)
                host.Power.Wake();
            else if (host.WokenFor > 0)
                foreach (var wish in wishes.Values.Where(wish => wish.Host == host).OrderBy(wish => wish.Allocation.Number).ToList())
                    Wake(wish.Allocation);
        news.RemoveAll(host => host.Node.Host.IsAwake || !host.Node.IsOpen);
        if (news.Count == 0)
            return;
        foreach (var waiting in unserved.Values.ToList())
            Wake(waiting, news);
    }

    // One of all sleepers, or of some.
    private void Wake(Allocation waiting) => Wake(waiting, null);

    private void Wake(Allocation waiting, IReadOnlyList<Watched>? some)
    {
        if (waiting.State != AllocationState.Queued)
            return;
        if (!wishes.TryGetValue(waiting, out var wish))
            wishes.Add(waiting, wish = new(waiting));
        var needs = waiting.Request.Needs;
        if (wish.Host is { } before)
        {
            if (wish.Needs == needs && before.Node is { IsOpen: true, Host.IsAwake: false })
                return; // it is on its way
            if (wish.Needs == needs && before.Node.TakesRequests && needs.FitsIn(before.Node.Free)
                && datacenter.Refuses(waiting.Request, before.Node) is null)
                wish.InVain.Add(before);
            Forget(wish);
        }

        if (wish.Needs != needs)
            wish.InVain.Clear();
        wish.Needs = needs;
        var found = some is null ? Sleeper(wish) : Sleeper(wish, some).Best;
        if (waiting.State != AllocationState.Queued)
            return; // a filter has stopped it
        wish.Host = found;
        if (found is not { } host)
        {
            unserved.TryAdd(waiting.Number, waiting);
            return;
        }

        unserved.Remove(waiting.Number);
        host.Promised += needs;
        host.WokenFor++;
        groups.Add(waiting.Request.Affinity, host.Node);
        host.Power.Wake();
    }

    private Watched? Sleeper(Wish wish)
    {
        if (tooMuch is { } less && less.FitsIn(wish.Needs))
            return null;
        var (best, hasRoom) = Sleeper(wish, sleepers.Select(number => hosts[datacenter.Nodes[number]]));
        if (!hasRoom)
            tooMuch = wish.Needs;
        return best;
    }

    private (Watched? Best, bool HasRoom) Sleeper(Wish wish, IEnumerable<Watched> asleep)
    {
        var request = wish.Allocation.Request;
        var (best, hasRoom) = ((Watched?)null, false);
        foreach (var host in asleep)
        {
            var node = host.Node;
            if (!node.IsOpen || !request.Needs.FitsIn(node.Free - host.Promised))
                continue;
            hasRoom = true;
            if (host.Rank >= (best?.Rank ?? int.MaxValue) || wish.InVain.Contains(host)
                || !groups.Allows(request.Affinity, node) || datacenter.Refuses(request, node) is not null)
                continue;
            best = host;
            if (best.Rank == 0)
                break;
        }

        return (best, hasRoom);
    }

    private void Forget(Wish wish)
    {
        if (wish.Host is not { } host)
            return;
        wish.Host = null;
        tooMuch = null;
        host.Promised -= wish.Needs;
        host.WokenFor--;
        groups.Remove(wish.Allocation.Request.Affinity, host.Node);
        Idle(host);
    }

    // A request that waits, and the host that wakes for it; null while there is none.
    private sealed class Wish(Allocation allocation)
    {
        public Allocation Allocation => allocation;

        public Watched? Host { get; set; }

        public Resources Needs { get; set; }

        public HashSet<Watched> InVain { get; } = []; // hosts that it could have had, and did not get
    }

    private sealed class Watched(Node node, PowerControl power, Alarm alarm)
    {
        public Node Node => node;

        public PowerControl Power => power;

        public Alarm Alarm => alarm;

        // What those ask that it was woken for, and how many they are.
        public Resources Promised { get; set; }

        public int WokenFor { get; set; }

        public bool IsIdle => node.Host.IsVacant && node.Host.IsAwake && WokenFor == 0;

        public int Rank => power.State switch { PowerState.Waking => 0, PowerState.Asleep => 1, _ => 2 };
    }
}
