namespace CloudSim.Net.Experiments.Statistics;

/// <summary>
/// The mean of <c>a - b</c> over pairs of replications that drew the same random numbers, with its two-sided Student-t interval of 95 %
/// confidence (paired-t: Law, Simulation Modeling and Analysis, section 10.2.1). It is far narrower than the difference of two means where
/// the pairs vary together.
/// </summary>
/// <param name="Mean">The mean difference.</param>
/// <param name="Ci95Low">Lower end of the interval; NaN with fewer than two pairs.</param>
/// <param name="Ci95High">Upper end of the interval; NaN with fewer than two pairs.</param>
/// <param name="Pairs">How many pairs.</param>
public readonly record struct Difference(double Mean, double Ci95Low, double Ci95High, int Pairs)
{
    /// <summary>The difference of these values, in which the same place is the same replication.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Difference Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count)
            throw new ArgumentException($"{a.Count} values cannot be paired with {b.Count}");
        var estimate = Estimate.Of(a.Zip(b, (x, y) => x - y));
        return new(estimate.Mean, estimate.Ci95Low, estimate.Ci95High, a.Count);
    }

    /// <summary>Whether the interval leaves 0 out, so that a and b differ; null if there is no interval.</summary>
    public bool? Differs => double.IsNaN(Ci95Low) || double.IsNaN(Ci95High) ? null : Ci95Low > 0 || Ci95High < 0;

    /// <summary>As an estimate, for a figure.</summary>
    public Estimate Estimate => new(Mean, Ci95Low, Ci95High, Pairs);

    /// <summary>Mean and half width for reading, and whether it may be 0.</summary>
    public override string ToString() => Estimate + (Differs == false && Mean != 0 ? ", may be 0" : "");
}
