namespace CloudSim.Net.Datacenter;

/// <summary>
/// A host as a datacenter's scheduler sees it: what may be requested of it, what is, and which requests stand on it. What is really used
/// is the host's own account (<see cref="Host.Kernel"/>, <see cref="Host.Scheduler"/>): two books that are never mixed.
/// </summary>
public sealed class Node
{
    private readonly List<Allocation> allocations = [];
    private readonly NodeIndex index;
    private Resources requested;
    private Event? emptied, opened; // asked for, and not yet so

    internal Node(NodeIndex index, int number, string name, Host host, Resources allocatable, int rack, Labels labels)
    {
        (this.index, Number, Name, Host, Rack, Labels) = (index, number, name, host, rack, labels);
        Allocatable = allocatable;
        host.AwakeChanged += Changed;
    }

    /// <summary>Number in order of addition, from 0.</summary>
    public int Number { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The live machine.</summary>
    public Host Host { get; }

    /// <summary>The rack that it stands in, from 0.</summary>
    public int Rack { get; }

    /// <summary>What it belongs to.</summary>
    public Labels Labels { get; }

    /// <summary>What may be requested of it in all: what it has, times what the datacenter overcommits.</summary>
    public Resources Allocatable { get; }

    /// <summary>What is requested of it: by those that stand on it, that start on it and that are moving to it.</summary>
    public Resources Requested => requested;

    /// <summary>What may still be requested.</summary>
    public Resources Free => Allocatable - requested;

    /// <summary>
    /// Whether it takes new requests: not while it is drained. Those that stand on it stay. A host that sleeps takes none either.
    /// </summary>
    public bool IsOpen
    {
        get;
        set
        {
            if (field == value)
                return;
            field = value;
            Changed();
            IsOpenChanged?.Invoke();
            if (!value || opened is not { } told)
                return;
            opened = null;
            told.Succeed();
        }
    } = true;

    /// <summary>Succeeds when it is opened the next time.</summary>
    internal Event WhenOpened => opened ??= new Event(Host.Simulation);

    /// <summary>Whether it takes new requests now: it is open, its host is awake and has not just refused the request in turn.</summary>
    internal bool TakesRequests => IsOpen && Host.IsAwake && !IsPassedOver;

    /// <summary>Whether it has refused the request that has its turn.</summary>
    internal bool IsPassedOver
    {
        get;
        set
        {
            field = value;
            index.Changed(this);
        }
    }

    /// <summary>Told when it takes requests again.</summary>
    internal Action? Opened { get; init; }

    /// <summary>Told when it is opened or closed.</summary>
    internal event Action? IsOpenChanged;

    /// <summary>Told when nobody holds a place on it any longer.</summary>
    internal event Action? Emptied;

    /// <summary>The requests that stand on it or start on it; those that are moving to it are not here yet.</summary>
    public IReadOnlyList<Allocation> Allocations => allocations;

    /// <summary>How many requests hold a place on it: also those that are moving to it.</summary>
    public int Places { get; private set; }

    /// <summary>Succeeds when nobody holds a place on it, the next time that this is so; at once if it is so now.</summary>
    public Event WhenEmpty
    {
        get
        {
            emptied ??= new Event(Host.Simulation);
            var empty = emptied;
            TellIfEmpty();
            return empty;
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Holds a place.</summary>
    internal void Take(in Resources needs)
    {
        requested += needs;
        Places++;
        Host.Places++;
        index.Changed(this);
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="needs">What it held.</param>
    /// <param name="wasTaken">Whether somebody stood there, or was to move there; not one who could not be made.</param>
    internal void Give(in Resources needs, bool wasTaken = true)
    {
        requested -= needs;
        Places--;
        Host.Places--;
        index.Changed(this);
        TellIfEmpty();
        if (Places == 0 && wasTaken)
            Emptied?.Invoke();
    }

    /// <summary>A place becomes larger or smaller.</summary>
    internal void Resize(in Resources from, in Resources to)
    {
        requested = requested - from + to;
        index.Changed(this);
    }

    internal void Add(Allocation allocation)
    {
        allocation.Place = allocations.Count;
        allocations.Add(allocation);
        allocation.Node = this;
    }

    internal void Remove(Allocation allocation)
    {
        var last = allocations[^1];
        (allocations[allocation.Place] = last).Place = allocation.Place;
        allocations.RemoveAt(allocations.Count - 1);
        allocation.Place = -1;
        allocation.Node = null;
    }

    private void Changed()
    {
        index.Changed(this);
        if (TakesRequests)
            Opened?.Invoke();
    }

    private void TellIfEmpty()
    {
        if (Places > 0 || emptied is not { } empty)
            return;
        emptied = null;
        empty.Succeed();
    }
}
