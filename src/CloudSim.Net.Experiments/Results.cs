using CloudSim.Net.Experiments.Running;

namespace CloudSim.Net.Experiments;

/// <summary>Ways to read a list of results.</summary>
public static class Results
{
    /// <summary>The results a cell at a time, in grid order.</summary>
    public static IReadOnlyList<CellResults<TCell, TOutcome>> ByCell<TCell, TOutcome>(this IEnumerable<Result<TCell, TOutcome>> results) =>
    [
        .. results.GroupBy(r => r.CellIndex).OrderBy(g => g.Key).Select(g => g.OrderBy(r => r.Run).ToList())
            .Select(g => new CellResults<TCell, TOutcome>(g[0].Cell, [.. g.Select(r => r.Outcome)], [.. g.Select(r => r.Run)])),
    ];
}
