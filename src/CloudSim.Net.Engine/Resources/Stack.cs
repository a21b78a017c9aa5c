namespace CloudSim.Net.Engine;

/// <summary>Items of which the one that came in last is taken out first.</summary>
public class Stack : Depot
{
    /// <summary>An empty store.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive.</exception>
    public Stack(Simulation environment, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
    }

    /// <summary>A store with items.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="items">What is there at the start, in the order of coming in.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive, or too small for the items.</exception>
    public Stack(Simulation environment, IEnumerable<object> items, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
        foreach (var item in items)
            Items.Push(Admit(item));
        CheckInitial(Items.Count);
    }

    /// <inheritdoc/>
    public override int Count => Items.Count;

    /// <summary>What is there, top first.</summary>
    protected Stack<StoreItem> Items { get; } = new();

    /// <summary>Puts an item in, as soon as there is room.</summary>
    /// <param name="item">The item.</param>
    public virtual StorePut Put(object item) => Enqueue(new StorePut(Environment, OnPut, item));

    /// <inheritdoc/>
    protected override void DoPut(StorePut put)
    {
        if (Items.Count >= Capacity)
            return;
        Items.Push(Admit(put.Value));
        Stored(put);
    }

    /// <inheritdoc/>
    protected override void DoGet(StoreGet get)
    {
        if (Items.Count > 0)
            Taken(get, Items.Pop());
    }
}
