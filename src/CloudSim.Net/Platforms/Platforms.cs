using System.Reflection;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms;

/// <summary>The platforms that the project knows: every public static class of this namespace with a property <c>Platform</c>.</summary>
public static class Platforms
{
    private static readonly string[] Families = ["bare metal", "container", "user-space kernel", "unikernel", "microVM",
        "container in a microVM", "full VM", "paravirtualization", "binary translation", "emulation"];

    /// <summary>All of them, from nothing virtualized to everything.</summary>
    public static IReadOnlyList<Platform> All { get; } = [.. typeof(Platforms).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(Platforms).Namespace && t.IsPublic)
        .Select(t => t.GetProperty("Platform", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<Platform>()
        .OrderBy(p => Array.IndexOf(Families, p.Family) is var place and >= 0 ? place : Families.Length)
            .ThenBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The platform of this name.</summary>
    /// <exception cref="ArgumentException">No such platform; the message lists them.</exception>
    public static Platform Named(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new ArgumentException($"no platform '{name}' (known: {string.Join(", ", All.Select(p => p.Name))})");
}
