using System.Collections.Concurrent;
using System.Threading;

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

    /// <summary>What its trials ask for the machine and the numbers.</summary>
    public Experiment Experiment { private get; set; } = null!;

    public IReadOnlyList<Result<TCell, TOutcome>> Run<TCell, TOutcome>(
        string stage, IReadOnlyList<TCell> cells, int runs, Func<Trial, TCell, TOutcome> trial)
    {
        Check(stage, cells.Count, runs);
        var results = new Result<TCell, TOutcome>?[cells.Count * runs];
        using var log = resume.Open<TOutcome>(stage, [.. cells.Select(c => c?.ToString() ?? "")], runs);
        foreach (var (job, outcome) in log.Finished)
            results[job] = Result(job, outcome);
        var open = new ConcurrentQueue<int>(Enumerable.Range(0, results.Length).Where(job => results[job] is null));
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
            throw Failure(stage, cells, runs, failures.MinBy(f => f.Key));
        return results!;

        Result<TCell, TOutcome> Result(int job, TOutcome outcome) => new(cells[job / runs], job % runs, outcome, job / runs);

        void Work()
        {
            while (!stop.IsCancellationRequested && open.TryDequeue(out var job))
            {
                try
                {
                    var outcome =
                        trial(new Trial(Experiment, job % runs, stop.Token, (share, note) => progress.Report(job, share, note)),
                            cells[job / runs]);
                    results[job] = Result(job, outcome);
                    log.Keep(job, outcome);
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
    private Exception Failure<TCell>(string stage, IReadOnlyList<TCell> cells, int runs, KeyValuePair<int, Exception> failure)
    {
        for (var e = failure.Value; e is not null; e = e.InnerException)
            if (e is InputException)
                return e;
        var cell = Printable.Of($"{cells[failure.Key / runs]}", most: MostShown);
        return new InvalidOperationException($"stage {stage}, cell {cell}, run {failure.Key % runs}, seed {settings.Seed}: " +
            $"{failure.Value.Message} (command: {settings.Command})", failure.Value);
    }
}
