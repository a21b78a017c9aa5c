using System.Globalization;

namespace CloudSim.Net.Datacenter.Recording;

/// <summary>One thing that happened to a guest.</summary>
/// <param name="TimeMs">When, in milliseconds since the start of the simulation.</param>
/// <param name="What">What, in words.</param>
/// <param name="Times">How often in a row, with nothing else between.</param>
/// <param name="LastMs">When it happened last, in milliseconds since the start of the simulation.</param>
public sealed record LogLine(double TimeMs, string What, long Times, double LastMs)
{
    /// <summary>The line as people read it: the time, and what happened.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{TimeMs,12:N3} ms  {What}{(Times > 1 ? $" ({Times:N0} times, until {LastMs:N3} ms)" : "")}");
}
