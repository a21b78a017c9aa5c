using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Arrivals;

namespace CloudSim.Net.Workloads;

/// <summary>
/// An arrival rate over time, constant in steps; after the last step it starts again. As an arrival process it is Poisson's with this rate.
/// </summary>
/// <param name="Step">Length of a step; positive.</param>
/// <param name="PerSecond">Arrivals a second in each step; not negative.</param>
public sealed record RateCurve(TimeSpan Step, IReadOnlyList<double> PerSecond) : IArrivals
{
    /// <summary>Length of a step; positive.</summary>
    public TimeSpan Step { get; init => field = Check.Length(value); } = Check.Length(Step);

    /// <summary>Arrivals a second in each step; not negative.</summary>
    public IReadOnlyList<double> PerSecond { get; init => field = Check.Rates(value); } = Check.Rates(PerSecond);

    /// <summary>Mean rate over all steps, a second.</summary>
    public double Mean => PerSecond.Average();

    /// <summary>The same rate for ever.</summary>
    public static RateCurve Constant(double perSecond) => new(TimeSpan.FromDays(1), [perSecond]);

    /// <summary>A week of days of one shape: the rate of a step is the mean rate, times that of the hour, times that of the day.</summary>
    /// <param name="mean">Arrivals a second over the whole week.</param>
    /// <param name="day">Weights of the equal parts of a day, for instance 24; not all zero.</param>
    /// <param name="week">Weights of the days of the week, seven of them, the first day first; left out, all alike.</param>
    /// <exception cref="ArgumentException">A list is empty or all zero, a weight negative, or the week has not seven days.</exception>
    public static RateCurve Diurnal(double mean, IReadOnlyList<double> day, IReadOnlyList<double>? week = null)
    {
        Check.Amount(mean, nameof(mean));
        week ??= [1, 1, 1, 1, 1, 1, 1];
        Check.Between(week.Count, 7, 7, nameof(week));
        var (ofDay, ofWeek) = (Check.Rates(day, nameof(day)).Average(), Check.Rates(week, nameof(week)).Average());
        if (ofDay == 0 || ofWeek == 0)
            throw new ArgumentException("all weights are zero", ofDay == 0 ? nameof(day) : nameof(week));
        return new(TimeSpan.FromTicks(TimeSpan.TicksPerDay / day.Count),
            [.. from one in week from hour in day select mean * (one / ofWeek) * (hour / ofDay)]);
    }

    /// <inheritdoc/>
    public IEnumerable<TimeSpan> Times(RandomStream random)
    {
        for (var now = TimeSpan.Zero; Next(now, random.Exponential(1)) is { } next; now = next)
            yield return next;
    }

    /// <summary>
    /// The next arrival of a Poisson process with this rate: the time after <paramref name="now"/> at which the integrated
    /// rate has grown by <paramref name="unitExponential"/>. Null if the rate is zero for ever.
    /// </summary>
    public TimeSpan? Next(TimeSpan now, double unitExponential)
    {
        if (IsZero())
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

    // Without an enumerator: it is asked for each arrival.
    private bool IsZero()
    {
        for (var i = 0; i < PerSecond.Count; i++)
            if (PerSecond[i] > 0)
                return false;
        return true;
    }
}
