using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>A transfer along links, at the rate that max-min fairness gives it.</summary>
public sealed class Flow
{
    private static readonly Int128 PerByte = (Int128)FlowNetwork.UnitsPerByte * TimeSpan.TicksPerSecond;

    private readonly FlowNetwork network;
    private readonly Alarm ending;
    private readonly DateTime begun;
    private Link? bound;
    private Int128 left; // units of rate times steps of the clock: exact
    private DateTime booked;

    internal Flow(FlowNetwork network, Bytes size, IReadOnlyList<Link> links, Bandwidth? mostRate)
    {
        (this.network, Size, booked, left) = (network, size, network.Simulation.Now, size.Count * PerByte);
        begun = booked;
        Done = new Event(network.Simulation);
        ending = new Alarm(network.Simulation, () => network.Finish(this));
        Crossings = new Crossing[links.Count + (mostRate is null ? 0 : 1)];
        for (var i = 0; i < links.Count; i++)
            Crossings[i] = new Crossing(Check.NotNull(links[i], nameof(links)));
        if (mostRate is { } most)
            Crossings[^1] = new Crossing(bound = new Link("bound", FlowNetwork.MostRate) { Capacity = most });
    }

    /// <summary>How much is moved in all.</summary>
    public Bytes Size { get; }

    /// <summary>Succeeds when the last byte has arrived.</summary>
    public Event Done { get; }

    /// <summary>What has arrived until now, in whole bytes: all once it is done, and what there was when it was cancelled.</summary>
    public Bytes Moved
    {
        get
        {
            var (bytes, rest) = Int128.DivRem(Done.IsTriggered ? 0 : Int128.Max(0, left - SinceBooked()), PerByte);
            return Size - new Bytes((long)bytes + (rest > 0 ? 1 : 0));
        }
    }

    /// <summary>The rate now.</summary>
    public Bandwidth Rate
    {
        get
        {
            network.Share();
            return FlowNetwork.OfUnits(Units);
        }
    }

    /// <summary>
    /// The most that it may have, whatever its links leave (a limit on the bandwidth of a migration); null for no such bound. It may be
    /// set at any time; with 0 the flow pauses.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither 0 nor from 1 B/s to <see cref="FlowNetwork.MostRate"/>.</exception>
    public Bandwidth? MostRate
    {
        get => bound is null || bound.Capacity == FlowNetwork.MostRate ? null : bound.Capacity;
        set
        {
            if (bound is null && value is null)
                return;
            var isNew = bound is null;
            bound ??= new Link("bound", FlowNetwork.MostRate);
            bound.Capacity = value ?? FlowNetwork.MostRate;
            if (isNew && IsOpen)
                network.Lengthen(this, bound);
        }
    }

    internal FlowNetwork Network => network;

    /// <summary>Its links; the last one may be its own bound.</summary>
    internal Crossing[] Crossings;

    internal bool IsOpen { get; set; }

    /// <summary>The rate, in units.</summary>
    internal long Units { get; private set; }

    /// <summary>Which of its links is the reason that the rate is not higher; -1 before it has one.</summary>
    internal int Reason { get; set; } = -1;

    /// <summary>What the search for rates writes on it.</summary>
    internal FlowFill Fill;

    internal void SetRate(long units)
    {
        var now = network.Simulation.Now;
        left = Int128.Max(0, left - SinceBooked());
        (booked, Units) = (now, units);
        var ticks = units == 0 ? Int128.MaxValue : Ticks(left, units, (now - begun).Ticks);
        if (ticks > DateTime.MaxValue.Ticks - now.Ticks)
            ending.Cancel(); // not within the calendar
        else
            ending.Set(new TimeSpan((long)ticks));
    }

    // Steps of the clock until nothing is left. Rates are rounded down by less than a unit: who would need a last step only for what that
    // has cost him since he began ends without it.
    private static Int128 Ticks(Int128 left, long units, long age)
    {
        var full = Int128.Max(0, left - 1) / units;
        return left - full * units <= age + full ? full : full + 1;
    }

    private Int128 SinceBooked() => (Int128)Units * (network.Simulation.Now - booked).Ticks;
}
