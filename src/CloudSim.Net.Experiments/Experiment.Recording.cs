using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Recording;

namespace CloudSim.Net.Experiments;

// What the trials of a stage have recorded becomes files.
public sealed partial class Experiment
{
    /// <summary>As many cells have a figure of their time series; the table has all.</summary>
    private const int MostSeriesFigures = 6;

    // Files of datacenters' series; their names depend on how many there are at the end.
    private readonly List<(string Stage, string Cell, RecordedRun Run)> datacenters = [];

    private void Write<TCell>(string stage, IReadOnlyList<TCell> cells, IReadOnlyList<RecordedRun> recorded)
    {
        List<RecordedRun> runs = [.. recorded.OrderBy(r => r.CellIndex).ThenBy(r => r.Run)];
        if (runs.Count == 0)
            return;
        var indexes = runs.Select(r => r.CellIndex).Distinct().ToList();
        var names = indexes.Zip(CellNames.Of([.. indexes.Select(i => cells[i])])).ToDictionary(n => n.First, n => n.Second);
        WriteSeries(stage, cells, [.. runs.Where(r => r.Recorded.Samples.Count > 0)], names);
        var parts = SeriesNames.Parts([.. indexes.Select(i => names[i])]);
        datacenters.AddRange(runs.Where(r => r.SeriesPaths.Count > 0).Select(r => (stage, parts[indexes.IndexOf(r.CellIndex)], r)));
        WriteHistograms(stage, cells, [.. runs.Where(r => r.Recorded.Buckets.Count > 0)], names);
        if (runs.Any(r => r.Recorded.Logs.Count > 0))
            staging.Write($"{script.Name}-{stage}-log.txt",
                s => LogFile.Write(s, runs.SelectMany(r => r.Recorded.Logs.Select(log => (names[r.CellIndex], r.Run, log)))));
    }

    private void PlaceSeries()
    {
        var hasStages = datacenters.DistinctBy(d => d.Stage).Count() > 1;
        var hasCells = datacenters.DistinctBy(d => (d.Stage, d.Run.CellIndex)).Count() > datacenters.DistinctBy(d => d.Stage).Count();
        var hasRuns = datacenters.Exists(d => d.Run.Run > 0);
        foreach (var (stage, cell, run) in datacenters)
            foreach (var (name, path) in run.Recorded.Series.Zip(run.SeriesPaths))
                staging.Adopt(SeriesNames.Of(name, hasStages ? stage : "", hasCells ? cell : "", hasRuns ? $"{run.Run}" : ""), path);
    }

    private void WriteSeries<TCell>(string stage, IReadOnlyList<TCell> cells, List<RecordedRun> runs, Dictionary<int, string> names)
    {
        if (runs.Count == 0)
            return;
        Table($"{stage}-series", runs.SelectMany(r => r.Recorded.Samples.Select(s => (r.CellIndex, (int?)r.Run, s))), cells);
        var first = runs.Where(r => r.Run == 0).ToList();
        foreach (var run in first.Take(MostSeriesFigures))
            PlotIfNew(first.Count == 1 ? $"{stage}-series" : $"{stage}-series-{run.CellIndex}",
                SeriesFigure.Of(run.Recorded.Samples, Conditions(names[run.CellIndex], $"run {run.Run}, seed {Seed}")));
        if (first.Count > MostSeriesFigures)
            Note($"{first.Count} cells of {stage} recorded time series: the table has all, figures have the first {MostSeriesFigures}");
    }

    private void WriteHistograms<TCell>(string stage, IReadOnlyList<TCell> cells, List<RecordedRun> runs, Dictionary<int, string> names)
    {
        if (runs.Count == 0)
            return;
        var merged = (from run in runs
                      from bucket in run.Recorded.Buckets
                      group bucket by (run.CellIndex, bucket.Histogram) into one
                      select (one.Key.CellIndex, one.Key.Histogram, Buckets: (IReadOnlyList<CountedBucket>)
                      [
                          .. from bucket in one
                             group bucket.Count by (bucket.FromMs, bucket.ToMs) into same
                             orderby same.Key
                             select new CountedBucket(one.Key.Histogram, same.Key.FromMs, same.Key.ToMs, same.Sum()),
                      ])).ToList();
        Table($"{stage}-histogram", merged.SelectMany(m => m.Buckets.Select(b => (m.CellIndex, (int?)null, b))), cells);
        var (alone, single) = (merged.DistinctBy(m => m.CellIndex).Count() == 1, merged.DistinctBy(m => m.Histogram).Count() == 1);
        string Name(int cell, string histogram) => alone ? histogram : single ? names[cell] : $"{histogram}, {names[cell]}";
        PlotIfNew($"{stage}-histogram", HistogramFigure.Of([.. merged.Select(m => (Name(m.CellIndex, m.Histogram), m.Buckets))],
            Conditions(alone ? names[merged[0].CellIndex] : "", $"seed {Seed}")));
    }

    // The cell's columns in front; its text where they fit no table.
    private void Table<TCell, T>(string name, IEnumerable<(int CellIndex, int? Run, T Value)> rows, IReadOnlyList<TCell> cells)
    {
        if (CellNames.AreColumns<RecordedRow<TCell, T>>())
            Csv(name, rows.Select(r => new RecordedRow<TCell, T>(cells[r.CellIndex], r.Run, r.Value)));
        else
            Csv(name, rows.Select(r => new RecordedRow<string, T>($"{cells[r.CellIndex]}", r.Run, r.Value)));
    }

    private string Conditions(params string[] parts) => $"{script.Question} {string.Join("; ", parts.Where(p => p.Length > 0))}";

    // Cells may do the same: one picture is enough.
    private void PlotIfNew(string name, Figures.Figure? figure)
    {
        if (figure is not null && !(figures?.Has(figure) ?? false))
            Plot(name, figure);
    }
}
