namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// Values above zero, some of them censored from the right. Equal ones are kept once, with how many there are. Of more than 50,000 that
/// differ only each k-th in order is kept, and counts for all k.
/// </summary>
public sealed class CensoredSample
{
    internal const int MostValues = 50_000;

    private readonly double[] limits;

    /// <summary>A sample.</summary>
    /// <param name="values">The values, in any order; at least one, all above zero and finite.</param>
    public CensoredSample(IEnumerable<CensoredValue> values)
    {
        CensoredValue[] sorted = [.. values.OrderBy(v => v.Value).ThenByDescending(v => v.HasEnded)];
        if (sorted.Length == 0 || !(sorted[0].Value > 0) || !double.IsFinite(sorted[^1].Value))
            throw new ArgumentException("a sample has values, above zero and finite", nameof(values));
        Count = sorted.Length;
        Ended = sorted.Count(v => v.HasEnded);
        limits = Array.ConvertAll(sorted, v => v.Limit);
        var groups = sorted.GroupBy(v => v.Value)
            .Select(g => (Value: g.Key, Ended: (double)g.Count(v => v.HasEnded), All: (double)g.Count())).ToList();
        if (groups.Count > MostValues)
            groups = Thinned(groups);
        (Values, EndedAt) = ([.. groups.Select(g => g.Value)], [.. groups.Select(g => g.Ended)]);
        CutAt = [.. groups.Select(g => g.All - g.Ended)];
    }

    /// <summary>How many values there are.</summary>
    public int Count { get; }

    /// <summary>How many of them are known, and not only bounded.</summary>
    public int Ended { get; }

    /// <summary>The values that differ, rising.</summary>
    internal double[] Values { get; }

    /// <summary>How many are known to be each of <see cref="Values"/>.</summary>
    internal double[] EndedAt { get; }

    /// <summary>How many are larger than each of <see cref="Values"/>, and nothing more is known.</summary>
    internal double[] CutAt { get; }

    /// <summary>A sample of values that are all known.</summary>
    public static CensoredSample Of(IEnumerable<double> values) => new(values.Select(value => new CensoredValue(value)));

    /// <summary>
    /// The share that lives longer than each value at which one ends (Kaplan and Meier 1958): the largest likelihood without any law.
    /// </summary>
    public IReadOnlyList<(double Value, double Survival)> Survival()
    {
        var (steps, alive, survival) = (new List<(double, double)>(), EndedAt.Sum() + CutAt.Sum(), 1.0);
        for (var i = 0; i < Values.Length; i++)
        {
            if (EndedAt[i] > 0)
                steps.Add((Values[i], survival *= Math.Max(0, 1 - (EndedAt[i] / alive))));
            alive -= EndedAt[i] + CutAt[i];
        }

        return steps;
    }

    /// <summary>The largest distance of <see cref="Survival"/> from a law's.</summary>
    internal double Distance(Func<double, double> survival)
    {
        var (most, before) = (0.0, 1.0);
        foreach (var (value, share) in Survival())
        {
            var law = survival(value);
            most = Math.Max(most, Math.Max(Math.Abs(before - law), Math.Abs(share - law)));
            before = share;
        }

        return most;
    }

    /// <summary>As many values at most, evenly from all of them in order of their value.</summary>
    internal CensoredSample Few(int most)
    {
        if (Count <= most)
            return this;
        // In order, with their limits: value i is of the group in which i lies.
        var values = new List<CensoredValue>(most);
        var (group, until, step) = (-1, 0.0, (double)Count / most);
        var ended = 0.0;
        for (var k = 0; k < most; k++)
        {
            var at = (k + 0.5) * step;
            while (at >= until && group + 1 < Values.Length)
            {
                group++;
                ended = until + EndedAt[group];
                until += EndedAt[group] + CutAt[group];
            }

            values.Add(new(Values[group], at < ended, limits[Math.Min(Count - 1, (int)at)]));
        }

        return new(values);
    }

    /// <summary>Values as a law would have given them, seen within the same limits.</summary>
    internal CensoredSample Redrawn(Func<double> draw)
    {
        var values = new CensoredValue[Count];
        for (var i = 0; i < Count; i++)
            values[i] = draw() is var value && value > limits[i] ? new(limits[i], false, limits[i])
                : new(Math.Max(value, double.Epsilon * (1L << 52)), true, limits[i]);
        return new(values);
    }

    private static List<(double, double, double)> Thinned(List<(double Value, double Ended, double All)> groups)
    {
        var every = (groups.Count + MostValues - 1) / MostValues;
        return [.. groups.Chunk(every).Select(few => (few[few.Length / 2].Value, few.Sum(g => g.Ended), few.Sum(g => g.All)))];
    }
}
