namespace CloudSim.Net.Engine;

/// <summary>The wish to take an item that passes a filter out of a store.</summary>
public class FilterStoreGet : StoreGet
{
    /// <summary>Whether what was there when it came has been looked through.</summary>
    internal bool Tried;

    /// <summary>A wish that a store will grant.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="callback">Called when it has been granted, before those who wait.</param>
    /// <param name="filter">Which items will do.</param>
    public FilterStoreGet(Simulation environment, Action<Event> callback, Func<object, bool> filter)
        : base(environment, callback) => Filter = filter;

    /// <summary>Which items will do.</summary>
    public Func<object, bool> Filter { get; private set; }
}
