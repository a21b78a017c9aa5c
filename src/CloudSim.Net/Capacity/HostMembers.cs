namespace CloudSim.Net.Capacity;

/// <summary>Who stands on a host at a time.</summary>
internal sealed class HostMembers
{
    private readonly FleetBook book;
    private readonly List<int>[] guests;

    public HostMembers(FleetBook book)
    {
        this.book = book;
        guests = [.. Enumerable.Range(0, book.Hosts).Select(_ => new List<int>())];
        for (var guest = 0; guest < book.Set.Guests.Count; guest++)
            if (book.HostOf(guest) is >= 0 and var host)
                guests[host].Add(guest);
    }

    public IReadOnlyList<int> At(int host, double time) =>
        [.. guests[host].Where(guest => book.BeginOf(guest) <= time && time < book.EndOf(guest))];
}
