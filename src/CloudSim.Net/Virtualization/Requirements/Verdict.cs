namespace CloudSim.Net.Virtualization.Requirements;

/// <summary>Whether a platform can run a guest on a host.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Platform">The platform; on a host that is a guest itself, the one named, without what is around it.</param>
/// <param name="Rule">The rule that forbids it; null if none does.</param>
/// <param name="Reason">Why not, from the mechanism; null if it can.</param>
public sealed record Verdict(GuestNeeds Guest, Platform Platform, string? Rule, string? Reason)
{
    /// <summary>Whether it can.</summary>
    public bool IsFeasible => Reason is null;
}
