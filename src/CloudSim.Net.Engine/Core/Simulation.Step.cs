using System.Runtime.CompilerServices;

namespace CloudSim.Net.Engine;

/// <summary>Processing one event after the other.</summary>
public partial class Simulation
{
    /// <summary>Events processed since the start, as far as this type counts; <see cref="EventCount"/> goes on.</summary>
    public int ProcessedEvents { get; protected set; }

    /// <summary>Events processed since the start.</summary>
    public long EventCount { get; private set; }

    /// <summary>Processes the next event.</summary>
    /// <exception cref="InvalidOperationException">Nothing is scheduled.</exception>
    public virtual void Step()
    {
        if (!TryTake(out long time, out object item, out bool tracked))
            throw new InvalidOperationException("Nothing is scheduled.");
        if (tracked && item is EventQueueNode node)
            item = node.Event;
        Count(item);
        if (Trace != null && item is not EndOfRun)
            WriteTrace(time, item);
        if (item is Alarm alarm)
            alarm.Fire();
        else
            ((Event)item).Process();
    }

    private void Loop()
    {
        while (!stopping && ScheduleQ.TryPop(out long time, out object item, out bool tracked))
        {
            now = new DateTime(time);
            if (!tracked)
            {
                Count(item);
                Unsafe.As<Event>(item).Process();
            }
            else if (item is Alarm alarm)
            {
                Count(item);
                alarm.Fire();
            }
            else
            {
                var scheduled = ((EventQueueNode)item).Event;
                Count(scheduled);
                scheduled.Process();
            }
        }
    }

    private void LoopByStep()
    {
        while (!IsStopping && HasNext())
            Step();
    }

    private void Count(object item)
    {
        if (item.GetType() == typeof(EndOfRun))
            return;
        EventCount++;
        if (ProcessedEvents != int.MaxValue)
            ProcessedEvents++;
    }

    /// <summary>Takes the next entry out of the queue and puts the clock to its time, as one: nobody schedules between the two.</summary>
    private protected virtual bool TryTake(out long time, out object item, out bool tracked)
    {
        if (!ScheduleQ.TryPop(out time, out item, out tracked))
            return false;
        Now = new DateTime(time);
        return true;
    }

    /// <summary>Whether something is scheduled.</summary>
    private protected virtual bool HasNext() => !ScheduleQ.IsEmpty;
}
