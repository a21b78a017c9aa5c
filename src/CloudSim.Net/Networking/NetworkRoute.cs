using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>How packets get from one sandbox to another, or why they do not.</summary>
public sealed record NetworkRoute
{
    /// <summary>The largest packet of plain Ethernet, in bytes.</summary>
    internal const int Ethernet = 1500;

    private const int LeastMtu = 68; // IPv4 (RFC 791)
    private const int MostMtu = 65_536; // the loopback interface's

    /// <summary>Largest packet of the interfaces at its ends, in bytes: 68 (the least of IPv4) to 65,536 (loopback).</summary>
    public int Mtu { get; init => field = Check.Between(value, LeastMtu, MostMtu); } = Ethernet;

    /// <summary>What they pass beside the two protocol stacks, in order.</summary>
    public IReadOnlyList<Hop> Hops { get; init => field = Check.NotNull(value); } = [];

    /// <summary>Whether they leave the machine over a cable.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The sandbox that answers; null for an address outside the model, and for a refusal.</summary>
    public Sandbox? Target { get; init; }

    /// <summary>Why nothing arrives; null if it does.</summary>
    public string? Refused { get; init; }

    /// <summary>Whether packets arrive.</summary>
    public bool Reaches => Refused is null;

    /// <summary>Whether an address is translated on the way.</summary>
    public bool HasTranslation => Hops.Any(h => h.Translates);

    /// <summary>
    /// Bytes on the cable of so much of a TCP stream: it is cut so that each part with its headers fits the interfaces, and each part has
    /// the headers of the cable and of what it is packed in.
    /// </summary>
    public Bytes OnCable(NetworkCosts costs, Bytes size)
    {
        var packets = Math.Max(1, (size.Count + Mtu - costs.TcpHeaders.Count - 1) / (Mtu - costs.TcpHeaders.Count));
        return size + new Bytes(packets * (costs.TcpHeaders + costs.FrameHeaders + new Bytes(Ethernet - Mtu)).Count);
    }

    /// <summary>Cycles of one packet of this size on the sending or the receiving machine, beside its protocol stack.</summary>
    public Cycles Of(Bytes size, bool atReceiver)
    {
        var sum = Cycles.Zero;
        foreach (var hop in Hops)
            if (hop.AtReceiver == atReceiver)
                sum += hop.Of(size);
        return sum;
    }

    /// <summary>A refusal.</summary>
    public static NetworkRoute No(string why) => new() { Refused = why };

    /// <summary>The hops, or the refusal.</summary>
    public override string ToString() => Refused ?? (Hops.Count == 0 ? "direct" : string.Join(", ", Hops.Select(h => h.Name)));
}
