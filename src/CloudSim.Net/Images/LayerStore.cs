using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>
/// A host's store of images and layers (Docker's graph driver, containerd's snapshotter): each layer once for each stack that it lies
/// on, with a count of those who need it. Images are kept by their tag and by the containers that run from them; what nobody needs goes.
/// </summary>
/// <param name="parameters">What its limit is read from.</param>
/// <param name="disk">Blocks of 4 KiB that the layers take; null: no limit. An image needs them all when its tag is set: layers that are
/// on their way take none.</param>
public sealed class LayerStore(Parameters parameters, ObjectPool? disk = null)
{
    private const long Block = 4096;

    private readonly Dictionary<Digest, (Layer Layer, int References)> layers = [];
    private readonly Dictionary<Digest, (Image Image, int Holds, int Containers, long Used)> images = [];
    private readonly SortedDictionary<string, Digest> tags = new(StringComparer.Ordinal);
    private readonly int mostLayers = parameters.Beside<LayerStore>().Whole("most_layers");
    private long clock;

    /// <summary>Bytes on disk: each layer once.</summary>
    public Bytes Size { get; private set; }

    /// <summary>Layers kept.</summary>
    public int LayerCount => layers.Count;

    /// <summary>References to layers, summed: the layers of all images kept.</summary>
    public long References => layers.Values.Sum(l => (long)l.References);

    /// <summary>Tags, in order.</summary>
    public IReadOnlyCollection<string> Tags => tags.Keys;

    /// <summary>The images kept.</summary>
    public IEnumerable<Image> Images => images.Values.Select(i => i.Image);

    /// <summary>Whether the store has a layer on its stack.</summary>
    public bool Has(Digest chainId) => layers.ContainsKey(chainId);

    /// <summary>The image of a tag, or null.</summary>
    public Image? Find(string tag) => tags.TryGetValue(tag, out var digest) ? images[digest].Image : null;

    /// <summary>Layers of the image that are not here yet, the bottom first: what a pull must bring.</summary>
    public IReadOnlyList<Layer> Missing(Image image) => [.. image.Layers.Where((_, i) => !Has(image.ChainIds[i]))];

    /// <summary>Keeps an image under a tag; what the tag meant before loses it.</summary>
    /// <exception cref="ArgumentException">It has more layers than the graph driver can mount, 128.</exception>
    /// <exception cref="InvalidOperationException">The disk has no space for its layers (ENOSPC); nothing changes.</exception>
    public void Tag(string tag, Image image)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(image);
        if (image.Layers.Count > mostLayers)
            throw new ArgumentException(
                $"image {image.Manifest.Short} has {image.Layers.Count} layers: max depth exceeded ({mostLayers} can be mounted)",
                nameof(image));
        var before = tags.TryGetValue(tag, out var digest) ? digest : (Digest?)null;
        Hold(image);
        tags[tag] = image.Manifest;
        if (before is { } old)
            Drop(old);
    }

    /// <summary>Takes a tag away; the image goes with its last tag and container.</summary>
    /// <returns>Whether there was such a tag.</returns>
    public bool Untag(string tag)
    {
        if (!tags.Remove(tag, out var digest))
            return false;
        Drop(digest);
        return true;
    }

    /// <summary>A container is made from the image: it stays until <see cref="Release"/>.</summary>
    /// <exception cref="ArgumentException">The store does not have the image.</exception>
    public void Acquire(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!images.TryGetValue(image.Manifest, out var entry))
            throw new ArgumentException($"image {image.Manifest.Short} is not in the store (pull it first)", nameof(image));
        images[image.Manifest] = entry with { Containers = entry.Containers + 1 };
        Hold(image);
    }

    /// <summary>A container is gone.</summary>
    /// <exception cref="ArgumentException">The store does not have the image.</exception>
    /// <exception cref="InvalidOperationException">No container has it: only tags keep it.</exception>
    public void Release(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!images.TryGetValue(image.Manifest, out var entry))
            throw new ArgumentException($"image {image.Manifest.Short} is not in the store", nameof(image));
        if (entry.Containers == 0)
            throw new InvalidOperationException($"image {image.Manifest.Short} has no container (acquire it first)");
        images[image.Manifest] = entry with { Containers = entry.Containers - 1 };
        Drop(image.Manifest);
    }

    /// <summary>
    /// Frees disk as the kubelet does: the images that no container uses go, those longest unused first, until no more than
    /// <paramref name="low"/> is used; nothing happens while no more than <paramref name="high"/> is.
    /// </summary>
    /// <returns>What was freed.</returns>
    public Bytes Collect(Bytes high, Bytes low)
    {
        var before = Size;
        if (Size <= high)
            return Bytes.Zero;
        foreach (var (digest, entry) in images.OrderBy(i => i.Value.Used).ToList())
        {
            if (Size <= low)
                break;
            if (entry.Containers == 0)
                tags.Where(t => t.Value == digest).Select(t => t.Key).ToList().ForEach(t => Untag(t));
        }
        return before - Size;
    }

    private void Hold(Image image)
    {
        if (images.TryGetValue(image.Manifest, out var entry))
        {
            images[image.Manifest] = entry with { Holds = entry.Holds + 1, Used = ++clock };
            return;
        }
        var blocks = 0L;
        foreach (var (layer, chain) in image.Layers.Zip(image.ChainIds))
            blocks += Has(chain) ? 0 : Blocks(layer);
        if (disk?.TryTake(blocks) == false)
            throw new InvalidOperationException(
                $"no space left on device (ENOSPC): image {image.Manifest.Short} takes {blocks} blocks more ({disk})");
        images.Add(image.Manifest, (image, 1, 0, ++clock));
        foreach (var (layer, chain) in image.Layers.Zip(image.ChainIds))
        {
            if (!layers.TryGetValue(chain, out var kept))
                Size += layer.Size;
            layers[chain] = (layer, kept.References + 1);
        }
    }

    private void Drop(Digest manifest)
    {
        var entry = images[manifest];
        if (entry.Holds > 1)
        {
            images[manifest] = entry with { Holds = entry.Holds - 1 };
            return;
        }
        images.Remove(manifest);
        foreach (var chain in entry.Image.ChainIds)
        {
            var (layer, references) = layers[chain];
            if (references > 1)
            {
                layers[chain] = (layer, references - 1);
                continue;
            }
            layers.Remove(chain);
            Size -= layer.Size;
            disk?.Give(Blocks(layer));
        }
    }

    private static long Blocks(Layer layer) => (layer.Size.Count + Block - 1) / Block;
}
