using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// What a packet of a container pays beside the protocol stack, in cycles: the same figures for <see cref="BridgedIo"/> and for the network
/// models.
/// </summary>
/// <param name="Bridge">Through a veth pair and a bridge, a lone packet.</param>
/// <param name="Translation">Connection tracking and a changed address, a lone packet.</param>
/// <param name="BridgeFollowing">Through a veth pair and a bridge, a packet close behind another.</param>
/// <param name="TranslationFollowing">Connection tracking and a changed address, a packet close behind another.</param>
/// <param name="Uses">Every number that it was made of.</param>
public sealed record PacketHops(Cycles Bridge, Cycles Translation, Cycles BridgeFollowing, Cycles TranslationFollowing,
    IReadOnlyList<Parameter> Uses) : IParameterized
{
    /// <summary>Through a veth pair and a bridge, a lone packet.</summary>
    public Cycles Bridge { get; init => field = Check.Amount(value); } = Check.Amount(Bridge);

    /// <summary>Connection tracking and a changed address, a lone packet.</summary>
    public Cycles Translation { get; init => field = Check.Amount(value); } = Check.Amount(Translation);

    /// <summary>Through a veth pair and a bridge, a packet close behind another.</summary>
    public Cycles BridgeFollowing { get; init => field = Check.Amount(value); } = Check.Amount(BridgeFollowing);

    /// <summary>Connection tracking and a changed address, a packet close behind another.</summary>
    public Cycles TranslationFollowing { get; init => field = Check.Amount(value); } = Check.Amount(TranslationFollowing);

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = Check.NotNull(Uses);

    /// <summary>Linux.</summary>
    public static PacketHops Linux(Parameters parameters) => parameters.Make(nameof(Linux), Read);

    private static PacketHops Read(Parameters parameters)
    {
        var p = parameters.Beside<PacketHops>();
        return new PacketHops(p.Cycles("bridge_hop"), p.Cycles("nat_hop"), p.Cycles("bridge_packet"), p.Cycles("nat_packet"),
            parameters.Uses);
    }
}
