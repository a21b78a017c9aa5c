namespace CloudSim.Net.Engine;

/// <summary>The mark in the queue at which a run ends. It is not an event of the model and is not counted.</summary>
internal sealed class EndOfRun(Simulation environment) : Event(environment)
{
    private EventQueueNode node;

    public void Stand(EventQueue queue, DateTime time)
    {
        lock (Environment.Gate ?? this)
            node = queue.EnqueueFirst(time, this);
    }

    /// <summary>A run that was stopped before takes its mark away, so that it does not end a later run.</summary>
    public void Leave(EventQueue queue)
    {
        lock (Environment.Gate ?? this)
            if (queue.Contains(node))
                queue.Remove(node);
    }
}
