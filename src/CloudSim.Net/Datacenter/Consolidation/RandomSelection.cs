using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>Any guest leaves, each as likely (RS; Beloglazov and Buyya 2012, sec. 5.5).</summary>
/// <param name="random">Its draws.</param>
public sealed class RandomSelection(RandomStream random) : IGuestSelection
{
    private readonly RandomStream random = Check.NotNull(random);

    /// <inheritdoc/>
    public int Choose(IReadOnlyList<GuestLoad> guests) => random.Next(Check.NotNull(guests, nameof(guests)).Count);
}
