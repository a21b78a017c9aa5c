using System.Runtime.CompilerServices;

namespace CloudSim.Net.Engine;

/// <summary>
/// Who is told when the event is processed. Nearly always that is one, so one is stored without a list: the process itself, the
/// condition itself, or a callback.
/// </summary>
public partial class Event
{
    private enum Waiter : byte
    {
        None,
        Process,
        Condition,
        Callback,
        Many,
    }

    private object waiter;
    private Waiter waiterKind;

    /// <summary>
    /// The callbacks in order, for derived classes; null once the event has been processed. Reading it turns processes and conditions
    /// that wait into callbacks, so it costs what the inline slot saves.
    /// </summary>
    protected List<Action<Event>> CallbackList
    {
        get
        {
            if (IsProcessed)
                return null; // this has woken a condition, too
            var list = Many();
            list.MakeCallbacks();
            return list.Callbacks;
        }

        set
        {
            var list = new WaiterList { Callbacks = value ?? [] };
            waiter = list;
            waiterKind = Waiter.Many;
        }
    }

    /// <summary>Adds a callback behind those that are there.</summary>
    /// <param name="callback">Called with this event when it is processed.</param>
    /// <exception cref="InvalidOperationException">The event has been processed.</exception>
    public virtual void AddCallback(Action<Event> callback)
    {
        CheckNotProcessed();
        AddWaiter(callback, Waiter.Callback);
    }

    /// <summary>Adds callbacks behind those that are there.</summary>
    /// <param name="callbacks">Called in this order when the event is processed.</param>
    /// <exception cref="InvalidOperationException">The event has been processed.</exception>
    public virtual void AddCallbacks(IEnumerable<Action<Event>> callbacks)
    {
        CheckNotProcessed();
        foreach (var callback in callbacks)
            AddCallback(callback);
    }

    /// <summary>Takes a callback away; nothing happens if it is not there.</summary>
    /// <param name="callback">A callback that equals the one added.</param>
    /// <exception cref="InvalidOperationException">The event has been processed.</exception>
    public virtual void RemoveCallback(Action<Event> callback)
    {
        CheckNotProcessed();
        RemoveWaiter(callback);
    }

    /// <summary>Marks the event processed and calls the callbacks. The simulation calls it when the event's time has come.</summary>
    /// <exception cref="InvalidOperationException">The event has been processed before.</exception>
    public virtual void Process()
    {
        if ((state & (State.Processed | State.Starting | State.MustSucceed)) != 0 && !IsReadyToProcess())
            return;
        MarkProcessed();
        TellWaiters();
    }

    /// <summary>For events with a callback of their own that comes before all others.</summary>
    private protected void ProcessAfter(Action<Event> first)
    {
        if ((state & (State.Processed | State.MustSucceed)) != 0 && !IsReadyToProcess())
            return;
        MarkProcessed();
        first?.Invoke(this);
        TellWaiters();
    }

    private void MarkProcessed()
    {
        state |= State.Processed;
        StampProcessed(environment.EventCount);
    }

    private void TellWaiters()
    {
        var told = waiter;
        waiter = null;
        switch (waiterKind)
        {
            case Waiter.Process:
                Unsafe.As<Process>(told).Resume(this);
                break;
            case Waiter.Condition:
                Unsafe.As<Condition>(told).OnMember(this);
                break;
            case Waiter.Callback:
                Unsafe.As<Action<Event>>(told)(this);
                break;
            case Waiter.Many:
                Unsafe.As<WaiterList>(told).Tell(this);
                break;
        }
    }

    /// <summary>The rare cases before the callbacks are called; false when that was all.</summary>
    private bool IsReadyToProcess()
    {
        CheckNotProcessed();
        if ((state & State.Starting) != 0)
        {
            ((Process)this).Start();
            return false;
        }
        if (!IsOk)
        {
            MarkProcessed();
            throw new InvalidOperationException(
                $"The event ({this}) failed after a condition that it belongs to had been decided, so nobody handles it: {Value}");
        }
        return true;
    }

    /// <summary>Called by a condition that has been decided when it stops listening.</summary>
    internal void RequireSuccess() => state |= State.MustSucceed;

    /// <summary>Makes an event that has been processed one that has been triggered, to be scheduled again.</summary>
    private protected void Rewind()
    {
        state = State.Ok | State.Triggered;
        waiter = null;
        waiterKind = Waiter.None;
    }

    /// <summary>Has the processor load the process that waits, or, once that is there, its method: see <see cref="CacheAhead"/>.</summary>
    internal void LoadWaiter(bool itsMethod)
    {
        if (waiterKind != Waiter.Process)
            return;
        if (itsMethod)
            CacheAhead.Load(Unsafe.As<Process>(waiter).Generator);
        else
            CacheAhead.Load(waiter);
    }

    internal void AddWaiter(Process process) => AddWaiter(process, Waiter.Process);

    internal void AddWaiter(Condition condition) => AddWaiter(condition, Waiter.Condition);

    /// <summary>Whether anybody would be told.</summary>
    internal bool HasWaiters => waiterKind == Waiter.Many ? !((WaiterList)waiter).IsEmpty : waiterKind != Waiter.None;

    private void AddWaiter(object added, Waiter kind)
    {
        if ((state & State.Asleep) != 0)
            WokenState();
        if (waiterKind == Waiter.None)
        {
            waiter = added;
            waiterKind = kind;
        }
        else
            Many().Add(added);
    }

    /// <summary>Takes away who waits, if it is there.</summary>
    internal void RemoveWaiter(object removed)
    {
        if (waiterKind == Waiter.Many)
            ((WaiterList)waiter)?.Remove(removed);
        else if (removed.Equals(waiter))
        {
            waiter = null;
            waiterKind = Waiter.None;
        }
    }

    private WaiterList Many()
    {
        if (waiterKind != Waiter.Many)
        {
            var list = new WaiterList();
            if (waiterKind != Waiter.None)
                list.Add(waiter);
            waiter = list;
            waiterKind = Waiter.Many;
        }
        return (WaiterList)waiter;
    }

    private void CheckNotProcessed()
    {
        if (IsProcessed)
            throw new InvalidOperationException($"The event ({this}) has been processed before.");
    }
}
