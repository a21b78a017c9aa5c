namespace CloudSim.Net.Engine;

/// <summary>Who uses a preemptive resource, the least worthy first; among equals the one granted last.</summary>
internal sealed class PreemptiveUsers
{
    private readonly ItemHeap<PreemptiveRequest, PreemptiveRequest> heap = new((a, b) =>
    {
        int order = b.CompareTo(a);
        return order != 0 ? order : b.Grant.CompareTo(a.Grant);
    });

    private long granted;
    private HashSet<PreemptiveRequest> view;

    public int Count => view?.Count ?? heap.Count;

    /// <summary>The users as a set, which derived classes may change.</summary>
    public HashSet<PreemptiveRequest> View => view ??= [.. heap.InOrder()];

    public PreemptiveRequest Worst => view == null ? heap.First.Item : view.MaxBy(r => (r, r.Grant));

    public void Add(PreemptiveRequest request)
    {
        request.Grant = granted++;
        if (view != null)
            view.Add(request);
        else
            heap.Add(request, request);
    }

    public bool Remove(PreemptiveRequest request)
    {
        if (view != null)
            return view.Remove(request);
        var node = heap.Find(request);
        if (node != null)
            heap.Remove(node);
        return node != null;
    }
}
