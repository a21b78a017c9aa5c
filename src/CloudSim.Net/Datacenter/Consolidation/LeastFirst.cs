using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// The guest leaves of which something is least; of equals the one that came first. <see cref="MigrationTime"/> and
/// <see cref="Utilization"/> are two that were published.
/// </summary>
/// <param name="Of">What is to be least.</param>
public sealed record LeastFirst(Func<GuestLoad, double> Of) : IGuestSelection
{
    /// <summary>What is to be least.</summary>
    public Func<GuestLoad, double> Of { get; init => field = Check.NotNull(value); } = Check.NotNull(Of);

    /// <summary>
    /// Minimum migration time (MMT; Beloglazov and Buyya 2012, sec. 5.4): all have the same bandwidth, so the least memory.
    /// </summary>
    public static LeastFirst MigrationTime { get; } = new(guest => guest.Memory.Count);

    /// <summary>Minimum utilization (MU): who uses the least part of what it may.</summary>
    public static LeastFirst Utilization { get; } = new(guest => guest.Utilization);

    /// <inheritdoc/>
    public int Choose(IReadOnlyList<GuestLoad> guests)
    {
        ArgumentNullException.ThrowIfNull(guests);
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < guests.Count; i++)
            if (Of(guests[i]) is var value && value < least)
                (best, least) = (i, value);
        return best;
    }
}
