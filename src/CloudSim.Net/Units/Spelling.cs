namespace CloudSim.Net.Units;

/// <summary>The name that was meant by a misspelt one.</summary>
public static class Spelling
{
    private const int MostListed = 16;

    /// <summary>The known name that differs by at most two letters; null if none or several do.</summary>
    public static string? Meant(string text, IEnumerable<string> known)
    {
        var near = known.Select(name => (Name: name, Distance: Distance(text.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(n => n.Distance <= 2 && n.Distance < n.Name.Length - 1).ToList();
        var nearest = near.Where(n => n.Distance == near.Min(m => m.Distance)).ToList();
        return nearest.Count == 1 ? nearest[0].Name : null;
    }

    /// <summary>The name that was meant, else the names there are, else where to find them.</summary>
    public static string Hint(string text, IReadOnlyCollection<string> known) =>
        Meant(text, known) is { } meant ? $"did you mean {meant}?"
        : known.Count <= MostListed ? $"known: {string.Join(", ", known)}"
        : "experiments/parameters.cs lists them";

    // Letters to put in, take out or change (Levenshtein).
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
