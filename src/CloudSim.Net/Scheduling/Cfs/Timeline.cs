namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// Waiting entities in order of vruntime, equal keys first in, first out. A sorted array with room at both ends: the leftmost leaves
/// in constant time, and a task that has just run mostly returns to the right end. A lone entity does not go into the array at all.
/// </summary>
internal struct Timeline
{
    private long[] keys;
    private CfsEntity[] items;
    private CfsEntity? only;
    private int head, tail;

    public Timeline()
    {
        keys = new long[4];
        items = new CfsEntity[4];
    }

    public readonly int Count => only != null ? 1 : tail - head;

    public readonly CfsEntity? First => only ?? (head < tail ? items[head] : null);

    public readonly CfsEntity this[int index] => only ?? items[head + index];

    public void Insert(CfsEntity entity)
    {
        if (head == tail)
        {
            if (only == null)
            {
                only = entity;
                return;
            }

            (keys[0], items[0], head, tail) = (only.Vruntime, only, 0, 1);
            only = null;
        }

        if (tail == keys.Length)
            MakeRoom();
        var key = entity.Vruntime;
        var at = tail;
        if (at > head && keys[at - 1] > key)
        {
            at = UpperBound(key);
            if (at - head < tail - at && head > 0)
            {
                Array.Copy(keys, head, keys, head - 1, at - head);
                Array.Copy(items, head, items, head - 1, at - head);
                head--;
                at--;
                keys[at] = key;
                items[at] = entity;
                return;
            }

            Array.Copy(keys, at, keys, at + 1, tail - at);
            Array.Copy(items, at, items, at + 1, tail - at);
        }

        keys[at] = key;
        items[at] = entity;
        tail++;
    }

    public void Remove(CfsEntity entity)
    {
        if (only != null)
        {
            only = null;
            return;
        }

        var at = head;
        if (items[at] != entity)
        {
            at = UpperBound(entity.Vruntime - 1);
            while (items[at] != entity)
                at++;
        }

        if (at == head)
        {
            items[head++] = null!;
            if (head == tail)
                head = tail = 0;
            return;
        }

        Array.Copy(keys, at + 1, keys, at, tail - at - 1);
        Array.Copy(items, at + 1, items, at, tail - at - 1);
        items[--tail] = null!;
    }

    // All virtual times grow alike.
    public readonly void Shift(long vruntime)
    {
        if (only != null)
            only.Vruntime += vruntime;
        for (var i = head; i < tail; i++)
        {
            keys[i] += vruntime;
            items[i].Vruntime += vruntime;
        }
    }

    // The first position whose key is greater.
    private readonly int UpperBound(long key)
    {
        int low = head, high = tail;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (keys[middle] <= key)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void MakeRoom()
    {
        var count = tail - head;
        if (head > keys.Length / 2)
        {
            Array.Copy(keys, head, keys, 0, count);
            Array.Copy(items, head, items, 0, count);
            Array.Clear(items, count, tail - count);
        }
        else
        {
            var (oldKeys, oldItems) = (keys, items);
            keys = new long[oldKeys.Length * 2];
            items = new CfsEntity[oldKeys.Length * 2];
            Array.Copy(oldKeys, head, keys, 0, count);
            Array.Copy(oldItems, head, items, 0, count);
        }

        (head, tail) = (0, count);
    }
}
