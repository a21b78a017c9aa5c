using System.Reflection;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// The sets that the project computes: every public static class of this namespace with a property <c>Set</c> (a file a set).
/// </summary>
public static class TargetSets
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<TargetSet> All { get; } = [.. typeof(TargetSets).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(TargetSets).Namespace && t.IsPublic)
        .Select(t => t.GetProperty("Set", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<TargetSet>()
        .OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>The set of this name; null if the project does not compute it.</summary>
    public static TargetSet? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
