using System.Collections.Specialized;

namespace CloudSim.Net.Engine;

/// <summary>
/// The values. Few who wait for a condition look at them, so the dictionary is made when somebody asks: every event knows when it was
/// processed, and those that were by the time of the condition belong to it.
/// </summary>
public abstract partial class Condition
{
    /// <summary>Whether it and the conditions in it are the engine's own, whose values can be made later.</summary>
    private readonly bool isPlain;

    /// <summary>Takes the values when the condition is processed, before anybody who waits for it goes on.</summary>
    /// <inheritdoc/>
    public override void Process()
    {
        if (!IsProcessed && IsTriggered)
        {
            StampProcessed(Environment.EventCount);
            CollectValues(this);
        }
        base.Process();
    }

    /// <summary>Takes the values of the events that have happened so far as the condition's value.</summary>
    /// <param name="event">The condition, being processed.</param>
    protected virtual void CollectValues(Event @event)
    {
        if (!@event.IsOk)
            return;
        if (isPlain)
            state |= State.LazyValue;
        else
            Value = ToDictionary(GetValues());
    }

    /// <summary>The events that have happened with their values; conditions among them are replaced by theirs.</summary>
    protected virtual IEnumerable<KeyValuePair<object, object>> GetValues() => isPlain
        ? Happened(long.MaxValue) : events.SelectMany(member =>
        member is Condition condition ? condition.GetValues()
        : member.IsProcessed ? [new(member, member.Value)]
        : []);

    internal OrderedDictionary MakeValue()
    {
        state &= ~State.LazyValue;
        var values = ToDictionary(Happened(ProcessedAt));
        Value = values;
        return values;
    }

    /// <summary>The events that had been processed by then, in order of the condition, however deep they stand.</summary>
    private List<KeyValuePair<object, object>> Happened(long then)
    {
        var values = new List<KeyValuePair<object, object>>();
        var todo = new Stack<Event>([this]);
        while (todo.TryPop(out var member))
        {
            if (member is Condition condition)
                for (int i = condition.events.Count - 1; i >= 0; i--)
                    todo.Push(condition.events[i]);
            else if (member.HasBeenProcessed && member.ProcessedAt <= then)
                values.Add(new(member, member.Value));
        }
        return values;
    }

    private static OrderedDictionary ToDictionary(IEnumerable<KeyValuePair<object, object>> values)
    {
        var dictionary = new OrderedDictionary();
        foreach (var (key, value) in values)
            dictionary[key] = value;
        return dictionary;
    }
}
