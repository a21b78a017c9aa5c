namespace CloudSim.Net.Engine;

/// <summary>Observations that are drawn again, each as likely as its weight says.</summary>
/// <typeparam name="T">What was observed.</typeparam>
public class EmpiricalNonUniform<T> : Distribution<T>
{
    private readonly IReadOnlyList<T> observations;
    private readonly double[] cumulated;

    /// <summary>Draws from these observations.</summary>
    /// <param name="observations">What was observed.</param>
    /// <param name="weights">As many weights; finite, not negative, not all zero. They need not add up to 1.</param>
    /// <exception cref="ArgumentException">The weights are not such.</exception>
    public EmpiricalNonUniform(IEnumerable<T> observations, IEnumerable<double> weights)
        : this((IReadOnlyList<T>)[.. observations], (IReadOnlyList<double>)[.. weights])
    {
    }

    /// <summary>Draws from these observations.</summary>
    /// <param name="observations">What was observed.</param>
    /// <param name="weights">As many weights; finite, not negative, not all zero. They need not add up to 1.</param>
    /// <exception cref="ArgumentException">The weights are not such.</exception>
    public EmpiricalNonUniform(IReadOnlyList<T> observations, IReadOnlyList<double> weights)
    {
        this.observations = observations;
        cumulated = Cumulate(observations.Count, weights);
    }

    /// <inheritdoc/>
    public override T Sample(IRandom random) => observations[Find(random, cumulated)];

    /// <summary>One draw.</summary>
    /// <exception cref="ArgumentException">The weights are not such as the constructor asks for.</exception>
    public static T Sample(IRandom random, IList<T> source, IList<double> weights) =>
        source[Find(random, Cumulate(source.Count, [.. weights]))];

    private static double[] Cumulate(int count, IReadOnlyList<double> weights)
    {
        if (count != weights.Count || count == 0)
            throw new ArgumentException($"There must be as many weights ({weights.Count}) as observations ({count}), and at least one.",
                nameof(weights));
        double sum = 0;
        var sums = new double[count];
        for (int i = 0; i < count; i++)
        {
            if (!(weights[i] >= 0))
                throw new ArgumentException($"A weight must not be negative ({weights[i]}).", nameof(weights));
            sum += weights[i];
        }
        if (!(sum > 0 && double.IsFinite(sum)))
            throw new ArgumentException($"The sum of the weights must be positive and finite ({sum}).", nameof(weights));
        double share = 0;
        for (int i = 0; i < count; i++)
            sums[i] = (share += weights[i] / sum) > 0 ? share : -1; // so that a draw of 0 passes those without weight at the start
        for (int i = count - 1; i >= 0 && (i == count - 1 || weights[i + 1] == 0); i--)
            sums[i] = 1; // what rounding left over belongs to the last with a weight
        return sums;
    }

    /// <summary>The first whose cumulated share reaches the draw: one of weight zero never does.</summary>
    private static int Find(IRandom random, double[] sums)
    {
        double draw = random.NextDouble();
        int low = 0, high = sums.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sums[middle] >= draw)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
