namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// Sizes jointly: CPUs and memory as they come together, each pair with its share. Sizes are drawn from all guests of the trace, so that
/// the pairs that are not listed come too.
/// </summary>
public sealed class SizeTable
{
    /// <summary>So many kinds are listed at most, the commonest.</summary>
    public const int MostKinds = 200;

    private readonly (double Cpus, double Memory)[] all;

    /// <summary>Counts the sizes of guests; at least one.</summary>
    public SizeTable(IEnumerable<(double Cpus, double Memory)> sizes)
    {
        all = [.. sizes];
        if (all.Length == 0)
            throw new ArgumentException("a table has sizes", nameof(sizes));
        var kinds = all.GroupBy(size => size).Select(kind => new SizeKind(kind.Key.Cpus, kind.Key.Memory, kind.LongCount()))
            .OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Cpus).ThenBy(kind => kind.Memory).ToList();
        (Kinds, Distinct) = ([.. kinds.Take(MostKinds)], kinds.Count);
        Covered = (double)Kinds.Sum(kind => kind.Count) / all.Length;
        var both = all.Where(size => size.Memory > 0).ToList();
        Correlation = both.Count > 2 ? MathNet.Numerics.Statistics.Correlation.Pearson(
            both.Select(size => Math.Log(size.Cpus)), both.Select(size => Math.Log(size.Memory))) : double.NaN;
    }

    /// <summary>The commonest kinds, the commonest first.</summary>
    public IReadOnlyList<SizeKind> Kinds { get; }

    /// <summary>How many kinds there are.</summary>
    public int Distinct { get; }

    /// <summary>Guests.</summary>
    public int Count => all.Length;

    /// <summary>The share of guests that <see cref="Kinds"/> cover; 1 if all kinds are listed.</summary>
    public double Covered { get; }

    /// <summary>Correlation of the logarithms of CPUs and memory; NaN where memory is unknown or one of them is always the same.</summary>
    public double Correlation { get; }

    /// <summary>One size.</summary>
    public (double Cpus, double Memory) Draw(RandomStream random) => all[random.Next(all.Length)];
}
