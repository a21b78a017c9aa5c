using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>
/// Time on the wire by the number of switches: up to and with the first switch it is <see cref="NetworkCosts.Wire"/>, which was measured
/// so; each further one adds its own time and that of a cable.
/// </summary>
public sealed class TopologyLatency : IParameterized
{
    private readonly TimeSpan first, further;

    private TopologyLatency(Parameters p)
    {
        var sheet = p.Beside<TopologyLatency>();
        (first, further) = (NetworkCosts.Of(p).Wire, sheet.Duration("further_switch").Value + sheet.Duration("further_cable").Value);
        Uses = p.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>The times of these parameters.</summary>
    public static TopologyLatency Of(Parameters parameters) => parameters.Make(nameof(TopologyLatency), p => new TopologyLatency(p));

    /// <summary>Time over so many switches; none over none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public TimeSpan Over(int switches) =>
        Check.Count(switches, nameof(switches)) == 0 ? TimeSpan.Zero : first + (switches - 1) * further;
}
