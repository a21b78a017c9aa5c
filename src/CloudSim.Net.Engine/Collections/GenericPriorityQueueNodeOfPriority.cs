namespace CloudSim.Net.Engine;

/// <summary>A base for what stands in a <see cref="GenericPriorityQueue{TItem, TPriority}"/>.</summary>
/// <typeparam name="TPriority">What decides the order.</typeparam>
public class GenericPriorityQueueNode<TPriority> : GenericPriorityQueueNode
{
    /// <summary>What decides its place.</summary>
    public TPriority Priority { get; protected internal set; }
}
