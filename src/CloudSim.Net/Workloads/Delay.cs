namespace CloudSim.Net.Workloads;

/// <summary>Hands every item on after the same time, in order, with one alarm and no event for each.</summary>
internal sealed class Delay<T>
{
    private readonly Simulation simulation;
    private readonly TimeSpan length;
    private readonly Action<T> handOn;
    private readonly Alarm alarm;
    private readonly Queue<(DateTime Due, T Item)> items = new();

    public Delay(Simulation simulation, TimeSpan length, Action<T> handOn)
    {
        (this.simulation, this.length, this.handOn) = (simulation, length, handOn);
        alarm = new Alarm(simulation, Ring);
    }

    public void Add(T item)
    {
        items.Enqueue((simulation.Now + length, item));
        if (items.Count == 1)
            alarm.Set(length);
    }

    public void Clear()
    {
        items.Clear();
        alarm.Cancel();
    }

    private void Ring()
    {
        var (_, item) = items.Dequeue();
        if (items.TryPeek(out var following))
            alarm.SetAt(following.Due);
        handOn(item);
    }
}
