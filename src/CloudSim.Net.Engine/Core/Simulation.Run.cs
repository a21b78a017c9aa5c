using System.Threading;

namespace CloudSim.Net.Engine;

/// <summary>Running.</summary>
public partial class Simulation
{
    /// <summary>Cancelled when the run shall stop; a new one each run.</summary>
    protected CancellationTokenSource _stop;

    private volatile bool stopping;

    /// <summary>Raised when a run starts.</summary>
    public event EventHandler RunStarted;

    /// <summary>Raised when a run has ended.</summary>
    public event EventHandler RunFinished;

    /// <summary>Events processed since the start, as far as this type counts; <see cref="EventCount"/> goes on.</summary>
    public int ProcessedEvents { get; protected set; }

    /// <summary>Events processed since the start.</summary>
    public long EventCount { get; private set; }

    /// <summary>When the next event happens; <see cref="DateTime.MaxValue"/> if nothing is scheduled.</summary>
    public virtual DateTime Peek() => ScheduleQ.TryPeek(out long time) ? new DateTime(time) : DateTime.MaxValue;

    /// <summary>When the next event happens, in default steps since the start; <see cref="double.MaxValue"/> if nothing is scheduled.</summary>
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
        var end = new Event(this);
        ScheduleQ.PushFirst(until.Ticks, end);
        return Run(end);
    }

    /// <summary>Runs until a time in default steps since the start, as <see cref="Run(DateTime)"/>; to the end if null.</summary>
    /// <param name="until">Later than now.</param>
    /// <returns>Null.</returns>
    public virtual object RunD(double? until = null) => until.HasValue ? Run(StartDate + ToTimeSpan(until.Value)) : Run();

    /// <summary>Runs until an event has been processed, or until nothing is left to happen.</summary>
    /// <param name="stopEvent">The event; null runs to the end.</param>
    /// <returns>The event's value.</returns>
    /// <exception cref="InvalidOperationException">Nothing is left to happen and the event has not been triggered.</exception>
    public virtual object Run(Event stopEvent = null)
    {
        stopping = false;
        _stop = new CancellationTokenSource();
        if (stopEvent != null)
        {
            if (stopEvent.IsProcessed)
                return stopEvent.Value;
            stopEvent.AddCallback(StopSimulation);
        }
        OnRunStarted();
        try
        {
            if (plain)
                Loop();
            else
                LoopByStep();
        }
        catch (StopSimulationException stop)
        {
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
        }
        OnRunFinished();
        if (stopEvent == null)
            return null;
        if (!stopping && !stopEvent.IsTriggered)
            throw new InvalidOperationException("Nothing is left to happen, and the event to run to has not been triggered.");
        return stopEvent.Value;
    }

    /// <summary>Processes the next event.</summary>
    /// <exception cref="InvalidOperationException">Nothing is scheduled.</exception>
    public virtual void Step()
    {
        if (!ScheduleQ.TryPop(out long time, out object item, out bool tracked))
            throw new InvalidOperationException("Nothing is scheduled.");
        Now = new DateTime(time);
        if (!tracked)
            ((Event)item).Process();
        else if (item is Alarm alarm)
            alarm.Fire();
        else
            ((EventQueueNode)item).Event.Process();
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

    private void Loop()
    {
        while (!stopping && ScheduleQ.TryPop(out long time, out object item, out bool tracked))
        {
            now = new DateTime(time);
            CountEvent();
            if (!tracked)
                System.Runtime.CompilerServices.Unsafe.As<Event>(item).Process();
            else if (item is Alarm alarm)
                alarm.Fire();
            else
                ((EventQueueNode)item).Event.Process();
        }
    }

    private void LoopByStep()
    {
        while (!stopping && !_stop.IsCancellationRequested && !ScheduleQ.IsEmpty)
        {
            Step();
            CountEvent();
        }
    }

    private void CountEvent()
    {
        EventCount++;
        if (ProcessedEvents != int.MaxValue)
            ProcessedEvents++;
    }
}
