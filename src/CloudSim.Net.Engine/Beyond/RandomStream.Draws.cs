#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>Draws from the distributions that models use most.</summary>
public sealed partial class RandomStream
{
    /// <summary>Evenly from <paramref name="low"/> up to, not including, <paramref name="high"/>.</summary>
    public double Uniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Exponential with this mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - NextDouble());

    /// <summary>Normal with this mean and standard deviation (Box and Muller 1958, one of the pair).</summary>
    public double Normal(double mean, double sd)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return mean + (sd * radius * Math.Cos(2 * Math.PI * NextDouble()));
    }

    /// <summary>Log-normal with this median; <paramref name="sigma"/> is the standard deviation of the logarithm.</summary>
    public double LogNormal(double median, double sigma) => median * Math.Exp(Normal(0, sigma));

    /// <summary>Poisson with this mean: how many arrivals in a time in which that many are expected.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is negative or not a number.</exception>
    public long Poisson(double mean)
    {
        if (!(mean >= 0))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean of a Poisson distribution is 0 or more.");
        return mean < 10 ? PoissonByProduct(mean) : PoissonByRejection(mean);
    }

    private long PoissonByProduct(double mean)
    {
        double limit = Math.Exp(-mean);
        long count = 0;
        for (double product = NextDouble(); product > limit; product *= NextDouble())
            count++;
        return count;
    }

    /// <summary>Transformed rejection with squeeze (PTRS, Hörmann 1993).</summary>
    private long PoissonByRejection(double mean)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double squeeze = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = NextDouble() - 0.5;
            double v = 1 - NextDouble();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
                return (long)k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            if (Math.Log(v * inverseAlpha / ((a / (us * us)) + b)) <= (k * Math.Log(mean)) - mean - LogFactorial(k))
                return (long)k;
        }
    }

    /// <summary>ln(n!): a sum below 10, else Stirling's series.</summary>
    private static double LogFactorial(double n)
    {
        if (n < 10)
        {
            double sum = 0;
            for (int i = 2; i <= n; i++)
                sum += Math.Log(i);
            return sum;
        }
        double inverse = 1 / n;
        return ((n + 0.5) * Math.Log(n)) - n + (0.5 * Math.Log(2 * Math.PI))
            + (inverse * ((1 / 12.0) - (inverse * inverse * ((1 / 360.0) - (inverse * inverse / 1260.0)))));
    }
}
