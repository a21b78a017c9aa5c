namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>Waiting entities in order of their virtual deadline, equal ones first in, first out.</summary>
internal struct DeadlineOrder
{
    private EevdfEntity[] items = new EevdfEntity[4];

    public DeadlineOrder()
    {
    }

    public int Count { get; private set; }

    public readonly EevdfEntity this[int index] => items[index];

    public void Insert(EevdfEntity entity)
    {
        if (Count == items.Length)
            Array.Resize(ref items, 2 * Count);
        var at = Above(entity.Deadline);
        Array.Copy(items, at, items, at + 1, Count - at);
        items[at] = entity;
        Count++;
    }

    public void Remove(EevdfEntity entity)
    {
        var at = Above(entity.Deadline - 1);
        while (items[at] != entity)
            at++;
        Count--;
        Array.Copy(items, at + 1, items, at, Count - at);
        items[Count] = null!;
    }

    private readonly int Above(long deadline)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (items[middle].Deadline <= deadline)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
