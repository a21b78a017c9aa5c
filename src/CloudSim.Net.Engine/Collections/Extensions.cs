namespace CloudSim.Net.Engine;

/// <summary>Helpers for sequences.</summary>
public static class Extensions
{
    /// <summary>The items whose value is the largest, in their order; none if there are no items.</summary>
    /// <param name="source">The items, gone through once.</param>
    /// <param name="selector">The value of an item.</param>
    public static IEnumerable<T> MaxItems<T>(this IEnumerable<T> source, Func<T, IComparable> selector)
    {
        var best = new List<T>();
        IComparable most = null;
        foreach (var item in source)
        {
            var value = selector(item);
            int order = best.Count == 0 ? 1 : value.CompareTo(most);
            if (order < 0)
                continue;
            if (order > 0)
                best.Clear();
            best.Add(item);
            most = value;
        }
        return best;
    }
}
