using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Placement;

/// <summary>
/// Of the nodes that have room and pass all filters the one with the highest sum of scores, of equals the first that was looked at: the
/// two steps of Kubernetes' scheduler. Filters and scores may ask anything of a node, so there is no index for them: it looks at every
/// node with room, or, with a sample, at nodes until so many have passed; the next request begins where the last one ended.
/// </summary>
public sealed class FilterAndScore : IPlacement
{
    private readonly Filter[] filters;
    private readonly Scorer[] scorers;
    private readonly int sample;
    private readonly List<Node> candidates = [];
    private double[] scores = [], sums = [];
    private int next;

    /// <summary>Filters, and scores of what passes.</summary>
    /// <param name="filters">All must let a node pass; asked in this order.</param>
    /// <param name="scorers">Their weighted sum decides; without any the first node that passes is taken.</param>
    /// <param name="sample">As many candidates are scored; 1 or more; null for all.</param>
    public FilterAndScore(IEnumerable<Filter> filters, IEnumerable<Scorer> scorers, int? sample = null)
    {
        this.filters = [.. Check.NotNull(filters, nameof(filters))];
        this.scorers = [.. Check.NotNull(scorers, nameof(scorers))];
        this.sample = Check.Between(sample ?? int.MaxValue, 1, int.MaxValue, nameof(sample));
    }

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes)
    {
        candidates.Clear();
        var begin = sample == int.MaxValue || next >= nodes.Count ? 0 : next;
        Collect(request, nodes, begin, nodes.Count);
        Collect(request, nodes, 0, begin);
        return candidates.Count == 0 ? null : candidates[Best(request)];
    }

    /// <inheritdoc/>
    public Refusal? Refuses(Request request, Node node)
    {
        foreach (var filter in filters)
            if (filter(request, node) is { } refusal)
                return refusal;
        return null;
    }

    private void Collect(Request request, NodeIndex nodes, int from, int below)
    {
        while (candidates.Count < sample && nodes.First(request.Needs, from, below) is { } node)
        {
            if (Refuses(request, node) is null)
                candidates.Add(node);
            next = from = node.Number + 1;
        }
    }

    private int Best(Request request)
    {
        if (sums.Length < candidates.Count)
            (scores, sums) = (new double[2 * candidates.Count], new double[2 * candidates.Count]);
        Array.Clear(sums, 0, candidates.Count);
        foreach (var scorer in scorers)
        {
            for (var i = 0; i < candidates.Count; i++)
                scores[i] = scorer.Score(request, candidates[i]);
            scorer.Normalize?.Invoke(scores.AsSpan(0, candidates.Count));
            for (var i = 0; i < candidates.Count; i++)
                sums[i] += scorer.Weight * scores[i];
        }

        var best = 0;
        for (var i = 1; i < candidates.Count; i++)
            if (sums[i] > sums[best] || double.IsNaN(sums[best]))
                best = i;
        return best;
    }
}
