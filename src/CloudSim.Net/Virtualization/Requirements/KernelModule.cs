namespace CloudSim.Net.Virtualization.Requirements;

/// <summary>A module of a kernel: of each name a kernel holds one version at a time.</summary>
/// <param name="Name">Its name, for instance <c>nvidia</c>.</param>
/// <param name="Version">Its version; null if any will do.</param>
public sealed record KernelModule(string Name, Version? Version = null)
{
    /// <summary>Whether this one does for somebody who needs the other.</summary>
    public bool Satisfies(KernelModule needed) => Name == needed.Name && (needed.Version is null || needed.Version == Version);

    /// <summary>Name and version.</summary>
    public override string ToString() => Version is null ? Name : $"{Name} {Version}";
}
