namespace CloudSim.Net.Engine;

/// <summary>The Erlang distribution: the sum of exponential stages.</summary>
public class Erlang : Distribution<double>
{
    /// <summary>With this many stages of this rate; both positive.</summary>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public Erlang(int k, double lambda)
    {
        K = (int)Require.Positive(k, nameof(k));
        Lambda = Require.Positive(lambda, nameof(lambda));
    }

    /// <summary>The number of stages.</summary>
    public int K { get; }

    /// <summary>The rate of each stage.</summary>
    public double Lambda { get; }

    /// <summary>The mean.</summary>
    public double Mean => K / Lambda;

    /// <summary>The standard deviation.</summary>
    public double StdDev => Math.Sqrt(K) / Lambda;

    /// <inheritdoc/>
    public override double Sample(IRandom random) => Sample(random, K, Lambda);

    /// <summary>One draw.</summary>
    public static double Sample(IRandom random, int k, double lambda)
    {
        double product = 1;
        double logarithm = 0;
        for (int stage = 0; stage < k; stage++)
        {
            product *= 1 - random.NextDouble();
            if (product > double.Epsilon * (1L << 52))
                continue;
            logarithm += Math.Log(product); // many stages: before the product is too small for a number
            product = 1;
        }
        return -(Math.Log(product) + logarithm) / lambda;
    }
}
