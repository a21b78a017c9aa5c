namespace CloudSim.Net.Statistics;

/// <summary>
/// Whether the mean of independent values between 0 and 1 is below a bound or above it, decided while the values come: one may look after
/// each of them and stop as soon as it is clear. It bets against both answers, so much of what it has as earlier values make wise; who is
/// wrong multiplies the bettor's money by 20 with a probability of 1/20 at most, whenever one looks (Ville's inequality). So a decision
/// with 95 % confidence is wrong in at most 5 of 100 cases, whatever the law of the values and however often one looks. Waudby-Smith and
/// Ramdas, "Estimating means of bounded random variables by betting", J. R. Stat. Soc. B 86(1), 2024, sections 3 and 4 and appendix B.3
/// (how much to bet).
/// </summary>
public sealed class BoundedMeanTest
{
    private const double Most = 0.95; // of what could be lost at once
    private double sum, squares, logBelow, logAbove, mostBelow, mostAbove;

    /// <summary>A test against this bound.</summary>
    /// <param name="bound">Between 0 and 1, both excluded.</param>
    public BoundedMeanTest(double bound) => Bound = bound > 0 && bound < 1 ? bound
        : throw new ArgumentOutOfRangeException(nameof(bound), bound, "a bound of a mean is above 0 and below 1");

    /// <summary>What the mean is held against.</summary>
    public double Bound { get; }

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean; NaN of none.</summary>
    public double Mean => Count > 0 ? sum / Count : double.NaN;

    /// <summary>The confidence, 0 to 1, that the mean is below the bound.</summary>
    public double ConfidenceBelow => 1 - Math.Exp(-mostBelow);

    /// <summary>The confidence, 0 to 1, that the mean is above the bound.</summary>
    public double ConfidenceAbove => 1 - Math.Exp(-mostAbove);

    /// <summary>Takes a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    public void Add(double value)
    {
        if (!(value >= 0 && value <= 1))
            throw new ArgumentOutOfRangeException(nameof(value), value, "a value is from 0 to 1");
        // What was seen before this value, with half a value at the bound and of the largest spread for a begin.
        var seen = Count + 1;
        var mean = ((0.5 * Bound) + sum) / seen;
        var variance = ((0.25 * Bound) + Math.Max(0, squares - (2 * mean * sum) + (Count * mean * mean))) / seen;
        var distance = Bound - mean;
        var stake = distance / (variance + (distance * distance));
        logBelow += Math.Log(1 + (Math.Clamp(stake, 0, Most / (1 - Bound)) * (Bound - value)));
        logAbove += Math.Log(1 + (Math.Clamp(-stake, 0, Most / Bound) * (value - Bound)));
        (mostBelow, mostAbove) = (Math.Max(mostBelow, logBelow), Math.Max(mostAbove, logAbove));
        sum += value;
        squares += value * value;
        Count++;
    }
}
