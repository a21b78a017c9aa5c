namespace CloudSim.Net.Engine;

/// <summary>
/// Items of which a get says which will do. Gets are served in order of arrival, but one that can be served does not wait for one that
/// cannot. In a large store with many gets a filter is asked once for each pair of get and item, so it should depend on the item alone.
/// </summary>
public class FilterStore : Storage
{
    /// <summary>The filter that lets everything pass.</summary>
    protected static readonly Func<object, bool> TrueFunc = _ => true;

    private readonly Line<FilterStoreGet> line = new();
    private readonly Shelf<StoreItem> shelf = new(i => i.Item, gap => new StoreItem { Item = gap });

    /// <summary>An empty store.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive.</exception>
    public FilterStore(Simulation environment, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
    }

    /// <summary>A store with items.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="items">What is there at the start, in the order of coming in.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive, or too small for the items.</exception>
    public FilterStore(Simulation environment, IEnumerable<object> items, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
        foreach (var item in items)
            shelf.Add(Admit(item));
        CheckInitial(Count);
    }

    /// <inheritdoc/>
    public override int Count => shelf.Count;

    /// <summary>Gets that wait for an item, in order.</summary>
    protected LinkedList<FilterStoreGet> GetQueue => line.List;

    /// <summary>What is there, in the order of coming in.</summary>
    protected List<StoreItem> Items => shelf.List;

    private protected override int GetsWaiting => line.Count;

    /// <summary>Whether an item that will do is there.</summary>
    public virtual bool IsAvailable(Func<object, bool> filter) => shelf.Exists(filter);

    /// <summary>Takes the first item that will do: the value of the event.</summary>
    /// <param name="filter">Which will do; any if null.</param>
    public virtual FilterStoreGet Get(Func<object, bool> filter = null)
    {
        var get = new FilterStoreGet(Environment, OnGet, filter ?? TrueFunc);
        line.Add(get);
        TriggerGet();
        return get;
    }

    /// <summary>Puts an item in, as soon as there is room.</summary>
    /// <param name="item">The item.</param>
    public virtual StorePut Put(object item) => Enqueue(new StorePut(Environment, OnPut, item));

    /// <inheritdoc/>
    protected override void DoPut(StorePut put)
    {
        if (Count >= Capacity)
            return;
        shelf.Add(Admit(put.Value));
        Stored(put);
    }

    /// <summary>Takes the first item that will do out, if there is one.</summary>
    /// <param name="get">The get; it is triggered if there is.</param>
    protected virtual void DoGet(FilterStoreGet get)
    {
        if (shelf.TryTake(get.Filter, get.Tried, out var item))
            Taken(get, item);
    }

    /// <inheritdoc/>
    protected override void TriggerGet(Event @event = null)
    {
        for (var node = shelf.Begin(line.Count) ? line.List.First : line.List.Last; node != null && Count > 0;)
        {
            var next = node.Next;
            var get = node.Value;
            DoGet(get);
            get.Tried = true;
            if (get.IsTriggered)
            {
                line.Remove(node);
                TriggerWhenEmpty();
                TriggerWhenChange();
            }
            node = next;
        }
        shelf.End();
        UpdateMonitors();
    }
}
