using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// How many different pages a guest writes within a period of running: what a round of pre-copy of that length leaves to send. The curve
/// rises from 0, ever more slowly, as pages are written again; a rate of writes alone would overstate it. Pages are of 4 KiB.
/// </summary>
public sealed class DirtyCurve
{
    private readonly Func<double, double> pages; // of seconds

    private DirtyCurve(double most, Func<double, double> pages) => (Most, this.pages) = (most, pages);

    /// <summary>A guest that writes nothing.</summary>
    public static DirtyCurve None { get; } = new(0, _ => 0);

    /// <summary>Pages that are ever written: what the curve stays at or below.</summary>
    public double Most { get; }

    /// <summary>
    /// A measured curve: straight from nothing to the first point and between points; after the last one it goes on as steeply as before
    /// it, up to the most.
    /// </summary>
    /// <param name="most">Pages that can be written at all.</param>
    /// <param name="points">Periods and the different pages written within them, in rising order; at least one.</param>
    /// <exception cref="ArgumentException">No point, periods that do not rise, pages that fall or are more than the most.</exception>
    public static DirtyCurve Measured(double most, params IReadOnlyList<(TimeSpan Period, double Pages)> points)
    {
        Check.Amount(most);
        var (x, y) = (new double[Check.NotNull(points).Count + 1], new double[points.Count + 1]);
        for (var i = 1; i < x.Length; i++)
        {
            (x[i], y[i]) = (points[i - 1].Period.TotalSeconds, points[i - 1].Pages);
            if (!(x[i] > x[i - 1] && y[i] >= y[i - 1] && y[i] <= most))
                throw new ArgumentException($"point {i}: periods rise, pages do not fall and are at most {most}", nameof(points));
        }
        if (x.Length == 1)
            throw new ArgumentException("a measured curve needs a point", nameof(points));
        return new(most, seconds =>
        {
            var at = Array.BinarySearch(x, seconds);
            var right = Math.Clamp(at < 0 ? ~at : at, 1, x.Length - 1);
            var slope = (y[right] - y[right - 1]) / (x[right] - x[right - 1]);
            return Math.Min(most, y[right - 1] + slope * (seconds - x[right - 1]));
        });
    }

    /// <summary>
    /// Writes at random, each to any page of an area: of n pages, w writes leave (1 - 1/n)^w untouched.
    /// </summary>
    /// <param name="area">The area; at least two pages.</param>
    /// <param name="writesPerSecond">Writes, each to one page.</param>
    /// <param name="page">Size of a page.</param>
    public static DirtyCurve RandomWrites(Bytes area, double writesPerSecond, Bytes page)
    {
        Check.Amount(writesPerSecond);
        var count = Check.Between(Check.Memory(area).Pages(Check.SomeMemory(page)), 2, long.MaxValue, nameof(area));
        var left = Math.Log(1 - 1.0 / count); // after one write
        return new(count, seconds => count * (1 - Math.Exp(seconds * writesPerSecond * left)));
    }

    /// <summary>Writes from page to page through an area, and again from its start.</summary>
    /// <param name="area">Pages of the area: the working set.</param>
    /// <param name="pagesPerSecond">Pages written in a second.</param>
    public static DirtyCurve Sweep(double area, double pagesPerSecond)
    {
        Check.Amount(area);
        Check.Amount(pagesPerSecond);
        return new(area, seconds => Math.Min(area, seconds * pagesPerSecond));
    }

    /// <summary>The pages of two sets that have none in common, for instance a hot and a cold one.</summary>
    public static DirtyCurve operator +(DirtyCurve a, DirtyCurve b) => new(a.Most + b.Most, seconds => a.pages(seconds) + b.pages(seconds));

    /// <summary>Different pages written within a period of running.</summary>
    public double Pages(TimeSpan period) => pages(Check.Time(period).TotalSeconds);

    /// <summary>The shortest period, in seconds, within which so many pages are written; infinite if they never are.</summary>
    public double Seconds(double count)
    {
        if (!(Check.Amount(count) <= Most))
            return double.PositiveInfinity;
        var high = 1.0;
        while (pages(high) < count)
            if ((high *= 2) > 1e9)
                return double.PositiveInfinity; // it only comes near to it
        return Solve(0, high, seconds => pages(seconds) - count);
    }

    /// <summary>
    /// The same guest while the first write to each page costs it time, as when writes are tracked: within t it gets through as much as
    /// otherwise within s, where s and the time of the pages first written in s make t.
    /// </summary>
    /// <param name="perPage">Seconds for each page.</param>
    public DirtyCurve Faulting(double perPage) => Check.Amount(perPage) == 0 ? this
        : new(Most, seconds => pages(Solve(0, seconds, run => run + pages(run) * perPage - seconds)));

    // Where a rising function has reached 0.
    private static double Solve(double low, double high, Func<double, double> rising)
    {
        while (high - low > 1e-12 * high)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                break;
            if (rising(middle) < 0)
                low = middle;
            else
                high = middle;
        }
        return high;
    }
}
