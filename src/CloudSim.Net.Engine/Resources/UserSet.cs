namespace CloudSim.Net.Engine;

/// <summary>
/// Who uses a resource: an array in which each request knows its place. A hash set takes over once a derived class asks for one.
/// </summary>
internal sealed class UserSet
{
    private Request[] items = new Request[4];
    private int count;
    private HashSet<Request> view;

    public int Count => view?.Count ?? count;

    /// <summary>The users as a set, which derived classes may change.</summary>
    public HashSet<Request> View => view ??= [.. items.AsSpan(0, count)];

    public void Add(Request request)
    {
        if (view != null)
        {
            view.Add(request);
            return;
        }
        if (count == items.Length)
            Array.Resize(ref items, count * 2);
        request.Place = count;
        items[count++] = request;
    }

    public bool Remove(Request request)
    {
        if (view != null)
            return view.Remove(request);
        int place = request.Place;
        if (place >= count || !ReferenceEquals(items[place], request))
            return false;
        var last = items[--count];
        items[place] = last;
        last.Place = place;
        items[count] = null;
        return true;
    }
}
