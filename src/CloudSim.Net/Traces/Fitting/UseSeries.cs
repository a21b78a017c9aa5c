namespace CloudSim.Net.Traces.Fitting;

/// <summary>What a guest uses of the CPUs that it asks for, in the middle of each step of a grid that begins with the trace.</summary>
/// <param name="First">The first step whose middle is in its life.</param>
/// <param name="Shares">Shares, of one step after the other.</param>
internal sealed record UseSeries(int First, float[] Shares)
{
    /// <summary>More steps than these make the grid coarser.</summary>
    private const int MostSteps = 10_000;

    /// <summary>The series of a guest; null if no step's middle is in its life.</summary>
    public static UseSeries? Of(TracedGuest guest, double step)
    {
        var (first, last) = ((int)Math.Ceiling((guest.Begin / step) - 0.5), (int)Math.Ceiling((guest.End / step) - 0.5) - 1);
        if (last < first)
            return null;
        var (shares, change, level) = (new float[last - first + 1], 0, 0.0);
        for (var i = 0; i < shares.Length; i++)
        {
            for (var time = (first + i + 0.5) * step; change < guest.Changes && guest.Change(change).Time <= time; change++)
                level = guest.Change(change).Cpus;
            shares[i] = (float)(level / guest.Cpus);
        }

        return new(first, shares);
    }

    /// <summary>
    /// The commonest time between two changes of a guest's use, in whole seconds, which is a sample's length; NaN if none changes. Of a
    /// trace so long that there would be more than 10,000 samples, a step of a 10,000th of its length.
    /// </summary>
    public static double Step(TracedSet set)
    {
        var gaps = new Dictionary<long, long>();
        foreach (var guest in set.Guests)
            for (var i = 1; i < guest.Changes; i++)
                if ((long)Math.Round(Math.Min(guest.Change(i).Time, guest.End) - guest.Change(i - 1).Time) is > 0 and var gap)
                    gaps[gap] = gaps.GetValueOrDefault(gap) + 1;
        return gaps.Count == 0 ? double.NaN : Math.Max(gaps.OrderByDescending(gap => gap.Value).ThenBy(gap => gap.Key).First().Key,
            set.Length / MostSteps);
    }
}
