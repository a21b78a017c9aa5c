namespace CloudSim.Net.Experiments.Figures;

/// <summary>Moves things on a line apart so that none covers another.</summary>
internal static class Spread
{
    /// <summary>
    /// The begins of things of these lengths, each near its wish and all between the ends if they fit, in the order of the wishes.
    /// </summary>
    public static float[] Apart(IReadOnlyList<(float Middle, float Length)> wishes, float begin, float end)
    {
        var order = Enumerable.Range(0, wishes.Count).OrderBy(i => wishes[i].Middle).ToArray();
        var places = new float[wishes.Count];
        var free = begin;
        foreach (var i in order)
        {
            places[i] = MathF.Max(free, wishes[i].Middle - wishes[i].Length / 2);
            free = places[i] + wishes[i].Length;
        }
        foreach (var i in order.Reverse())
        {
            places[i] = MathF.Min(places[i], end - wishes[i].Length);
            end = places[i];
        }
        return places;
    }

    /// <summary>The row of each stretch: the first one where it touches no other.</summary>
    public static int[] Rows(IReadOnlyList<(float Begin, float End)> stretches)
    {
        var (rows, ends) = (new int[stretches.Count], new List<float>());
        foreach (var i in Enumerable.Range(0, stretches.Count).OrderBy(i => stretches[i].Begin))
        {
            var row = ends.FindIndex(end => end <= stretches[i].Begin);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }
            ends[row] = stretches[i].End;
            rows[i] = row;
        }
        return rows;
    }
}
