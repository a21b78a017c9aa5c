namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// A model in which nothing costs anything: no platform has an overhead, a boot takes no time, no monitor holds memory. What it gets right
/// says nothing for a model that gets it right too.
/// </summary>
internal static class NullModel
{
    /// <summary>Its answer by the target's unit: ratios are 1, times, cycles, memory and percentages 0; null where it has none.</summary>
    /// <param name="target">The target.</param>
    /// <param name="answer">A model's answer, for as many numbers.</param>
    public static Answer? Of(Target target, Answer answer) => answer.Holds is not null || Value(target.Unit) is not { } value ? null
        : Answer.Of([.. answer.Numbers.Select(_ => value)]);

    private static double? Value(string unit) => unit.Split(' ')[0] switch
    {
        "x" or "ratio" => 1,
        "ns" or "us" or "ms" or "s" or "cycles" or "MB" or "MiB" or "GB" or "GiB" or "%" => 0,
        _ => null,
    };
}
