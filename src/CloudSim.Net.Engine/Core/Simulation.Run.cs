using System.Threading;

namespace CloudSim.Net.Engine;

/// <summary>Running.</summary>
public partial class Simulation
{
    /// <summary>Cancelled when the run shall stop; a new one each run.</summary>
    protected CancellationTokenSource _stop;

    private volatile bool stopping;
    private volatile bool stoppedByToken;
    private bool running;

    /// <summary>Whether a run is to end; a step by hand after it is none of it.</summary>
    private protected bool IsStopping => running && (stopping || _stop is { IsCancellationRequested: true });

    /// <summary>Raised when a run starts.</summary>
    public event EventHandler RunStarted;

    /// <summary>Raised when a run has ended.</summary>
    public event EventHandler RunFinished;

    /// <summary>When the next event happens; <see cref="DateTime.MaxValue"/> if nothing is scheduled.</summary>
    public virtual DateTime Peek() => ScheduleQ.TryPeek(out long time) ? new DateTime(time) : DateTime.MaxValue;

    /// <summary>
    /// When the next event happens, in default steps since the start; <see cref="double.MaxValue"/> if nothing is scheduled.
    /// </summary>
    public virtual double PeekD() => ScheduleQ.TryPeek(out long time) ? ToDouble(new DateTime(time) - StartDate) : double.MaxValue;

    /// <summary>Runs for a while.</summary>
    /// <param name="span">How long from now; positive.</param>
    /// <returns>Null.</returns>
    /// <exception cref="InvalidOperationException">The duration is not positive.</exception>
    public virtual object Run(TimeSpan span) => Run(Now + span);

    /// <summary>
    /// Runs until a time and stops before anything that happens then, but negative priorities; the clock then shows that time.
    /// </summary>
    /// <param name="until">Later than now.</param>
    /// <returns>Null.</returns>
    /// <exception cref="InvalidOperationException">The time is not later than now.</exception>
    public virtual object Run(DateTime until)
    {
        if (until <= Now)
            throw new InvalidOperationException($"The end ({until:O}) must be later than now ({Now:O}).");
        var end = new EndOfRun(this);
        end.Stand(ScheduleQ, until);
        try
        {
            return Run(end);
        }
        finally
        {
            end.Leave(ScheduleQ);
        }
    }

    /// <summary>Runs for a while, as <see cref="Run(TimeSpan)"/>, or to the end if null.</summary>
    /// <param name="until">How long from now, in default steps (the name is Sim#'s); positive.</param>
    /// <returns>Null.</returns>
    /// <exception cref="InvalidOperationException">The duration is not positive.</exception>
    public virtual object RunD(double? until = null) => until.HasValue ? Run(ToTimeSpan(until.Value)) : Run();

    /// <summary>Runs until an event has been processed, or until nothing is left to happen.</summary>
    /// <param name="stopEvent">The event; null runs to the end.</param>
    /// <returns>The event's value.</returns>
    /// <exception cref="InvalidOperationException">Nothing is left to happen and the event has not been triggered.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled: see <see cref="Cancellation"/>.</exception>
    public virtual object Run(Event stopEvent = null)
    {
        if (stopEvent is { IsProcessed: true })
            return stopEvent.Value;
        Cancellation.ThrowIfCancellationRequested();
        stopping = stoppedByToken = false;
        _stop = new CancellationTokenSource();
        using var registration = Cancellation.Register(CancelRun);
        stopEvent?.AddCallback(StopSimulation);
        running = true;
        bool stopped;
        try
        {
            OnRunStarted();
            if (plain && Trace == null)
                Loop();
            else
                LoopByStep();
        }
        catch (StopSimulationException stop)
        {
            Abandon();
            OnRunFinished();
            return stop.Value;
        }
        catch
        {
            Abandon();
            throw;
        }
        finally
        {
            if (stopEvent is { IsProcessed: false })
                stopEvent.RemoveCallback(StopSimulation);
            stopped = IsStopping;
            running = false;
        }
        OnRunFinished();
        if (stoppedByToken)
            throw new OperationCanceledException(Cancellation);
        if (!stopped && stopEvent is { IsTriggered: false, IsProcessed: false })
            throw new InvalidOperationException("Nothing is left to happen, and the event to run to has not been triggered.\n"
                + DescribeWaiting());
        return stopEvent?.Value;
    }

    /// <summary>Stops the run after the event that is being processed; may be called from another thread.</summary>
    public virtual void StopAsync()
    {
        stopping = true;
        _stop?.Cancel();
    }

    /// <summary>Called when the event to run to is processed: the run ends after it.</summary>
    /// <param name="event">The event.</param>
    protected virtual void StopSimulation(Event @event) => stopping = true;

    /// <summary>Raises <see cref="RunStarted"/>.</summary>
    protected void OnRunStarted() => RunStarted?.Invoke(this, EventArgs.Empty);

    /// <summary>Raises <see cref="RunFinished"/>.</summary>
    protected void OnRunFinished() => RunFinished?.Invoke(this, EventArgs.Empty);

    private void CancelRun()
    {
        stoppedByToken = true;
        StopAsync();
    }
}
