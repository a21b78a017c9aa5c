using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>A second copy of a request, to another replica, if there is no answer after a time (Dean and Barroso, CACM 2013).</summary>
/// <param name="After">After how long.</param>
/// <param name="Tied">
/// Whether the copies know each other: where one begins to be worked on, the other is taken back at once. If not, the first answer takes
/// the other back. A copy that is worked on already ends its part of the work.
/// </param>
public sealed record Hedge(TimeSpan After, bool Tied = false)
{
    /// <summary>After how long.</summary>
    public TimeSpan After { get; init => field = Check.Time(value); } = Check.Time(After);
}
