namespace CloudSim.Net.Engine;

/// <summary>Items that are taken out in the order in which they came in.</summary>
public class Store : Depot
{
    /// <summary>An empty store.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive.</exception>
    public Store(Simulation environment, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
    }

    /// <summary>A store with items.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="items">What is there at the start, in the order of coming in.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive, or too small for the items.</exception>
    public Store(Simulation environment, IEnumerable<object> items, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
        foreach (var item in items)
            Items.Enqueue(Admit(item));
        CheckInitial(Items.Count);
    }

    /// <inheritdoc/>
    public override int Count => Items.Count;

    /// <summary>What is there, first in first.</summary>
    protected Queue<StoreItem> Items { get; } = new();

    /// <summary>Puts an item in, as soon as there is room.</summary>
    /// <param name="item">The item.</param>
    public virtual StorePut Put(object item) => Enqueue(new StorePut(Environment, OnPut, item));

    /// <inheritdoc/>
    protected override void DoPut(StorePut put)
    {
        if (Items.Count >= Capacity)
            return;
        Items.Enqueue(Admit(put.Value));
        Stored(put);
    }

    /// <inheritdoc/>
    protected override void DoGet(StoreGet get)
    {
        if (Items.Count > 0)
            Taken(get, Items.Dequeue());
    }
}
