using System.Collections.Concurrent;
using System.Globalization;
using System.Threading;
using Spectre.Console;

namespace CloudSim.Net.Experiments.Running;

/// <summary>
/// Shows on stderr how far a stage has come: a live bar on a terminal, else a plain line every few seconds.
/// Never on stdout, and never in any result.
/// </summary>
internal sealed class StageProgress(string script, string stage, int total, int resumed)
{
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<int, double> underWay = new();
    private readonly long started = TimeProvider.System.GetTimestamp();
    private int finishedNow;
    private string? note;

    public void Report(int job, double share, string? text)
    {
        underWay[job] = share;
        note = text ?? note;
    }

    public void Finish(int job)
    {
        underWay.TryRemove(job, out _);
        Interlocked.Increment(ref finishedNow);
    }

    /// <summary>Runs the work on this thread while the progress is shown.</summary>
    public void Show(Action work)
    {
        if (Console.IsErrorRedirected)
            Every(PlainEvery, () => Console.Error.WriteLine($"{script}: {Line()}"), work);
        else
            Live(work);
    }

    private void Live(Action work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(Line()), maxValue: Math.Max(total, 1));
                void Refresh() => task.Description(Markup.Escape(Line())).Value(total == 0 ? 1 : Done);
                Every(LiveEvery, Refresh, work);
                Refresh();
            });
    }

    private int Finished => resumed + finishedNow;

    private double Done => Finished + underWay.Values.Sum();

    private string Line()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        var mine = Done - resumed;
        var left = mine > 0 && Done < total ? $", about {Text(elapsed * ((total - Done) / mine))} left" : "";
        var from = resumed > 0 ? $" ({resumed} kept from before)" : "";
        var what = note is null || Finished == total ? "" : $", {note}";
        return Printable.Of($"{stage} {Finished}/{total}{from}, {Text(elapsed)}{left}{what}");
    }

    private static string Text(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");

    private static void Every(TimeSpan period, Action show, Action work)
    {
        var gate = new object();
        var over = false;
        using var timer = TimeProvider.System.CreateTimer(_ => { lock (gate) if (!over) show(); }, null, period, period);
        try
        {
            work();
        }
        finally
        {
            lock (gate)
                over = true;
        }
    }
}
