using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// The sets that the project computes: every public class of this namespace that is made of parameters and has a property <c>Set</c> (a
/// file a set).
/// </summary>
public static class TargetSets
{
    /// <summary>All of them, in order of name. Nothing is read before a quantity is computed.</summary>
    /// <param name="parameters">The numbers that the models are made from.</param>
    public static IReadOnlyList<TargetSet> Of(Parameters parameters) => [.. typeof(TargetSets).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(TargetSets).Namespace && t.IsPublic)
        .Select(t => (Made: t.GetConstructor([typeof(Parameters)]), Set: t.GetProperty("Set", typeof(TargetSet))))
        .Where(t => t is { Made: not null, Set: not null })
        .Select(t => (TargetSet)t.Set!.GetValue(t.Made!.Invoke([parameters]))!)
        .OrderBy(s => s.Name, StringComparer.Ordinal)];
}
