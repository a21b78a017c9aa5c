using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// Overloaded is a node whose guests want more than a share of it that is the smaller the more its load has varied: one less a safety
/// times the spread of its history (Beloglazov and Buyya 2012, sec. 5.1 and 5.2).
/// </summary>
/// <param name="Spread">How a spread is measured: <see cref="Dispersion.MedianAbsoluteDeviation"/> (MAD) or
/// <see cref="Dispersion.InterquartileRange"/> (IQR). It may reorder what it is given.</param>
/// <param name="Safety">How much of the spread is kept free; 0 or more.</param>
/// <param name="Least">Readings that it needs, 1 or more; those before the first with a load do not count.</param>
/// <param name="Otherwise">Who decides while there are fewer.</param>
public sealed record AdaptiveThreshold(Func<Span<double>, double> Spread, double Safety, int Least, IOverloadDetector Otherwise)
    : IOverloadDetector
{
    /// <summary>How a spread is measured.</summary>
    public Func<Span<double>, double> Spread { get; init => field = Check.NotNull(value); } = Check.NotNull(Spread);

    /// <summary>How much of the spread is kept free.</summary>
    public double Safety { get; init => field = Check.Amount(value); } = Check.Amount(Safety);

    /// <summary>Readings that it needs.</summary>
    public int Least { get; init => field = Check.Between(value, 1, int.MaxValue); } = Check.Between(Least, 1, int.MaxValue);

    /// <summary>Who decides while there are fewer.</summary>
    public IOverloadDetector Otherwise { get; init => field = Check.NotNull(value); } = Check.NotNull(Otherwise);

    /// <inheritdoc/>
    public bool IsOverloaded(in NodeReading node)
    {
        if (node.History.Length < Least)
            return Otherwise.IsOverloaded(node);
        Span<double> values = stackalloc double[node.History.Length];
        node.History.CopyTo(values);
        return node.Demand > 1 - (Safety * Spread(values));
    }
}
