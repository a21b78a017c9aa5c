namespace CloudSim.Net.Engine;

/// <summary>The wish to use one of the resources of a pool; it brings the resource as its value.</summary>
public class ResourcePoolRequest : Request
{
    /// <summary>Whether what was free when it came has been looked through.</summary>
    internal bool Tried;

    /// <summary>A wish that a pool will grant.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="callback">Called when it has been granted, before those who wait.</param>
    /// <param name="disposeCallback">Called when it is disposed of.</param>
    /// <param name="filter">Which resources will do.</param>
    public ResourcePoolRequest(
        Simulation environment, Action<Event> callback, Action<Event> disposeCallback, Func<object, bool> filter)
        : base(environment, callback, disposeCallback) => Filter = filter;

    /// <summary>Which resources will do.</summary>
    public Func<object, bool> Filter { get; private set; }

    /// <summary>Whether it holds a resource.</summary>
    internal bool Holds
    {
        get => (state & State.Using) != 0;
        set => Set(State.Using, value);
    }
}
