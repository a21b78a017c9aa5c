namespace CloudSim.Net.Engine;

/// <summary>
/// The wish to use a preemptive resource. Requests compare by priority, then time, and at one time those that preempt go first.
/// </summary>
public sealed class PreemptiveRequest : Request, IComparable<PreemptiveRequest>, IComparable
{
    /// <summary>When it was granted.</summary>
    internal DateTime GrantedAt;

    /// <summary>Its number among the grants of its resource.</summary>
    internal long Grant;

    /// <summary>Whether it has lost the resource and has not been released since.</summary>
    internal bool HasLost;

    /// <summary>A wish that a resource will grant.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="callback">Called when it has been granted, before those who wait.</param>
    /// <param name="disposeCallback">Called when it is disposed of.</param>
    /// <param name="priority">Smaller goes first.</param>
    /// <param name="preempt">Whether it may take the resource away from a lesser request.</param>
    public PreemptiveRequest(
        Simulation environment, Action<Event> callback, Action<Event> disposeCallback, double priority = 1, bool preempt = false)
        : base(environment, callback, disposeCallback)
    {
        Priority = priority;
        Preempt = preempt;
    }

    /// <summary>Smaller goes first.</summary>
    public double Priority { get; private set; }

    /// <summary>Whether it may take the resource away from a lesser request.</summary>
    public bool Preempt { get; private set; }

    /// <summary>Whether it has lost the resource to another request.</summary>
    public bool IsPreempted { get; internal set; }

    /// <inheritdoc/>
    public int CompareTo(PreemptiveRequest other)
    {
        if (other is null)
            return 1;
        int order = Priority.CompareTo(other.Priority);
        if (order == 0)
            order = Time.CompareTo(other.Time);
        return order != 0 ? order : other.Preempt.CompareTo(Preempt);
    }

    /// <inheritdoc/>
    public int CompareTo(object obj) => obj is null or PreemptiveRequest
        ? CompareTo(obj as PreemptiveRequest)
        : throw new ArgumentException("A request compares with preemptive requests only.", nameof(obj));
}
