namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>One number of a real kernel beside ours.</summary>
/// <param name="Family">S1..S12.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Rep">The repetition.</param>
/// <param name="Cpus">CPUs of the machine.</param>
/// <param name="Entity">Task, class, group or system.</param>
/// <param name="Metric">The column of the reference.</param>
/// <param name="Expected">The kernel's number.</param>
/// <param name="Simulated">Ours.</param>
public sealed record Comparison(string Family, string Scenario, int Rep, int Cpus, string Entity, string Metric, double Expected,
    double Simulated)
{
    /// <summary>Ours minus the kernel's.</summary>
    public double Error => Simulated - Expected;

    /// <summary>The error over the kernel's number; 0 if both are 0.</summary>
    public double RelativeError => Error == 0 ? 0 : Error / Math.Abs(Expected);

    /// <summary>Whether the error is within what the metric allows (<see cref="Tolerance"/>).</summary>
    public bool Pass => Tolerance.Of(Family, Metric).Allows(Error, RelativeError);

    /// <summary>
    /// Each repetition of the kernel as if it had predicted the next one: how far a simulator without any fault may be from the kernel.
    /// </summary>
    public static IReadOnlyList<Comparison> BetweenRepetitions(IEnumerable<Comparison> all) =>
    [
        .. all.GroupBy(c => (c.Family, c.Scenario, c.Entity, c.Metric)).SelectMany(same =>
        {
            Comparison[] repetitions = [.. same.OrderBy(c => c.Rep)];
            return repetitions.Zip(repetitions.Skip(1), (one, next) => next with { Simulated = one.Expected });
        }),
    ];
}
