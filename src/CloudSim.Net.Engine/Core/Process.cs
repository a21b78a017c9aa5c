namespace CloudSim.Net.Engine;

/// <summary>
/// A method that takes simulated time: each event that it yields is one wait. The process is itself an event, which happens when the
/// method ends. The method finds its process in <see cref="Simulation.ActiveProcess"/>.
/// </summary>
public partial class Process : Event
{
    private IEnumerator<Event> generator;

    internal Process PreviousLive;
    internal Process NextLive;

    /// <summary>Schedules the first step of the method for now.</summary>
    /// <param name="environment">The simulation in which it runs.</param>
    /// <param name="generator">The method's events.</param>
    /// <param name="priority">Order of the first step among events of this instant: smaller first.</param>
    public Process(Simulation environment, IEnumerable<Event> generator, int priority = 0)
        : base(environment)
    {
        this.generator = generator.GetEnumerator();
        state = State.Ok | State.Starting;
        environment.AddLive(this);
        environment.Schedule(this, priority);
    }

    /// <summary>The event that the process waits for, or waited for last; null before its first step.</summary>
    public Event Target { get; protected set; }

    /// <summary>The method's events, for reports.</summary>
    internal object Generator => generator;

    /// <summary>
    /// Acknowledges a failure: of the event waited for, or an interrupt. A method that yields on without having called it after a
    /// failure ends the run with an error. The cause is in <see cref="Event.Value"/>.
    /// </summary>
    /// <returns>Whether there was a failure to handle.</returns>
    public virtual bool HandleFault()
    {
        if (IsOk)
            return false;
        IsOk = true;
        return true;
    }

    /// <summary>The first step.</summary>
    internal void Start()
    {
        state &= ~State.Starting;
        Resume(this);
        DeliverDeferred();
    }

    /// <summary>Goes on with the method after an event, until it waits again or ends.</summary>
    /// <param name="event">The event that happened.</param>
    /// <exception cref="InvalidOperationException">The method yielded on after a failure without calling
    /// <see cref="HandleFault"/>.</exception>
    protected internal virtual void Resume(Event @event)
    {
        if (generator == null)
            return; // it was ended by an error of its own, by Dispose or by Reset, and something that it waited for happened later
        var simulation = Environment;
        simulation.ActiveProcess = this;
        while (true)
        {
            if (!@event.IsOk)
            {
                IsOk = false;
                Value = @event.Value;
            }
            if (!generator.MoveNext())
            {
                Finish(@event);
                break;
            }
            if (IsTriggered)
            {
                // The method has ended its own process, as by ActiveProcess.Succeed(result).
                End();
                break;
            }
            if (!IsOk)
                throw new InvalidOperationException(
                    $"The process ({this}) did not handle a fault: call HandleFault before the next yield.");
            if (ProceedToEvent())
                break;
            @event = Target;
        }
        simulation.ActiveProcess = null;
    }

    /// <summary>Takes the yielded event as target and waits for it.</summary>
    /// <returns>False when that event has been processed already, so that the process goes on at once.</returns>
    protected virtual bool ProceedToEvent()
    {
        var next = generator.Current ?? throw new InvalidOperationException($"The process ({this}) yielded null: yield an event.");
        Target = next;
        var value = next.Value;
        if (value != null || Value != null)
            Value = value;
        if (next.IsProcessed)
            return false;
        next.AddWaiter(this);
        return true;
    }

    private void Finish(Event last)
    {
        if (!IsTriggered)
        {
            if (IsOk)
                Succeed(last == this ? null : last.Value);
            else
                Fail(last.Value);
        }
        End();
    }

    /// <summary>Lets go of the method, so that its <c>using</c> and <c>finally</c> parts run.</summary>
    internal void End()
    {
        var ended = generator;
        if (ended == null)
            return;
        generator = null;
        Environment.RemoveLive(this);
        ended.Dispose();
    }
}
