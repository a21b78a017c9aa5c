using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>An arrival rate over time, constant in steps; after the last step it starts again.</summary>
/// <param name="Step">Length of a step; positive.</param>
/// <param name="PerSecond">Arrivals a second in each step; not negative.</param>
public sealed record RateCurve(TimeSpan Step, IReadOnlyList<double> PerSecond)
{
    /// <summary>Length of a step; positive.</summary>
    public TimeSpan Step { get; init => field = Check.Length(value); } = Check.Length(Step);

    /// <summary>Arrivals a second in each step; not negative.</summary>
    public IReadOnlyList<double> PerSecond { get; init => field = Check.Rates(value); } = Check.Rates(PerSecond);

    /// <summary>Mean rate over all steps, a second.</summary>
    public double Mean => PerSecond.Average();

    /// <summary>The same rate for ever.</summary>
    public static RateCurve Constant(double perSecond) => new(TimeSpan.FromDays(1), [perSecond]);

    /// <summary>
    /// The next arrival of a Poisson process with this rate: the time after <paramref name="now"/> at which the integrated
    /// rate has grown by <paramref name="unitExponential"/>. Null if the rate is zero for ever.
    /// </summary>
    public TimeSpan? Next(TimeSpan now, double unitExponential)
    {
        if (PerSecond.All(r => r <= 0))
            return null;
        var index = now.Ticks / Step.Ticks;
        var time = now;
        while (true)
        {
            var end = TimeSpan.FromTicks((index + 1) * Step.Ticks);
            var rate = PerSecond[(int)(index % PerSecond.Count)];
            var inStep = rate * (end - time).TotalSeconds;
            if (inStep >= unitExponential)
                return time + Durations.OfSeconds(unitExponential / rate);
            unitExponential -= inStep;
            time = end;
            index++;
        }
    }
}
