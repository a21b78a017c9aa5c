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

    internal Flow(FlowNetwork network, Bytes size, IReadOnlyList<Link> links)
    {
        (Size, Links, Left, Settled) = (size, links, size.Count, network.Simulation.Now);
        Done = new Event(network.Simulation);
        Alarm = new Alarm(network.Simulation, () => network.Finish(this));
    }

    /// <summary>How much is moved in all.</summary>
    public Bytes Size { get; }

    /// <summary>Succeeds when the last byte has arrived.</summary>
    public Event Done { get; }

    /// <summary>The rate now.</summary>
    public Bandwidth Rate => new(BytesPerSecond);
}
