using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>A transfer along links, at the rate that max-min fairness gives it.</summary>
public sealed class Flow
{
    internal readonly IReadOnlyList<Link> Links;
    internal readonly Alarm Alarm;
    internal double Left;
    internal double BytesPerSecond;
    internal DateTime Settled;
    internal bool Frozen;
    private readonly Simulation simulation;

    internal Flow(FlowNetwork network, Bytes size, IReadOnlyList<Link> links)
    {
        simulation = network.Simulation;
        (Size, Links, Left, Settled) = (size, links, size.Count, simulation.Now);
        Done = new Event(network.Simulation);
        Alarm = new Alarm(network.Simulation, () => network.Finish(this));
    }

    /// <summary>How much is moved in all.</summary>
    public Bytes Size { get; }

    /// <summary>Succeeds when the last byte has arrived.</summary>
    public Event Done { get; }

    /// <summary>What has arrived until now: all once it is done, and what there was when it was cancelled.</summary>
    public Bytes Moved => Done.IsTriggered ? Size
        : Size - new Bytes((long)Math.Ceiling(Math.Max(0, Left - BytesPerSecond * (simulation.Now - Settled).TotalSeconds)));

    /// <summary>The rate now.</summary>
    public Bandwidth Rate => new(BytesPerSecond);
}
