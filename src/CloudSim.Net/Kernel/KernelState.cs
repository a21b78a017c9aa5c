namespace CloudSim.Net.Kernel;

/// <summary>
/// What a machine's kernel keeps once for all: its locks, and parts that the models of its subsystems add (grace periods, clean-up work).
/// </summary>
/// <param name="simulation">The simulation.</param>
/// <param name="random">Random numbers of the kernel's own.</param>
public sealed class KernelState(Simulation simulation, StreamScope random)
{
    private readonly Dictionary<string, Resource> locks = [];
    private readonly Dictionary<Type, object> parts = [];
    private readonly Dictionary<string, long> counts = [];
    private readonly Dictionary<string, KernelState> inner = [];

    /// <summary>The simulation.</summary>
    public Simulation Simulation => simulation;

    /// <summary>Random numbers of the kernel's own, a stream for each part.</summary>
    public StreamScope Streams => random;

    /// <summary>A lock: one holder, first come first served.</summary>
    public Resource Lock(string name)
    {
        if (!locks.TryGetValue(name, out var held))
            locks.Add(name, held = new Resource(simulation));
        return held;
    }

    /// <summary>How many of these objects there are (<see cref="Hardware.HostLimit"/>), those of a host's guests not counted.</summary>
    public long Count(string name) => counts.GetValueOrDefault(name);

    /// <summary>So many objects more, or fewer.</summary>
    public void Add(string name, long change) => counts[name] = Count(name) + change;

    /// <summary>The kernel of an outer guest that others run inside, made when it is first asked for.</summary>
    /// <param name="guest">Which one.</param>
    public KernelState Of(string guest)
    {
        if (!inner.TryGetValue(guest, out var kernel))
            inner.Add(guest, kernel = new KernelState(simulation, random.Scope(guest)));
        return kernel;
    }

    /// <summary>A part of the kernel, made when it is first asked for.</summary>
    public T Part<T>(Func<KernelState, T> make) where T : class
    {
        if (!parts.TryGetValue(typeof(T), out var part))
            parts.Add(typeof(T), part = make(this));
        return (T)part;
    }
}
