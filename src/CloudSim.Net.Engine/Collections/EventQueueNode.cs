namespace CloudSim.Net.Engine;

/// <summary>An entry of an <see cref="EventQueue"/>, for those who handle the queue by hand; the engine itself needs none.</summary>
public class EventQueueNode
{
    /// <summary>When the event happens.</summary>
    public DateTime PrimaryPriority { get; set; }

    /// <summary>Order among events of one time: smaller first.</summary>
    public int SecondaryPriority { get; set; }

    /// <summary>The event.</summary>
    public Event Event { get; set; }

    /// <summary>Order among events of one time and priority: smaller first.</summary>
    public long InsertionIndex { get; set; }

    /// <summary>Where the entry stands in the queue, for the queue's own use; -1 when it stands in none.</summary>
    public int QueueIndex { get; set; } = -1;
}
