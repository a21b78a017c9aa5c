using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Validation;

/// <summary>What connects a row with the numbers that it was computed from.</summary>
/// <param name="Facts">The facts that are known.</param>
public sealed record Provenance(FactList Facts)
{
    private const int MostNames = 4;

    /// <summary>Those of the numbers whose facts meet the row's: one of a number and one of the row are of the same run.</summary>
    /// <param name="facts">Names of the row's facts.</param>
    /// <param name="read">The numbers that its computation read.</param>
    public IReadOnlyList<Parameter> Meeting(IReadOnlyList<string> facts, IEnumerable<Parameter> read)
    {
        var runs = Facts.Runs(facts);
        return [.. read.Where(p => p.Facts.Count > 0 && Facts.Runs(p.Facts).Overlaps(runs))];
    }

    /// <summary>
    /// Those of the numbers that were chosen with something of the row's experiment in view: its own run, another system's, or its base.
    /// </summary>
    /// <param name="facts">Names of the row's facts and of its base's.</param>
    /// <param name="read">The numbers that its computation read.</param>
    public IReadOnlyList<Parameter> OfExperiment(IEnumerable<string> facts, IEnumerable<Parameter> read)
    {
        var experiments = Facts.Experiments(facts);
        return [.. read.Where(p => p.Facts.Count > 0 && Facts.Experiments(p.Facts).Overlaps(experiments))];
    }

    /// <summary>The numbers by name; of a data file with more than four of them the file with a star.</summary>
    public static string Names(IEnumerable<Parameter> parameters) => string.Join(' ', parameters.GroupBy(p => p.Sheet)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .SelectMany(g => g.Count() > MostNames ? [$"{g.Key}.*"] : g.Select(p => $"{p.Sheet}.{p.Name}")));
}
