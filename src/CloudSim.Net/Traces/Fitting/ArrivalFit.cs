using MathNet.Numerics.Distributions;

namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// When guests come: instants by a Poisson process whose rate depends on the hour of the day and, in a trace of more than a week, on the
/// day of the week; at each instant a batch of guests. Days and weeks begin with the trace.
/// </summary>
public sealed class ArrivalFit
{
    private const double WeekHours = 168, MostDraws = 5e6, Refused = 0.05;

    private readonly double[] instants;
    private readonly double[] batches; // one for each instant
    private readonly RateTable rates;

    /// <summary>Fits the instants.</summary>
    /// <param name="arrivals">Begins of guests that arrive, in order, in seconds from the trace's begin.</param>
    /// <param name="window">Seconds in which arrivals were seen; positive.</param>
    /// <param name="random">Where the test draws from.</param>
    /// <param name="repetitions">How often the test draws; fewer, 19 at least, where that would be more than five million instants.</param>
    public ArrivalFit(IReadOnlyList<double> arrivals, double window, RandomStream random, int repetitions = 199)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        Window = window > 0 && double.IsFinite(window) ? window
            : throw new ArgumentOutOfRangeException(nameof(window), window, "arrivals were seen for some time");
        var groups = arrivals.GroupBy(time => time).OrderBy(group => group.Key).ToList();
        (instants, batches) = ([.. groups.Select(group => group.Key)], [.. groups.Select(group => (double)group.Count())]);
        if (instants.Length > 0 && !(instants[0] >= 0 && instants[^1] <= window))
            throw new ArgumentException($"an arrival is not between 0 and {window} s", nameof(arrivals));
        Guests = arrivals.Count;
        Batches = [.. batches.GroupBy(size => size).OrderBy(size => size.Key).Select(size => ((int)size.Key, (long)size.Count()))];
        IsByDay = window > WeekHours * 3600;
        var (own, table, fitted) = Measure(instants);
        (rates, Dispersion, ResidualDispersion, Distance, BurstVariance, ExplainedShare) =
            (table, fitted.Raw, own.Dispersion, own.Distance, fitted.Burst, fitted.Explained);
        Test(own, random, instants.Length == 0 ? 0 : (int)Math.Min(repetitions, Math.Max(19, MostDraws / instants.Length)));
    }

    /// <summary>Seconds in which arrivals were seen.</summary>
    public double Window { get; }

    /// <summary>Guests that arrived.</summary>
    public long Guests { get; }

    /// <summary>Instants at which some arrived.</summary>
    public int Instants => instants.Length;

    /// <summary>These instants, rising, in seconds from the trace's begin.</summary>
    public IReadOnlyList<double> Times => instants;

    /// <summary>Whether days of the week are told apart: after more than a week.</summary>
    public bool IsByDay { get; }

    /// <summary>Instants an hour, at each hour of the day from the trace's begin; NaN at hours that were not seen.</summary>
    public IReadOnlyList<double> PerHour => Array.ConvertAll(rates.HourFactors, level => level * 3600);

    /// <summary>What the days from the trace's begin are multiplied by, 1 on average.</summary>
    public IReadOnlyList<double> DayFactors => rates.DayFactors;

    /// <summary>How often so many guests came at one instant.</summary>
    public IReadOnlyList<(int Guests, long Instants)> Batches { get; }

    /// <summary>Guests that come at one instant, on average; NaN without any.</summary>
    public double MeanBatch => instants.Length > 0 ? (double)Guests / instants.Length : double.NaN;

    /// <summary>Index of dispersion of the counts of instants by hour: variance over mean, 1 for Poisson at a constant rate.</summary>
    public double Dispersion { get; }

    /// <summary>
    /// The same about the fitted rates (Pearson's statistic over its degrees of freedom): 1 if they are Poisson, more if arrivals come in
    /// bursts that hour and day do not explain.
    /// </summary>
    public double ResidualDispersion { get; }

    /// <summary>How often Poisson arrivals at these rates, fitted again, have counts dispersed as much or more.</summary>
    public double DispersionPValue { get; private set; } = double.NaN;

    /// <summary>
    /// Kolmogorov-Smirnov distance of the gaps between instants from the exponential law, on the clock on which the fitted rate is 1.
    /// </summary>
    public double Distance { get; }

    /// <summary>How often Poisson arrivals at these rates, fitted again, are as far or farther.</summary>
    public double PValue { get; private set; } = double.NaN;

    /// <summary>The share of the deviance of hourly counts that hours and days explain.</summary>
    public double ExplainedShare { get; }

    /// <summary>
    /// Variance of the factor by which an hour has more or fewer instants than its rate says, beyond Poisson; 0 or more. A like trace draws
    /// it (gamma) where <see cref="DispersionPValue"/> is below 5 %.
    /// </summary>
    public double BurstVariance { get; }

    /// <summary>Instants a second at a time after the trace's begin.</summary>
    public double Rate(double time) => rates.At(time);

    /// <summary>The 95 % interval of the instants at an hour of the day, in instants an hour (Garwood 1936).</summary>
    public (double Low, double High) Interval(int hour)
    {
        var count = (double)instants.Count(time => Hour(time) % RateTable.Hours == hour);
        var (exposures, seen) = (Exposures(), 0.0); // seconds, as days count
        for (var day = 0; day < RateTable.Days; day++)
            seen += exposures[day, hour] * rates.DayFactors[day];
        var scale = 3600 / seen;
        return (count > 0 ? scale * Gamma.InvCDF(count, 1, 0.025) : 0, scale * Gamma.InvCDF(count + 1, 1, 0.975));
    }

    /// <summary>Arrivals as these: begins of guests, rising.</summary>
    /// <param name="times">How many times the rate; bursts are those of so many tenants that know nothing of each other.</param>
    /// <param name="length">For how many seconds.</param>
    /// <param name="random">Where it draws from.</param>
    public IEnumerable<double> Draw(double times, double length, RandomStream random)
    {
        if (instants.Length == 0)
            yield break;
        var bursts = DispersionPValue < Refused ? BurstVariance / times : 0;
        foreach (var time in Poisson(length, times, bursts, random))
            for (var left = batches[random.Next(batches.Length)]; left > 0; left--)
                yield return time;
    }

    private static long Hour(double time) => (long)Math.Floor(time / 3600);

    private IEnumerable<double> Poisson(double length, double times, double bursts, RandomStream random)
    {
        for (var begin = 0.0; begin < length; begin += 3600)
        {
            var width = Math.Min(3600, length - begin);
            var factor = bursts > 0 ? Gamma.Sample(random, 1 / bursts, 1 / bursts) : 1;
            var places = new double[random.Poisson(rates.At(begin) * width * times * factor)];
            for (var i = 0; i < places.Length; i++)
                places[i] = begin + (width * random.NextDouble());
            Array.Sort(places);
            foreach (var place in places)
                yield return place;
        }
    }

    // The same of arrivals that are Poisson for sure.
    private void Test((double Dispersion, double Distance) own, RandomStream random, int repetitions)
    {
        var (wider, farther) = (1, 1);
        for (var i = 0; i < repetitions; i++)
        {
            var (other, _, _) = Measure([.. Poisson(Window, 1, 0, random)]);
            wider += other.Dispersion >= own.Dispersion ? 1 : 0;
            farther += other.Distance >= own.Distance ? 1 : 0;
        }

        if (repetitions > 0 && double.IsFinite(own.Dispersion))
            (DispersionPValue, PValue) = (wider / (repetitions + 1.0), farther / (repetitions + 1.0));
    }

    private double[,] Exposures()
    {
        var exposures = new double[RateTable.Days, RateTable.Hours];
        for (long hour = 0; hour * 3600 < Window; hour++)
            exposures[hour / RateTable.Hours % RateTable.Days, hour % RateTable.Hours] += Math.Min(3600, Window - (hour * 3600));
        return exposures;
    }

    private ((double Dispersion, double Distance), RateTable, (double Raw, double Burst, double Explained)) Measure(double[] times)
    {
        var counts = new double[(int)Math.Ceiling(Window / 3600)];
        var sums = new double[RateTable.Days, RateTable.Hours];
        foreach (var time in times)
        {
            var hour = Math.Min(Hour(time), counts.Length - 1);
            counts[hour]++;
            sums[hour / RateTable.Hours % RateTable.Days, hour % RateTable.Hours]++;
        }

        var table = RateTable.Fit(sums, Exposures(), IsByDay);
        var (pearson, fit, flat, excess, sum, squares, used) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0);
        var (mean, passed) = (times.Length / Window, new double[counts.Length + 1]);
        for (var i = 0; i < counts.Length; i++)
        {
            var width = Math.Min(3600, Window - (i * 3600.0));
            var (count, expected) = (counts[i], table.At(i * 3600.0) * width);
            passed[i + 1] = passed[i] + expected;
            flat += Deviance(count, mean * width);
            if (!(expected > 0))
                continue;
            used++;
            pearson += (count - expected) * (count - expected) / expected;
            fit += Deviance(count, expected);
            excess += (count - expected) * (count - expected);
            (sum, squares) = (sum + expected, squares + (expected * expected));
        }

        var free = used - table.HourFactors.Count(level => level > 0) - (IsByDay ? RateTable.Days - 1 : 0);
        var average = counts.Average();
        var raw = counts.Length > 1 && average > 0
            ? counts.Sum(c => (c - average) * (c - average)) / (counts.Length - 1) / average : double.NaN;
        return ((free > 0 ? pearson / free : double.NaN, GapDistance(times, table, passed)), table,
            (raw, free > 0 ? Math.Max(0, ((excess * used / free) - sum) / squares) : 0, flat > 0 ? 1 - (fit / flat) : double.NaN));
    }

    private static double Deviance(double count, double expected) =>
        2 * ((count > 0 ? count * Math.Log(count / expected) : 0) - (count - expected));

    private static double GapDistance(double[] times, RateTable table, double[] passed)
    {
        if (times.Length == 0)
            return double.NaN;
        var (gaps, before) = (new double[times.Length], 0.0);
        for (var i = 0; i < gaps.Length; i++)
        {
            var hour = Math.Min((int)Hour(times[i]), passed.Length - 2);
            var now = passed[hour] + (table.At(hour * 3600.0) * (times[i] - (hour * 3600.0)));
            (gaps[i], before) = (now - before, now);
        }

        Array.Sort(gaps);
        var most = 0.0;
        for (var i = 0; i < gaps.Length; i++)
        {
            var law = 1 - Math.Exp(-gaps[i]);
            most = Math.Max(most, Math.Max(Math.Abs(law - ((double)i / gaps.Length)), Math.Abs(((i + 1.0) / gaps.Length) - law)));
        }

        return most;
    }
}
