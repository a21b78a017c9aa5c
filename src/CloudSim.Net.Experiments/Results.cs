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

    /// <summary>
    /// Of trials that repeat the same several times, with random numbers of their own each time: each repetition as a replication. So a
    /// few trials give an interval that is worth its name.
    /// </summary>
    /// <exception cref="ArgumentException">Trials have different numbers of repetitions.</exception>
    public static IEnumerable<Result<TCell, TOutcome>> Repetitions<TCell, TOutcome>(
        this IEnumerable<Result<TCell, List<TOutcome>>> results)
    {
        var trials = results.ToList();
        if (trials.Select(r => r.Outcome.Count).Distinct().Count() > 1)
            throw new ArgumentException("all trials need the same number of repetitions");
        return trials.SelectMany(r => r.Outcome.Select((outcome, i) =>
            new Result<TCell, TOutcome>(r.Cell, r.Run * r.Outcome.Count + i, outcome, r.CellIndex)));
    }
}
