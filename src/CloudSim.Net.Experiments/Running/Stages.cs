using System.Collections.Concurrent;
using System.Threading;
using CloudSim.Net.Experiments.Recording;

namespace CloudSim.Net.Experiments.Running;

/// <summary>Runs the jobs of a stage on as many threads as asked for, with progress, resume and cancel.</summary>
internal sealed class Stages(Settings settings, string script, ResumeStore resume, CancellationToken cancellation)
{
    /// <summary>How long a cancelled stage waits for trials that do not look at their token, in ms.</summary>
    private const int Grace = 2000;

    /// <summary>As many trials as a stage can have; their outcomes are kept in memory.</summary>
    public const int MostTrials = 10_000_000;

    /// <summary>As many trials at once as make sense; each has a thread.</summary>
    public const int MostJobs = 1_024;

    private const int Beat = 100, MostShown = 300;

    public CancellationToken Cancellation => cancellation;

    /// <summary>What the options say to its trials.</summary>
    public TrialSetting Setting { private get; set; } = null!;

    /// <summary>Runs replications of every cell; cells in order, and the replications of each in order.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="most">Replications of each, at the most.</param>
    /// <param name="trial">Runs one.</param>
    /// <param name="recorded">What trials have recorded besides, in any order.</param>
    /// <param name="next">
    /// How many there shall be, of how many there are and what they gave; as many as there are to end. Left out: all.
    /// </param>
    public IReadOnlyList<Result<TCell, TOutcome>> Run<TCell, TOutcome>(
        string stage, IReadOnlyList<TCell> cells, int most, Func<Trial, TCell, TOutcome> trial,
        out IReadOnlyList<RecordedRun> recorded, Func<int, IReadOnlyList<Result<TCell, TOutcome>>, int>? next = null)
    {
        Check(stage, cells.Count, most);
        using var log = resume.Open<TOutcome>(stage, [.. cells.Select(c => c?.ToString() ?? "")], most);
        Setting.Parameters.Note(log.Noted);
        var noted = new NotedReads(Setting.Parameters);
        Result<TCell, TOutcome>[] results = [];
        for (var (runs, wanted) = (0, next?.Invoke(0, results) ?? most); wanted > runs; wanted = next?.Invoke(runs, results) ?? most)
        {
            results = Add(stage, cells, results, wanted, trial, log, noted);
            runs = wanted;
        }
        recorded = [.. log.Recorded.Select(r => new RecordedRun(r.Key % cells.Count, r.Key / cells.Count, r.Value,
                [.. r.Value.Series.Select(name => log.PathOf(r.Key, name))]))
            .Where(r => r.Run < results.Length / cells.Count)];
        return [.. results.OrderBy(r => r.CellIndex).ThenBy(r => r.Run)];
    }

    // A job's number is run x cells + cell: that of one stays when replications are added.
    private Result<TCell, TOutcome>[] Add<TCell, TOutcome>(
        string stage, IReadOnlyList<TCell> cells, Result<TCell, TOutcome>[] before, int runs, Func<Trial, TCell, TOutcome> trial,
        ResumeLog<TOutcome> log, NotedReads noted)
    {
        var results = new Result<TCell, TOutcome>?[cells.Count * runs];
        before.CopyTo(results, 0);
        foreach (var (job, outcome) in log.Finished)
            if (job < results.Length && log.HasSeries(job))
                results[job] ??= Result(job, outcome);
        var open = new ConcurrentQueue<int>(Enumerable.Range(0, results.Length).Where(job => results[job] is null)
            .OrderBy(job => job % cells.Count));
        var failures = new ConcurrentDictionary<int, Exception>();
        var patience = Grace;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = new StageProgress(script, stage, results.Length, results.Length - open.Count);

        progress.Show(() =>
        {
            var workers = Enumerable.Range(0, Math.Min(settings.Jobs, open.Count)).Select(i => Start(stage, Work)).ToList();
            foreach (var worker in workers)
                while (!worker.Join(Beat))
                    if (stop.IsCancellationRequested && (patience -= Beat) < 0)
                        return;
        });
        cancellation.ThrowIfCancellationRequested();
        if (!failures.IsEmpty)
            throw Failure(stage, cells, failures.MinBy(f => (f.Key % cells.Count, f.Key)));
        return results!;

        Result<TCell, TOutcome> Result(int job, TOutcome outcome) => new(
            cells[job % cells.Count], job / cells.Count, outcome, job % cells.Count);

        void Work()
        {
            while (!stop.IsCancellationRequested && open.TryDequeue(out var job))
            {
                var own = new Trial(Setting, job / cells.Count, stop.Token, (share, note) => progress.Report(job, share, note),
                    name => File.Create(log.PathOf(job, name)));
                try
                {
                    var outcome = trial(own, cells[job % cells.Count]);
                    results[job] = Result(job, outcome);
                    log.Keep(job, outcome, noted.New, own.FinishRecording());
                    progress.Finish(job);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception e)
                {
                    failures[job] = e;
                    stop.Cancel();
                }
                finally
                {
                    own.CloseRecording();
                }
            }
        }
    }

    private static void Check(string stage, int cells, int runs)
    {
        if (cells > MostTrials)
            throw new ArgumentException($"stage {stage} has {cells} cells (at most {MostTrials})", nameof(cells));
        if ((long)cells * runs > MostTrials)
            throw new InputException("--runs", null, $"stage {stage} has {cells} cells, {runs} runs of each are too many",
                $"give at most {MostTrials / cells}");
    }

    private static Thread Start(string stage, Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = stage };
        thread.Start();
        return thread;
    }

    /// <summary>Bad input, however deep it was thrown, is named alone; else the cell, its seed and the command line.</summary>
    private Exception Failure<TCell>(string stage, IReadOnlyList<TCell> cells, KeyValuePair<int, Exception> failure)
    {
        for (var e = failure.Value; e is not null; e = e.InnerException)
            if (e is InputException)
                return e;
        var cell = Printable.Of($"{cells[failure.Key % cells.Count]}", most: MostShown);
        return new InvalidOperationException($"stage {stage}, cell {cell}, run {failure.Key / cells.Count}, seed {settings.Seed}: " +
            $"{failure.Value.Message} (command: {settings.Command})", failure.Value);
    }
}
