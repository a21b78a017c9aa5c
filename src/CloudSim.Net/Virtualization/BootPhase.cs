namespace CloudSim.Net.Virtualization;

/// <summary>One phase of a start: a name and a process that uses the host until the phase is over.</summary>
/// <param name="Name">What happens, for instance <c>guest kernel</c>.</param>
/// <param name="Run">The process; see <see cref="Phases"/> for the common ones.</param>
public sealed record BootPhase(string Name, Func<IBootSite, IEnumerable<Event>> Run)
{
    /// <summary>Whether it takes no time and only notes that a point of the start is passed.</summary>
    public bool IsMark { get; init; }
}
