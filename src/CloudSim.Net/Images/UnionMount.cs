namespace CloudSim.Net.Images;

/// <summary>
/// One writable layer over immutable ones, after overlayfs (Documentation/filesystems/overlayfs.rst; <c>fs/overlayfs</c>): names are looked
/// up from the top, the first file wins and directories merge; the first write to a file of a lower layer copies the whole file up
/// (<c>metacopy=off</c>), with the directories above it; what is removed leaves a whiteout, and a directory made in the place of a removed
/// one is opaque. A directory of which a lower layer holds a part cannot be renamed (EXDEV, <c>redirect_dir=off</c>).
/// </summary>
public sealed partial class UnionMount
{
    private readonly LayerTree upper = new();
    private readonly LayerTree[] layers; // from the top, the writable one first
    private readonly Dictionary<string, UnionNode?> cache = new(StringComparer.Ordinal);
    private readonly UnionNode root;
    private bool telling;

    /// <summary>Mounts an empty writable layer over these.</summary>
    /// <param name="lowers">The layers of an image, the bottom first.</param>
    public UnionMount(IReadOnlyList<Layer> lowers)
    {
        Lowers = lowers;
        layers = [upper, .. lowers.Reverse().Select(l => l.Content)];
        root = new(true, default, [.. Enumerable.Range(0, layers.Length)]);
    }

    /// <summary>The layers below the writable one, the bottom first.</summary>
    public IReadOnlyList<Layer> Lowers { get; }

    /// <summary>What all operations so far made the file system do.</summary>
    public UnionWork Work { get; private set; }

    /// <summary>
    /// Called with each layer that is asked for a name, in order. For a name that the union's cache knows none is asked. A delete asks the
    /// lower layers too: whether it has to leave a whiteout. It must not use the mount, which is in the middle of a look-up.
    /// </summary>
    public Action<LayerLookup>? LayerAsked { get; set; }

    /// <summary>Entries in the writable layer, whiteouts counted.</summary>
    public int UpperCount => upper.Count;

    /// <summary>Bytes of the files in the writable layer.</summary>
    public Units.Bytes UpperSize => upper.Size;

    /// <summary>The writable layer as an immutable one: what <c>docker commit</c> and a builder keep.</summary>
    public Layer Commit(double compression = 1)
    {
        var copy = new LayerTree();
        foreach (var (path, entry) in upper.Sorted)
            copy.Set(path, entry);
        return new Layer(copy, compression);
    }

    /// <summary>What the file holds.</summary>
    public FileError Read(string path, out FileContent content)
    {
        content = default;
        Count(operations: 1);
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        if (node!.IsDirectory)
            return FileError.IsDirectory;
        content = node.Content;
        return FileError.None;
    }

    /// <summary>
    /// Who holds the file's pages: the name of the layer's file, the same for all mounts of that layer (so that they share its
    /// pages in the host's cache), or null where it lies in this mount's own writable layer.
    /// </summary>
    public FileError Pages(string path, out (Digest Layer, string Path)? shared)
    {
        shared = null;
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        if (node!.IsDirectory)
            return FileError.IsDirectory;
        if (!node.InUpper)
            shared = (Lowers[layers.Length - 1 - node.Layers[0]].DiffId, path);
        return FileError.None;
    }

    /// <summary>Names in a directory, in order.</summary>
    public FileError List(string path, out IReadOnlyList<string> names)
    {
        names = [];
        Count(operations: 1);
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        if (!node!.IsDirectory)
            return FileError.NotDirectory;
        names = Names(path, node);
        return FileError.None;
    }

    private List<string> Names(string path, UnionNode directory)
    {
        var seen = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var layer in directory.Layers)
            foreach (var name in layers[layer].NamesIn(path))
                if (layers[layer].TryGet(UnionPath.Join(path, name), out var entry))
                    seen.TryAdd(name, entry.Kind != EntryKind.Whiteout);
        return [.. seen.Where(s => s.Value).Select(s => s.Key)];
    }

    /// <summary>The node of a path; the error is that of a path walk: ENOENT, or ENOTDIR where a file stands above it.</summary>
    private FileError Resolve(string path, out UnionNode? node)
    {
        UnionPath.Check(path);
        if (telling)
            throw new InvalidOperationException($"{nameof(LayerAsked)} was called in the middle of a look-up: it must not use the mount");
        node = root;
        if (path == UnionPath.Root)
            return FileError.None;
        for (var at = 0; at >= 0;)
        {
            at = path.IndexOf('/', at + 1);
            if (!node!.IsDirectory)
                return FileError.NotDirectory;
            node = Child(node, at < 0 ? path : path[..at]);
            if (node is null)
                return FileError.NotFound;
        }
        return FileError.None;
    }

    private UnionNode? Child(UnionNode directory, string path)
    {
        if (cache.TryGetValue(path, out var known))
            return known;
        var node = Search(directory.Layers, path, out var lookups);
        Count(lookups: lookups, found: node is null ? 0 : 1);
        cache.Add(path, node);
        return node;
    }

    /// <summary>Looks a name up in the layers that its directory shows, from the top, as <c>ovl_lookup</c> does.</summary>
    private UnionNode? Search(ReadOnlySpan<int> stack, string path, out int lookups)
    {
        lookups = 0;
        List<int>? found = null;
        foreach (var layer in stack)
        {
            lookups++;
            var isThere = layers[layer].TryGet(path, out var entry);
            if (LayerAsked is { } told)
                Tell(told, new(path, layer, isThere ? entry.Kind : null));
            if (!isThere)
                continue;
            if (entry.Kind == EntryKind.File && found is null)
                return new(false, entry.Content, [layer]);
            if (!entry.IsDirectory)
                break;
            (found ??= []).Add(layer);
            if (entry.Kind == EntryKind.OpaqueDirectory)
                break;
        }
        return found is null ? null : new(true, default, [.. found]);
    }

    private void Tell(Action<LayerLookup> told, LayerLookup lookup)
    {
        telling = true;
        try
        {
            told(lookup);
        }
        finally
        {
            telling = false;
        }
    }

    /// <summary>Whether a lower layer would show the name if the writable one had nothing there.</summary>
    private bool LowerShows(UnionNode directory, string path)
    {
        var lowers = directory.InUpper ? directory.Layers.AsSpan(1) : directory.Layers.AsSpan();
        var shows = Search(lowers, path, out var lookups) is not null;
        Count(lookups: lookups);
        return shows;
    }

    private void Count(int operations = 0, int lookups = 0, int changes = 0, int found = 0) =>
        Work += new UnionWork(operations, lookups, 0, default, 0, changes) { Found = found };
}
