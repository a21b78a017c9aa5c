using System.Collections.Specialized;

namespace CloudSim.Net.Engine;

/// <summary>
/// The values. Few who wait for a condition look at them, so the dictionary is made when somebody asks; what had happened
/// by then is noted as one bit an event.
/// </summary>
public abstract partial class Condition
{
    private ulong happened;

    /// <summary>Takes the values when the condition is processed, before anybody who waits for it goes on.</summary>
    /// <inheritdoc/>
    public override void Process()
    {
        if (!IsProcessed && IsTriggered)
            CollectValues(this);
        base.Process();
    }

    /// <summary>Takes the values of the events that have happened so far as the condition's value.</summary>
    /// <param name="event">The condition, being processed.</param>
    protected virtual void CollectValues(Event @event)
    {
        if (!@event.IsOk)
            return;
        if (this is AnyOf or AllOf && GetType().Assembly == typeof(Condition).Assembly && NoteHappened())
            state |= State.LazyValue;
        else
            Value = ToDictionary(GetValues());
    }

    /// <summary>The events that have happened with their values; conditions among them are replaced by theirs.</summary>
    protected virtual IEnumerable<KeyValuePair<object, object>> GetValues()
    {
        var values = new List<KeyValuePair<object, object>>();
        foreach (var member in events)
        {
            if (member is Condition condition)
                values.AddRange(condition.GetValues());
            else if (member.IsProcessed)
                values.Add(new KeyValuePair<object, object>(member, ((Event)member).Value));
        }
        return values;
    }

    internal OrderedDictionary MakeValue()
    {
        state &= ~State.LazyValue;
        var values = new OrderedDictionary();
        for (int i = 0; i < events.Count; i++)
            if ((happened & (1UL << i)) != 0)
                values[events[i]] = events[i].Value;
        Value = values;
        return values;
    }

    private bool NoteHappened()
    {
        if (events.Count > 64)
            return false;
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i] is Condition)
                return false;
            if (events[i].IsProcessed)
                happened |= 1UL << i;
        }
        return true;
    }

    private static OrderedDictionary ToDictionary(IEnumerable<KeyValuePair<object, object>> values)
    {
        var dictionary = new OrderedDictionary();
        foreach (var (key, value) in values)
            dictionary[key] = value;
        return dictionary;
    }
}
