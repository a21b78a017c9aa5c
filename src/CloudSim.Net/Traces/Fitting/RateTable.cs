namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// A level that depends on the hour of the day and on the day of the week as a product: <c>mean x hour x day</c>. Fitted by alternating
/// sums, which is the largest likelihood of Poisson counts (iterative proportional fitting, Deming and Stephan 1940). Day and week begin
/// with the trace.
/// </summary>
internal sealed class RateTable
{
    public const int Hours = 24, Days = 7;

    private RateTable(double[] hours, double[] days) => (HourFactors, DayFactors) = (hours, days);

    /// <summary>Level at each hour of the day, the mean of the days; NaN at hours that were not seen.</summary>
    public double[] HourFactors { get; }

    /// <summary>What days are multiplied by, 1 on average; all 1 where days are not told apart.</summary>
    public double[] DayFactors { get; }

    /// <summary>Fits sums over exposures, both by day x hour.</summary>
    public static RateTable Fit(double[,] sums, double[,] exposures, bool byDay)
    {
        var (hours, days) = (new double[Hours], Enumerable.Repeat(1.0, Days).ToArray());
        for (var round = 0; round < (byDay ? 100 : 1); round++)
        {
            for (var h = 0; h < Hours; h++)
                hours[h] = Over(Enumerable.Range(0, Days), d => sums[d, h], d => exposures[d, h] * days[d]);
            if (!byDay)
                break;
            var before = (double[])days.Clone();
            for (var d = 0; d < Days; d++)
                days[d] = Over(Enumerable.Range(0, Hours), h => sums[d, h], h => exposures[d, h] > 0 ? exposures[d, h] * hours[h] : 0);
            var mean = days.Where(double.IsFinite).DefaultIfEmpty(1).Average();
            for (var d = 0; d < Days; d++)
                days[d] = double.IsFinite(days[d]) && mean > 0 ? days[d] / mean : 1;
            for (var h = 0; h < Hours; h++)
                hours[h] *= mean;
            if (days.Zip(before).All(pair => Math.Abs(pair.First - pair.Second) < 1e-10))
                break;
        }

        return new(hours, days);
    }

    /// <summary>The level at a time; at hours that were not seen the mean of those that were.</summary>
    public double At(double time)
    {
        var hour = (long)Math.Floor(time / 3600);
        var level = HourFactors[hour % Hours];
        if (double.IsNaN(level))
            level = HourFactors.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        return level * DayFactors[hour / Hours % Days];
    }

    private static double Over(IEnumerable<int> items, Func<int, double> sum, Func<int, double> exposure)
    {
        var (all, over) = (0.0, 0.0);
        foreach (var item in items)
            (all, over) = (all + sum(item), over + exposure(item));
        return over > 0 ? all / over : double.NaN;
    }
}
