namespace CloudSim.Net.Engine;

/// <summary>A base for what stands in a <see cref="GenericPriorityQueue{TItem}"/>: it knows its place.</summary>
public class GenericPriorityQueueNode
{
    /// <summary>Its place in the queue, for the queue's own use; -1 when it stands in none.</summary>
    public int QueueIndex { get; internal set; } = -1;

    /// <summary>When it came among all that came, for the queue's own use.</summary>
    public long InsertionIndex { get; internal set; }

    /// <summary>The queue in which it stands.</summary>
    internal object Queue { get; set; }
}
