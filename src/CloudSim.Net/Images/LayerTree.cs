namespace CloudSim.Net.Images;

/// <summary>Names of one layer by absolute path, with the names in each directory. The root is not an entry.</summary>
internal sealed class LayerTree
{
    private readonly Dictionary<string, LayerEntry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> names = new(StringComparer.Ordinal);

    public int Count => entries.Count;

    public IEnumerable<KeyValuePair<string, LayerEntry>> Sorted => entries.OrderBy(e => e.Key, StringComparer.Ordinal);

    public IEnumerable<LayerEntry> Values => entries.Values;

    public bool TryGet(string path, out LayerEntry entry) => entries.TryGetValue(path, out entry);

    public IEnumerable<string> NamesIn(string directory) => names.TryGetValue(directory, out var set) ? set : [];

    public void Set(string path, LayerEntry entry)
    {
        if (!entries.ContainsKey(path))
        {
            var (parent, name) = UnionPath.Split(path);
            if (!names.TryGetValue(parent, out var set))
                names.Add(parent, set = new(StringComparer.Ordinal));
            set.Add(name);
        }
        entries[path] = entry;
    }

    public void Remove(string path)
    {
        if (!entries.Remove(path))
            return;
        var (parent, name) = UnionPath.Split(path);
        var set = names[parent];
        set.Remove(name);
        if (set.Count == 0)
            names.Remove(parent);
    }

    /// <summary>Every path below a directory, deepest last.</summary>
    public List<string> Below(string directory)
    {
        var found = new List<string>();
        Walk(directory);
        return found;

        void Walk(string at)
        {
            foreach (var name in NamesIn(at))
            {
                var path = UnionPath.Join(at, name);
                found.Add(path);
                Walk(path);
            }
        }
    }
}
