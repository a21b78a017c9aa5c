#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>Items of one type, taken out in the order in which they came in: a <see cref="Store"/> without casts and boxes.</summary>
/// <typeparam name="T">What is stored.</typeparam>
public sealed class Store<T>
{
    private readonly Simulation simulation;
    private readonly Queue<T> items = new();
    private readonly Queue<Put> puts = new();
    private readonly Queue<Take> takes = new();

    /// <summary>An empty store.</summary>
    /// <param name="sim">The simulation in which it stands.</param>
    /// <param name="capacity">How many items fit; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive.</exception>
    public Store(Simulation sim, int capacity = int.MaxValue)
    {
        if (capacity <= 0)
            throw new ArgumentException($"A capacity must be positive ({capacity}).", nameof(capacity));
        simulation = sim;
        Capacity = capacity;
    }

    /// <summary>How many items fit.</summary>
    public int Capacity { get; }

    /// <summary>How many items are there.</summary>
    public int Count => items.Count;

    /// <summary>How many gets wait for an item.</summary>
    public int GetsWaiting => takes.Count;

    /// <summary>How many puts wait for room.</summary>
    public int PutsWaiting => puts.Count;

    /// <summary>Puts an item in, as soon as there is room.</summary>
    public Event Add(T item)
    {
        var put = new Put(simulation, this, item);
        puts.Enqueue(put);
        ServePuts();
        return put;
    }

    /// <summary>Takes an item, as soon as there is one: then it is the event's <see cref="Take.Item"/>.</summary>
    public Take Get()
    {
        var take = new Take(simulation, this);
        takes.Enqueue(take);
        ServeTakes();
        return take;
    }

    private void ServePuts()
    {
        while (items.Count < Capacity && puts.TryDequeue(out var put))
        {
            items.Enqueue(put.Item);
            put.Succeed();
        }
    }

    private void ServeTakes()
    {
        while (items.Count > 0 && takes.TryDequeue(out var take))
        {
            take.Item = items.Dequeue();
            take.Succeed();
        }
    }

    /// <summary>The wish to take an item out.</summary>
    public sealed class Take : Event
    {
        private readonly Store<T> store;

        internal Take(Simulation sim, Store<T> store)
            : base(sim) => this.store = store;

        /// <summary>The item, once the event has happened.</summary>
        public T Item { get; internal set; } = default!;

        /// <inheritdoc/>
        public override void Process()
        {
            store.ServePuts();
            base.Process();
        }
    }

    private sealed class Put(Simulation sim, Store<T> store, T item) : Event(sim)
    {
        public T Item => item;

        public override void Process()
        {
            store.ServeTakes();
            base.Process();
        }
    }
}
