namespace CloudSim.Net.Engine;

/// <summary>Several who wait for one event, in order: processes, conditions and callbacks.</summary>
internal sealed class WaiterList
{
    private const int IndexFrom = 32;

    private object[] items = new object[4];
    private int count;
    private int gaps;

    /// <summary>
    /// Where each one stands, for long lists: so that leaving does not search. Null again if somebody stands there twice.
    /// </summary>
    private Dictionary<object, int> places;

    /// <summary>Set once somebody has asked for plain callbacks: the list then is theirs.</summary>
    public List<Action<Event>> Callbacks { get; set; }

    public bool IsEmpty => Callbacks != null ? Callbacks.Count == 0 : count == gaps;

    public void Add(object item)
    {
        if (Callbacks != null)
        {
            Callbacks.Add(AsCallback(item));
            return;
        }
        if (count == items.Length)
            MakeRoom();
        if (places != null && !places.TryAdd(item, count))
            places = null;
        items[count++] = item;
    }

    public void Remove(object item)
    {
        if (Callbacks != null)
        {
            Callbacks.Remove(AsCallback(item));
            return;
        }
        int at = Find(item);
        if (at < 0)
            return;
        items[at] = null;
        gaps++;
        if (at == count - 1)
        {
            count--;
            gaps--;
        }
    }

    private int Find(object item)
    {
        if (places != null)
            return places.Remove(item, out int place) ? place : -1;
        for (int at = 0; at < count; at++)
            if (item.Equals(items[at]))
                return at;
        return -1;
    }

    /// <summary>Closes the gaps if there are many, else grows; a long list then gets an index.</summary>
    private void MakeRoom()
    {
        if (gaps < count / 2)
            Array.Resize(ref items, count * 2);
        int kept = 0;
        for (int i = 0; i < count; i++)
            if (items[i] is { } item)
                items[kept++] = item;
        Array.Clear(items, kept, count - kept);
        count = kept;
        gaps = 0;
        places = null;
        if (count < IndexFrom)
            return;
        places = new Dictionary<object, int>(items.Length);
        for (int i = 0; i < count && places != null; i++)
            if (!places.TryAdd(items[i], i))
                places = null;
    }

    public void Tell(Event happened)
    {
        if (Callbacks != null)
        {
            for (int i = 0; i < Callbacks.Count; i++)
                Callbacks[i](happened);
            return;
        }
        for (int i = 0; i < count; i++)
        {
            var item = items[i];
            if (item is Process process)
                process.Resume(happened);
            else if (item is Condition condition)
                condition.OnMember(happened);
            else
                ((Action<Event>)item)?.Invoke(happened);
        }
    }

    public void MakeCallbacks()
    {
        if (Callbacks != null)
            return;
        Callbacks = new List<Action<Event>>(count);
        for (int i = 0; i < count; i++)
            if (items[i] is { } item)
                Callbacks.Add(AsCallback(item));
    }

    private static Action<Event> AsCallback(object item) => item switch
    {
        Process process => process.Resume,
        Condition condition => condition.OnMember,
        _ => (Action<Event>)item,
    };
}
