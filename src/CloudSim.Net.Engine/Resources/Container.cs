namespace CloudSim.Net.Engine;

/// <summary>An amount of something that is not counted in pieces: fuel, money, bytes.</summary>
public partial class Container
{
    private readonly Action<Event> onPut;
    private readonly Action<Event> onGet;

    /// <summary>A container.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="capacity">How much fits; positive.</param>
    /// <param name="initial">How much is there at the start; from 0 to the capacity.</param>
    /// <exception cref="ArgumentException">Capacity or initial level are out of range.</exception>
    public Container(Simulation environment, double capacity = double.MaxValue, double initial = 0)
    {
        if (!(capacity > 0))
            throw new ArgumentException($"A capacity must be positive ({capacity}).", nameof(capacity));
        if (!(initial >= 0 && initial <= capacity))
            throw new ArgumentException($"The level at the start must be from 0 to the capacity ({initial}).", nameof(initial));
        Environment = environment;
        Capacity = capacity;
        Level = initial;
        onPut = TriggerGet;
        onGet = TriggerPut;
    }

    /// <summary>How much fits.</summary>
    public double Capacity { get; protected set; }

    /// <summary>How much is there.</summary>
    public double Level { get; protected set; }

    /// <summary>The simulation in which it stands.</summary>
    protected Simulation Environment { get; private set; }

    /// <summary>Puts that wait for room, in order.</summary>
    protected Queue<ContainerPut> PutQueue { get; } = new();

    /// <summary>Gets that wait until enough is there, in order.</summary>
    protected Queue<ContainerGet> GetQueue { get; } = new();

    /// <summary>Puts an amount in, as soon as there is room for all of it; puts are served in order.</summary>
    /// <param name="amount">How much; positive, at most the capacity.</param>
    /// <exception cref="ArgumentException">The amount is out of range.</exception>
    public virtual ContainerPut Put(double amount)
    {
        CheckFits(amount);
        var put = new ContainerPut(Environment, onPut, amount);
        PutQueue.Enqueue(put);
        TriggerPut();
        return put;
    }

    /// <summary>Takes an amount out, as soon as all of it is there; gets are served in order.</summary>
    /// <param name="amount">How much; positive, at most the capacity.</param>
    /// <exception cref="ArgumentException">The amount is out of range.</exception>
    public virtual ContainerGet Get(double amount)
    {
        CheckFits(amount);
        var get = new ContainerGet(Environment, onGet, amount);
        GetQueue.Enqueue(get);
        TriggerGet();
        return get;
    }

    /// <summary>Puts an amount in if there is room.</summary>
    /// <param name="put">The put; it is triggered if there is.</param>
    protected virtual void DoPut(ContainerPut put)
    {
        if (Capacity - Level < put.Amount)
            return;
        Level += put.Amount;
        PutWaitingTime?.Add(Since(put.Time));
        put.Succeed();
    }

    /// <summary>Takes an amount out if it is there.</summary>
    /// <param name="get">The get; it is triggered if it is.</param>
    protected virtual void DoGet(ContainerGet get)
    {
        if (Level < get.Amount)
            return;
        Level -= get.Amount;
        GetWaitingTime?.Add(Since(get.Time));
        get.Succeed();
    }

    /// <summary>Serves the puts that there is room for, in order.</summary>
    /// <param name="event">The event that made it possible, if any.</param>
    protected virtual void TriggerPut(Event @event = null)
    {
        while (PutQueue.TryPeek(out var put))
        {
            DoPut(put);
            if (!put.IsTriggered)
                break;
            PutQueue.Dequeue();
            TriggerWhenAtLeast();
            TriggerWhenChange();
        }
        UpdateMonitors();
    }

    /// <summary>Serves the gets for which enough is there, in order.</summary>
    /// <param name="event">The event that made it possible, if any.</param>
    protected virtual void TriggerGet(Event @event = null)
    {
        while (GetQueue.TryPeek(out var get))
        {
            DoGet(get);
            if (!get.IsTriggered)
                break;
            GetQueue.Dequeue();
            TriggerWhenAtMost();
            TriggerWhenChange();
        }
        UpdateMonitors();
    }

    private double Since(DateTime time) => Environment.ToDouble(Environment.Now - time);

    private void CheckFits(double amount)
    {
        if (amount > Capacity)
            throw new ArgumentException($"The amount ({amount}) is more than ever fits ({Capacity}).", nameof(amount));
    }
}
