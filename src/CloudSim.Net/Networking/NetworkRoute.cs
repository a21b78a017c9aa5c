using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>How packets get from one sandbox to another, or why they do not.</summary>
public sealed record NetworkRoute
{
    /// <summary>What they pass beside the two protocol stacks, in order.</summary>
    public IReadOnlyList<Hop> Hops { get; init; } = [];

    /// <summary>Whether they leave the machine over a cable.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The sandbox that answers; null for an address outside the model, and for a refusal.</summary>
    public Sandbox? Target { get; init; }

    /// <summary>Why nothing arrives; null if it does.</summary>
    public string? Refused { get; init; }

    /// <summary>Whether packets arrive.</summary>
    public bool Reaches => Refused is null;

    /// <summary>Whether an address is translated on the way.</summary>
    public bool HasTranslation => Hops.Any(h => h.Name == NetworkCosts.Translation);

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
