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

    /// <summary>
    /// Computes one target on a copy of the numbers, so that what its own computation reads is known. It counts as read here too.
    /// </summary>
    /// <param name="parameters">The numbers that the models are made from.</param>
    /// <param name="target">The target.</param>
    /// <param name="facts">The facts that are known.</param>
    /// <exception cref="ArgumentException">The project has no set of that name.</exception>
    /// <exception cref="InputException">The list's expected value or tolerance cannot be compared with the answer.</exception>
    public static TargetRow Check(Parameters parameters, Target target, FactList facts)
    {
        var copy = parameters.Copy();
        var set = Of(copy).FirstOrDefault(s => s.Name == target.Set)
            ?? throw new ArgumentException($"no set {target.Set}", nameof(target));
        var row = set.Check(target, copy, facts);
        foreach (var parameter in copy.Uses)
            _ = parameters[parameter];
        return row;
    }
}
