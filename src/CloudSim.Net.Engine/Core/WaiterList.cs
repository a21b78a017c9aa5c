namespace CloudSim.Net.Engine;

/// <summary>Several who wait for one event, in order: processes, conditions and callbacks.</summary>
internal sealed class WaiterList
{
    private object[] items = new object[4];
    private int count;

    /// <summary>Set once somebody has asked for plain callbacks: the list then is theirs.</summary>
    public List<Action<Event>> Callbacks { get; set; }

    public void Add(object item)
    {
        if (Callbacks != null)
        {
            Callbacks.Add(AsCallback(item));
            return;
        }
        if (count == items.Length)
            Array.Resize(ref items, count * 2);
        items[count++] = item;
    }

    public void Remove(object item)
    {
        if (Callbacks != null)
        {
            Callbacks.Remove(AsCallback(item));
            return;
        }
        int at = count - 1;
        while (at >= 0 && !item.Equals(items[at]))
            at--;
        if (at < 0)
            return;
        Array.Copy(items, at + 1, items, at, --count - at);
        items[count] = null;
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
            if (items[i] is Process process)
                process.Resume(happened);
            else if (items[i] is Condition condition)
                condition.OnMember(happened);
            else
                ((Action<Event>)items[i])(happened);
        }
    }

    public void MakeCallbacks()
    {
        if (Callbacks != null)
            return;
        Callbacks = new List<Action<Event>>(count);
        for (int i = 0; i < count; i++)
            Callbacks.Add(AsCallback(items[i]));
    }

    private static Action<Event> AsCallback(object item) => item switch
    {
        Process process => process.Resume,
        Condition condition => condition.OnMember,
        _ => (Action<Event>)item,
    };
}
