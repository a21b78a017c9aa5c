namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>What one number does to an answer when it alone is at either end of its range.</summary>
/// <param name="Range">The number and its range.</param>
/// <param name="Answer">The answer with the number's own value.</param>
/// <param name="AtLow">The answer at the low end.</param>
/// <param name="AtHigh">The answer at the high end.</param>
/// <param name="Rank">Its place from 1, by the larger of the two changes; those that change alike stand in the order they came.</param>
public sealed record TornadoBar(ParameterRange Range, double Answer, double AtLow, double AtHigh, int Rank)
{
    /// <summary>The change at the low end, in % of the answer's size; of an answer of zero infinite or none.</summary>
    public double LowPct => Percent(AtLow - Answer, Answer);

    /// <summary>The change at the high end, in % of the answer's size.</summary>
    public double HighPct => Percent(AtHigh - Answer, Answer);

    /// <summary>The larger of both, with its sign.</summary>
    public double ChangePct => Math.Abs(LowPct) > Math.Abs(HighPct) ? LowPct : HighPct;

    /// <summary>Whether the answer moves by more than this, in %.</summary>
    public bool Moves(double percent) => Math.Abs(ChangePct) > percent;

    /// <summary>The end at which the answer is larger.</summary>
    internal double EndUp => AtHigh >= AtLow ? Range.High : Range.Low;

    /// <summary>How much larger the answer is there; below zero where both ends lower it.</summary>
    internal double Up => Math.Max(AtLow, AtHigh) - Answer;

    private static double Percent(double change, double of) => change == 0 ? 0 : 100 * change / Math.Abs(of);
}
