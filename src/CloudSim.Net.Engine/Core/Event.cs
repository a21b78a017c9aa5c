namespace CloudSim.Net.Engine;

/// <summary>
/// Something that happens once. It is alive until it is triggered (put into the queue, with a value), and processed once its
/// callbacks have run. A process waits for it by yielding it.
/// </summary>
public partial class Event
{
    [Flags]
    private protected enum State : byte
    {
        None = 0,
        Ok = 1,
        Triggered = 2,
        Processed = 4,

        /// <summary>A process that stands in the queue to make its first step.</summary>
        Starting = 8,

        /// <summary>A request that counts among the users of its resource.</summary>
        Using = 16,

        /// <summary>A condition whose dictionary of values is made when somebody asks.</summary>
        LazyValue = 32,

        /// <summary>A member of a condition that has been decided: its failure now is nobody's to handle.</summary>
        MustSucceed = 64,

        /// <summary>A condition that nobody listens to and that does not listen: to be woken before its state is looked at.</summary>
        Asleep = 128,
    }

    private readonly Simulation environment;
    private object value;
    private protected State state;

    /// <summary>The number of the event that was being processed with this one, in 48 bits that fit beside the state.</summary>
    private ushort processedAtHigh;
    private uint processedAtLow;

    /// <summary>An event that somebody will trigger.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    public Event(Simulation environment) => this.environment = environment;

    /// <summary>The simulation in which it happens.</summary>
    protected internal Simulation Environment => environment;

    /// <summary>What the event brings: the result of a process, the item of a store, the cause of a failure.</summary>
    public object Value
    {
        get => (Awake & State.LazyValue) == 0 ? value : ((Condition)this).MakeValue();
        protected set => this.value = value;
    }

    /// <summary>
    /// Whether the event succeeded. A process that waits for a failed event must call <see cref="Engine.Process.HandleFault"/>.
    /// </summary>
    public bool IsOk
    {
        get => (Awake & State.Ok) != 0;
        protected set => Set(State.Ok, value);
    }

    /// <summary>Whether the event is neither triggered nor processed.</summary>
    public bool IsAlive => (Awake & (State.Triggered | State.Processed)) == 0;

    /// <summary>Whether the callbacks have been called (or are being called).</summary>
    public bool IsProcessed
    {
        get => (Awake & State.Processed) != 0;
        protected set => Set(State.Processed, value);
    }

    /// <summary>Whether the event stands in the queue or has been processed.</summary>
    public bool IsTriggered
    {
        get => (Awake & State.Triggered) != 0;
        protected set => Set(State.Triggered, value);
    }

    /// <summary>Triggers the event now as a failure.</summary>
    /// <param name="value">The cause.</param>
    /// <param name="priority">Order among events of this instant: smaller first.</param>
    /// <exception cref="InvalidOperationException">The event has been triggered before.</exception>
    public virtual void Fail(object value = null, int priority = 0)
    {
        CheckAlive();
        IsOk = false;
        Value = value;
        IsTriggered = true;
        environment.Schedule(this, priority);
    }

    /// <summary>Triggers the event now as a success.</summary>
    /// <param name="value">What it brings.</param>
    /// <param name="priority">Order among events of this instant: smaller first.</param>
    /// <exception cref="InvalidOperationException">The event has been triggered before.</exception>
    public virtual void Succeed(object value = null, int priority = 0)
    {
        CheckAlive();
        state |= State.Ok | State.Triggered;
        if (value != null || this.value != null)
            this.value = value;
        environment.Schedule(this, priority);
    }

    /// <summary>Triggers the event now with the outcome and the value of another; fits as a callback.</summary>
    /// <param name="event">The event whose outcome is taken over.</param>
    /// <param name="priority">Order among events of this instant: smaller first.</param>
    /// <exception cref="InvalidOperationException">The event has been triggered before.</exception>
    public virtual void Trigger(Event @event, int priority = 0)
    {
        CheckAlive();
        IsOk = @event.IsOk;
        Value = @event.Value;
        IsTriggered = true;
        environment.Schedule(this, priority);
    }

    /// <summary>An event that happens when both have happened.</summary>
    public static Condition operator &(Event event1, Event event2) => new AllOf(event1.environment, event1, event2);

    /// <summary>An event that happens when either has happened.</summary>
    public static Condition operator |(Event event1, Event event2) => new AnyOf(event1.environment, event1, event2);

    /// <summary>Whether it has been processed, without waking a condition: so for those that do not sleep.</summary>
    internal bool HasBeenProcessed => (state & State.Processed) != 0;

    /// <summary>Which of all events was being processed when this one was.</summary>
    internal long ProcessedAt => ((long)processedAtHigh << 32) | processedAtLow;

    private State Awake => (state & State.Asleep) == 0 ? state : WokenState();

    private protected void StampProcessed(long count)
    {
        processedAtLow = (uint)count;
        processedAtHigh = (ushort)(count >> 32);
    }

    private State WokenState()
    {
        ((Condition)this).WakeUp();
        return state;
    }

    private void CheckAlive()
    {
        if (IsTriggered)
            throw new InvalidOperationException($"The event ({this}) has been triggered before.");
    }

    private protected void Set(State flag, bool on) => state = on ? state | flag : state & ~flag;
}
