namespace CloudSim.Net.Engine;

/// <summary>
/// Things in order of coming in, of which wishes in line take the first that passes their filter. A thing that is taken leaves a gap, so
/// that the others need not move; gaps are closed when they are many.
/// </summary>
/// <param name="itemOf">What a filter is asked about.</param>
/// <param name="gapOf">A thing that stands for a gap, made of the mark of one.</param>
internal sealed class Shelf<T>(Func<T, object> itemOf, Func<object, T> gapOf)
{
    /// <summary>
    /// As long as there are no more pairs of waiting wishes and things, every wish asks about everything again, as in Sim#: a filter
    /// may then look at more than the thing. Beyond, each pair is asked about once, so that a long line costs no more than what is new.
    /// </summary>
    private const int AskAgainUpTo = 1024;

    private static readonly object Gap = new();
    private readonly List<T> places = [];
    private int first;
    private int gaps;
    private int freshFrom;
    private bool askAgain;

    public int Count => places.Count - gaps;

    /// <summary>The things as a list, which derived classes may change.</summary>
    public List<T> List
    {
        get
        {
            CloseGaps();
            return places;
        }
    }

    public void Add(T thing) => places.Add(thing);

    public bool Exists(Func<object, bool> filter) => Find(filter, first) >= 0;

    /// <summary>Before wishes are served.</summary>
    /// <returns>Whether all of them must be asked, and not only the one that came last.</returns>
    public bool Begin(int wishes)
    {
        freshFrom = Math.Min(freshFrom, places.Count);
        askAgain = (long)wishes * Count <= AskAgainUpTo;
        return askAgain || freshFrom < places.Count;
    }

    /// <summary>Takes out the first thing that passes a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="tried">Whether it has been asked about what is not new.</param>
    /// <param name="thing">The thing.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTake(Func<object, bool> filter, bool tried, out T thing)
    {
        int at = Find(filter, tried && !askAgain ? Math.Max(first, freshFrom) : first);
        thing = at < 0 ? default : places[at];
        if (at >= 0)
            TakeOut(at);
        return at >= 0;
    }

    /// <summary>After wishes were served: nothing is new any more.</summary>
    public void End() => freshFrom = places.Count;

    private int Find(Func<object, bool> filter, int from)
    {
        for (int i = from; i < places.Count; i++)
        {
            var item = itemOf(places[i]);
            if (!ReferenceEquals(item, Gap) && filter(item))
                return i;
        }
        return -1;
    }

    private void TakeOut(int at)
    {
        places[at] = gapOf(Gap);
        gaps++;
        while (first < places.Count && ReferenceEquals(itemOf(places[first]), Gap))
            first++;
        if (gaps > 16 && gaps > places.Count / 2)
            CloseGaps();
    }

    private void CloseGaps()
    {
        if (gaps == 0)
            return;
        int kept = 0;
        int fresh = 0;
        for (int i = 0; i < places.Count; i++)
        {
            if (ReferenceEquals(itemOf(places[i]), Gap))
                continue;
            if (i < freshFrom)
                fresh++;
            places[kept++] = places[i];
        }
        places.RemoveRange(kept, places.Count - kept);
        freshFrom = fresh;
        gaps = first = 0;
    }
}
