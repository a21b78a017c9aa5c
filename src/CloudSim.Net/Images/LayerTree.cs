using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>Names of one layer by absolute path, with the names in each directory. The root is not an entry.</summary>
internal sealed class LayerTree
{
    private readonly Dictionary<string, LayerEntry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> names = new(StringComparer.Ordinal);

    private readonly Dictionary<int, SortedSet<string>> links = [];

    public int Count => entries.Count;

    /// <summary>Bytes of the files, those with several names once.</summary>
    public Bytes Size => new(entries.Sum(e => e.Value.Link == 0 || links[e.Value.Link].Min == e.Key ? e.Value.Content.Data.Count : 0));

    public IEnumerable<KeyValuePair<string, LayerEntry>> Sorted => entries.OrderBy(e => e.Key, StringComparer.Ordinal);

    public IEnumerable<LayerEntry> Values => entries.Values;

    public bool TryGet(string path, out LayerEntry entry) => entries.TryGetValue(path, out entry);

    public IEnumerable<string> NamesIn(string directory) => names.TryGetValue(directory, out var set) ? set : [];

    /// <summary>All names of the file, in order.</summary>
    public IReadOnlyCollection<string> NamesOf(int link) => links[link];

    public void Set(string path, LayerEntry entry)
    {
        if (entries.TryGetValue(path, out var old))
        {
            Unlink(path, old);
        }
        else
        {
            var (parent, name) = UnionPath.Split(path);
            if (!names.TryGetValue(parent, out var set))
                names.Add(parent, set = new(StringComparer.Ordinal));
            set.Add(name);
        }
        entries[path] = entry;
        if (entry.Link == 0)
            return;
        if (!links.TryGetValue(entry.Link, out var all))
            links.Add(entry.Link, all = new(StringComparer.Ordinal));
        all.Add(path);
    }

    public void Remove(string path)
    {
        if (!entries.Remove(path, out var old))
            return;
        Unlink(path, old);
        var (parent, name) = UnionPath.Split(path);
        var set = names[parent];
        set.Remove(name);
        if (set.Count == 0)
            names.Remove(parent);
    }

    private void Unlink(string path, LayerEntry entry)
    {
        if (entry.Link == 0)
            return;
        links[entry.Link].Remove(path);
        if (links[entry.Link].Count == 0)
            links.Remove(entry.Link);
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
