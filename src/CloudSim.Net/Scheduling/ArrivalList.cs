using System.Collections;

namespace CloudSim.Net.Scheduling;

/// <summary>
/// Members in order of arrival, each of which knows its place: adding and removing cost the same however many there are. A removed one
/// leaves a gap; when there are more gaps than members the list closes up.
/// </summary>
internal sealed class ArrivalList<T> : IReadOnlyList<T> where T : class, IPlaced
{
    private T?[] items = new T?[1];
    private int end, version;

    public int Count { get; private set; }

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            if (end > Count)
                CloseUp(items);
            return items[index]!;
        }
    }

    public void Add(T member)
    {
        if (end == items.Length)
            CloseUp(Count > items.Length / 2 ? new T?[2 * items.Length] : items);
        version++;
        member.Place = end;
        items[end++] = member;
        Count++;
    }

    public void Remove(T member)
    {
        version++;
        items[member.Place] = null;
        Count--;
        if (member.Place == end - 1)
            end--;
        if (end > 8 && end > 2 * Count)
            CloseUp(items.Length > 4 * Count + 8 ? new T?[2 * Count + 1] : items);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        var began = version;
        for (var i = 0; i < end; i++)
        {
            if (version != began)
                throw new InvalidOperationException("the list was changed while it was walked through");
            if (items[i] is { } member)
                yield return member;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void CloseUp(T?[] into)
    {
        var to = 0;
        for (var i = 0; i < end; i++)
            if (items[i] is { } member)
            {
                member.Place = to;
                into[to++] = member;
            }

        if (into == items)
            Array.Clear(items, to, end - to);
        (items, end) = (into, to);
    }
}
