using System.Globalization;
using System.Threading;

namespace CloudSim.Net.Engine;

/// <summary>What Sim# has no word for: a trace, reports of who waits, cancellation, and an end that runs what is left waiting.</summary>
public partial class Simulation : IDisposable
{
    /// <summary>
    /// Where each event is written as it is processed: time, number, kind, outcome and value, separated by tabs; null for no trace. A run
    /// looks at it when it starts.
    /// </summary>
    public TextWriter Trace { get; set; }

    /// <summary>The processes that have not ended, in order of their start, with what they wait for.</summary>
    public IEnumerable<WaitingProcess> Waiting
    {
        get
        {
            for (var process = firstLive; process != null; process = process.NextLive)
                yield return new WaitingProcess(process, WaitingProcess.NameOf(process), process.Target);
        }
    }

    /// <summary>
    /// Whether nothing is left to happen although processes have not ended: each waits for something that nothing in the simulation can
    /// bring.
    /// </summary>
    public bool IsDeadlocked => ScheduleQ.IsEmpty && firstLive != null;

    /// <summary>Who waits for what, counted, one kind a line; empty when every process has ended.</summary>
    public string DescribeWaiting() => string.Join('\n', Waiting
        .GroupBy(w => w.ToString())
        .Select(g => g.Count() == 1 ? g.Key : string.Create(CultureInfo.InvariantCulture, $"{g.Count()} x {g.Key}")));

    /// <summary>
    /// Ends a run from outside, as when the user presses Ctrl-C: the run throws <see cref="OperationCanceledException"/> after the event
    /// that is being processed. The next run goes on where it ended, if this is set to another token.
    /// </summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>
    /// Ends the simulation: the processes that wait end, so that their <c>using</c> and <c>finally</c> parts run, and the queue is emptied.
    /// A run's own end leaves them waiting, since the simulation may go on.
    /// </summary>
    public void Dispose()
    {
        var thrown = EndLive();
        ScheduleQ.Clear();
        GC.SuppressFinalize(this);
        thrown?.Throw();
    }

    private void WriteTrace(long time, object item)
    {
        var happened = item switch
        {
            Event e => e,
            EventQueueNode node => node.Event,
            _ => null,
        };
        Trace.WriteLine(happened == null
            ? string.Create(CultureInfo.InvariantCulture, $"{new DateTime(time):O}\t{EventCount}\tAlarm\t\t")
            : string.Create(CultureInfo.InvariantCulture,
                $"{new DateTime(time):O}\t{EventCount}\t{KindOf(happened)}\t{(happened.IsOk ? "ok" : "failed")}\t{happened.Value}"));
    }

    private static string KindOf(Event happened) => happened switch
    {
        Engine.Process { IsTriggered: false } process => $"start {WaitingProcess.NameOf(process)}",
        Engine.Process => "end of process",
        _ => happened.GetType().Name,
    };
}
