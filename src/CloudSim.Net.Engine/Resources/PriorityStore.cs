namespace CloudSim.Net.Engine;

/// <summary>Items that are taken out in order of priority, then of coming in.</summary>
public class PriorityStore : Depot
{
    /// <summary>An empty store.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive.</exception>
    public PriorityStore(Simulation environment, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
    }

    /// <summary>A store with items.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="items">What is there at the start, in the order of coming in.</param>
    /// <param name="priorities">A priority for each item: smaller goes first.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive, or the numbers of items and priorities do not fit.</exception>
    public PriorityStore(Simulation environment, IEnumerable<object> items, IEnumerable<double> priorities, int capacity = int.MaxValue)
        : base(environment, capacity)
    {
        object[] all = [.. items];
        double[] orders = [.. priorities];
        if (all.Length != orders.Length)
            throw new ArgumentException($"There must be as many priorities ({orders.Length}) as items ({all.Length}).", nameof(priorities));
        CheckInitial(all.Length);
        for (int i = 0; i < all.Length; i++)
            Items.Enqueue(Admit(all[i]), orders[i]);
    }

    /// <inheritdoc/>
    public override int Count => Items.Count;

    /// <summary>What is there, in order.</summary>
    protected SimplePriorityQueue<StoreItem, double> Items { get; } = new();

    /// <summary>Puts an item in, as soon as there is room.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">Smaller goes first.</param>
    public virtual StorePut Put(object item, double priority = 1) => Enqueue(new PriorityPut(Environment, OnPut, item, priority));

    /// <inheritdoc/>
    protected override void DoPut(StorePut put)
    {
        if (Items.Count >= Capacity)
            return;
        Items.Enqueue(Admit(put.Value), put is PriorityPut p ? p.Priority : 1);
        Stored(put);
    }

    /// <inheritdoc/>
    protected override void DoGet(StoreGet get)
    {
        if (Items.TryDequeue(out var item))
            Taken(get, item);
    }

    private sealed class PriorityPut(Simulation environment, Action<Event> callback, object item, double priority)
        : StorePut(environment, callback, item)
    {
        public double Priority => priority;
    }
}
