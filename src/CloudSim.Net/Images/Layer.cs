using System.Text;
using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>
/// An immutable layer of an image: the names that it adds, changes and removes (whiteouts) against the layers below. Its digest
/// names the content (the <c>diff_id</c> of the OCI image specification).
/// </summary>
public sealed class Layer
{
    private readonly LayerTree tree;

    internal Layer(LayerTree tree, double compression, Digest? id = null)
    {
        Check.Share(compression, nameof(compression));
        this.tree = tree;
        DiffId = id is { } given ? given.Hex is not null ? given : throw new ArgumentException("a digest without digits", nameof(id))
            : Digest.Of(Text(tree));
        Size = tree.Size;
        Files = tree.Values.Count(e => e.Kind == EntryKind.File);
        Compressed = Size * compression;
    }

    /// <summary>A layer of these entries; directories above them that are not named are added.</summary>
    /// <param name="entries">Entries by absolute path.</param>
    /// <param name="compression">Compressed size over size, 0 to 1.</param>
    /// <param name="id">Its name, if that is not the digest of what is in it: images had random ones before Docker 1.10. A store takes
    /// layers of one name for one layer.</param>
    /// <exception cref="ArgumentException">A path is malformed, or lies below one that is no directory.</exception>
    public Layer(IEnumerable<KeyValuePair<string, LayerEntry>> entries, double compression = 1, Digest? id = null)
        : this(Tree(entries), compression, id)
    {
    }

    /// <summary>Its name: the digest of the uncompressed content, unless another was given.</summary>
    public Digest DiffId { get; }

    /// <summary>Sum of its files.</summary>
    public Bytes Size { get; }

    /// <summary>What is transferred and kept in a registry.</summary>
    public Bytes Compressed { get; }

    /// <summary>Number of regular files.</summary>
    public int Files { get; }

    /// <summary>Names in the layer, directories and whiteouts counted.</summary>
    public int Count => tree.Count;

    /// <summary>The entries in order of path.</summary>
    public IEnumerable<KeyValuePair<string, LayerEntry>> Entries => tree.Sorted;

    internal LayerTree Content => tree;

    /// <summary>The name of a stack: a layer is the same only on the same layers below (OCI image specification, chain id).</summary>
    public static Digest ChainId(Digest? parent, Digest diffId) => parent is { } p ? Digest.Of($"{p} {diffId}") : diffId;

    /// <summary>A layer of files of these sizes, for images whose names do not matter.</summary>
    /// <param name="label">What is in it: equal labels give equal layers.</param>
    /// <param name="size">Sum of its files.</param>
    /// <param name="files">How many files, all of one size.</param>
    /// <param name="compression">Compressed size over size, 0 to 1.</param>
    public static Layer Of(string label, Bytes size, int files = 1, double compression = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(files, 1);
        return new(Enumerable.Range(0, files).Select(i => KeyValuePair.Create(
            $"/{label}/{i}",
            new LayerEntry(EntryKind.File, FileContent.Of($"{label} {i}", new(size.Count * (i + 1) / files - size.Count * i / files))))),
            compression);
    }

    /// <summary>Digest and size.</summary>
    public override string ToString() => $"{DiffId.Short} ({Size})";

    private static string Text(LayerTree tree)
    {
        var text = new StringBuilder();
        foreach (var (path, entry) in tree.Sorted)
        {
            text.Append(path).Append('\0').Append((int)entry.Kind).Append('\0').Append(entry.Content.Digest.Hex);
            if (entry.Link != 0)
                text.Append('\0').Append(tree.NamesOf(entry.Link).First());
            text.Append('\n');
        }
        return text.ToString();
    }

    private static LayerTree Tree(IEnumerable<KeyValuePair<string, LayerEntry>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var tree = new LayerTree();
        foreach (var (path, entry) in entries)
        {
            UnionPath.Check(path);
            foreach (var above in UnionPath.Above(path))
            {
                if (!tree.TryGet(above, out var directory))
                    tree.Set(above, new(EntryKind.Directory));
                else if (!directory.IsDirectory)
                    throw new ArgumentException($"'{path}' lies below '{above}', which is no directory", nameof(entries));
            }
            if (path == UnionPath.Root || (!entry.IsDirectory && tree.NamesIn(path).Any()))
                throw new ArgumentException($"'{path}' is a directory", nameof(entries));
            tree.Set(path, entry);
        }
        return tree;
    }
}
