namespace CloudSim.Net.Traces.Formats;

/// <summary>Stretches of time, joined where they touch: of a row of samples without gaps there is one.</summary>
internal sealed class Stretches
{
    /// <summary>Seconds by which times of one moment may differ.</summary>
    public const double Same = 1e-6;

    private readonly List<(double From, double To)> all = [];

    public bool IsEmpty => all.Count == 0;

    public void Add(double from, double to)
    {
        if (all.Count > 0 && from >= all[^1].From)
        {
            // The usual case: in order of time.
            if (from > all[^1].To + Same)
                all.Add((from, to));
            else
                all[^1] = (all[^1].From, Math.Max(all[^1].To, to));
            return;
        }

        var at = all.BinarySearch((from, to), Comparer<(double From, double To)>.Create((a, b) => a.From.CompareTo(b.From)));
        at = at >= 0 ? at : ~at;
        if (at > 0 && all[at - 1].To + Same >= from)
            (from, to, at) = (all[at - 1].From, Math.Max(all[at - 1].To, to), at - 1);
        var end = at;
        for (; end < all.Count && all[end].From <= to + Same; end++)
            (from, to) = (Math.Min(from, all[end].From), Math.Max(to, all[end].To));
        all.RemoveRange(at, end - at);
        all.Insert(at, (from, to));
    }

    /// <summary>What of a time is in none of them, in order.</summary>
    public IEnumerable<(double From, double To)> Gaps(double from, double to)
    {
        foreach (var (begin, end) in all)
        {
            if (Math.Min(begin, to) > from + Same)
                yield return (from, Math.Min(begin, to));
            from = Math.Max(from, end);
        }

        if (to > from + Same)
            yield return (from, to);
    }
}
