namespace CloudSim.Net.Engine;

/// <summary>Interrupts: a failure delivered to a process whatever it waits for.</summary>
public partial class Process
{
    /// <summary>
    /// Interrupts the process: it stops waiting now, and goes on with a fault as soon as the interrupt's turn comes at this instant. A
    /// process that has not made its first step makes it before. One that ends in the meantime is left alone.
    /// </summary>
    /// <param name="cause">Found in <see cref="Event.Value"/> of the process.</param>
    /// <param name="priority">Order of the interrupt among events of this instant: smaller first.</param>
    /// <exception cref="InvalidOperationException">The process has ended, or interrupts itself.</exception>
    public virtual void Interrupt(object cause = null, int priority = 0)
    {
        if (IsTriggered)
            throw new InvalidOperationException($"The process ({this}) has ended and cannot be interrupted.");
        if (Environment.ActiveProcess == this)
            throw new InvalidOperationException($"The process ({this}) cannot interrupt itself.");
        LetGo();
        var interrupt = new Event(Environment);
        interrupt.AddCallback(Deliver);
        interrupt.Fail(cause, priority);
    }

    private void Deliver(Event interrupt)
    {
        if (IsTriggered)
            return;
        if ((state & State.Starting) != 0)
        {
            Environment.DeferInterrupt(this, interrupt);
            return;
        }
        LetGo();
        var left = Target;
        Resume(interrupt);
        // Not before: until the process has chosen what it waits for next, what it waited for is still looked at as if somebody listened.
        (left as Condition)?.SleepIfIdle(requireSuccess: false);
    }

    /// <summary>Interrupts whose turn came before the first step follow right after it.</summary>
    private void DeliverDeferred()
    {
        foreach (var interrupt in Environment.TakeDeferredInterrupts(this))
            Deliver(interrupt);
    }

    /// <summary>Stops waiting, unless the target is telling its waiters right now: then this process is still told.</summary>
    private void LetGo()
    {
        if (Target is { HasBeenProcessed: false })
            Target.RemoveWaiter(this);
    }
}
