using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// The guest leaves whose load follows most closely from those of the others: the one of the largest multiple correlation (MC; Beloglazov
/// and Buyya 2012, sec. 5.6).
/// </summary>
/// <param name="Otherwise">Who chooses where the readings do not tell: fewer of them than guests, or guests whose loads are sums of
/// others'.</param>
public sealed record MaximumCorrelation(IGuestSelection Otherwise) : IGuestSelection
{
    /// <summary>Who chooses where the readings do not tell.</summary>
    public IGuestSelection Otherwise { get; init => field = Check.NotNull(value); } = Check.NotNull(Otherwise);

    /// <inheritdoc/>
    public int Choose(IReadOnlyList<GuestLoad> guests)
    {
        ArgumentNullException.ThrowIfNull(guests);
        var readings = guests.Min(guest => guest.History.Length);
        if (readings < guests.Count)
            return Otherwise.Choose(guests);
        var series = guests.Select(guest => guest.History[..readings].ToArray()).ToArray();
        if (MultipleCorrelation.Of(series) is not { } squares)
            return Otherwise.Choose(guests);
        var best = 0;
        for (var i = 1; i < squares.Length; i++)
            if (squares[i] > squares[best])
                best = i;
        return best;
    }
}
