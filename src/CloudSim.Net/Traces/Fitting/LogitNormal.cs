namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// Shares between 0 and 1 whose logit is normal (Aitchison and Shen 1980), all of one width: which middle gives which mean, and how wide
/// they are then. Moments by sums over the normal law, kept in a table.
/// </summary>
internal sealed class LogitNormal
{
    private const int Points = 81, Middles = 321;
    private const double Widest = 16, Reach = 5;

    private readonly double[] means = new double[Middles], variances = new double[Middles];

    /// <summary>The shares of a width: the standard deviation of their logit.</summary>
    public LogitNormal(double width)
    {
        Width = width;
        for (var i = 0; i < Middles; i++)
        {
            var (mean, square, weights) = (0.0, 0.0, 0.0);
            for (var k = 0; k < Points; k++)
            {
                var z = Reach * ((2.0 * k / (Points - 1)) - 1);
                var (weight, share) = (Math.Exp(-z * z / 2), Share(Middle(i) + (width * z)));
                (mean, square, weights) = (mean + (weight * share), square + (weight * share * share), weights + weight);
            }

            means[i] = mean / weights;
            variances[i] = Math.Max(0, (square / weights) - (means[i] * means[i]));
        }
    }

    public double Width { get; }

    public static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary>The width at which guests of these means vary so much on average; 0 if they do not vary.</summary>
    public static double Fit(IReadOnlyList<double> meanShares, double variance)
    {
        var (low, high) = (0.0, 12.0);
        for (var i = 0; i < 40 && variance > 0; i++)
        {
            var middle = (low + high) / 2;
            var law = new LogitNormal(middle);
            (low, high) = meanShares.Average(law.VarianceAt) < variance ? (middle, high) : (low, middle);
        }

        return variance > 0 ? (low + high) / 2 : 0;
    }

    /// <summary>The middle, a logit, of shares with this mean.</summary>
    public double MiddleFor(double mean) => Between(mean, Middle);

    /// <summary>The variance of shares with this mean.</summary>
    public double VarianceAt(double mean) => Between(mean, i => variances[i]);

    /// <summary>The correlation of two shares of this mean whose logits have this one, by a sum over both.</summary>
    public double Correlation(double mean, double ofLogits)
    {
        const int points = 41;
        var (middle, rest) = (MiddleFor(mean), Math.Sqrt(Math.Max(0, 1 - (ofLogits * ofLogits))));
        var (product, all, first, square) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < points; i++)
            for (var k = 0; k < points; k++)
            {
                var (z, other) = (Reach * ((2.0 * i / (points - 1)) - 1), Reach * ((2.0 * k / (points - 1)) - 1));
                var weight = Math.Exp(-((z * z) + (other * other)) / 2);
                var (a, b) = (Share(middle + (Width * z)), Share(middle + (Width * ((ofLogits * z) + (rest * other)))));
                (product, all) = (product + (weight * a * b), all + weight);
                (first, square) = (first + (weight * a), square + (weight * a * a));
            }

        var average = first / all;
        return ((product / all) - (average * average)) / ((square / all) - (average * average));
    }

    /// <summary>The correlation of logits that gives this one of shares, on average over means; 0 to 0.9999.</summary>
    public double OfLogits(IReadOnlyList<double> meanShares, double ofShares)
    {
        var (low, high) = (0.0, 0.9999);
        for (var i = 0; i < 25 && ofShares > 0 && Width > 0; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = meanShares.Average(mean => Correlation(mean, middle)) < ofShares ? (middle, high) : (low, middle);
        }

        return ofShares > 0 && Width > 0 ? (low + high) / 2 : 0;
    }

    private static double Middle(int index) => Widest * ((2.0 * index / (Middles - 1)) - 1);

    private double Between(double mean, Func<int, double> value)
    {
        var at = Array.BinarySearch(means, mean);
        if (at >= 0)
            return value(at);
        var next = ~at;
        if (next == 0 || next == Middles)
            return value(Math.Min(next, Middles - 1));
        var share = (mean - means[next - 1]) / (means[next] - means[next - 1]);
        return value(next - 1) + (share * (value(next) - value(next - 1)));
    }
}
