namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// Power-aware best fit: the node whose power rises least (Beloglazov and Buyya 2012, algorithm 2), of equals the first.
/// </summary>
internal static class PowerAwareBestFit
{
    /// <summary>The best of these; null if none has room, or all would be overloaded.</summary>
    /// <param name="nodes">Nodes in order of their numbers.</param>
    /// <param name="guest">Who needs a place.</param>
    /// <param name="detector">What overloaded is; a node without guests is not.</param>
    /// <param name="rules">The rules.</param>
    public static NodeLoad? Choose(IEnumerable<NodeLoad> nodes, GuestLoad guest, IOverloadDetector detector, ConsolidationRules rules)
    {
        var (best, least) = ((NodeLoad?)null, double.PositiveInfinity);
        foreach (var node in nodes)
        {
            if (!node.HasRoom(guest))
                continue;
            var increase = node.Increase(guest);
            // The cheaper question first.
            if (increase < least && !(node.Usable > 0 && node.IsOverloadedWith(guest, detector, rules)))
                (best, least) = (node, increase);
        }

        return best;
    }
}
