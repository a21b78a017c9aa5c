using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>
/// An image: ordered immutable layers and a configuration, named by the digest of both (OCI image specification, manifest).
/// </summary>
public sealed class Image
{
    /// <summary>An image of these layers, the bottom first.</summary>
    public Image(IEnumerable<Layer> layers, ImageConfig? config = null)
    {
        Layers = [.. layers];
        Config = config ?? ImageConfig.Empty;
        var chain = new List<Digest>();
        foreach (var layer in Layers)
            chain.Add(Layer.ChainId(chain.Count == 0 ? null : chain[^1], layer.DiffId));
        ChainIds = chain;
        Manifest = Digest.Of($"{Config}\n{string.Join('\n', Layers.Select(l => l.DiffId))}");
    }

    /// <summary>The layers, the bottom first.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The name of each layer on those below it: what a store keeps it under.</summary>
    public IReadOnlyList<Digest> ChainIds { get; }

    /// <summary>The configuration.</summary>
    public ImageConfig Config { get; }

    /// <summary>The image's own name.</summary>
    public Digest Manifest { get; }

    /// <summary>Sum of the layers, uncompressed.</summary>
    public Bytes Size => new(Layers.Sum(l => l.Size.Count));

    /// <summary>Sum of the layers as transferred.</summary>
    public Bytes Compressed => new(Layers.Sum(l => l.Compressed.Count));

    /// <summary>A mount of the image with an empty writable layer.</summary>
    public UnionMount Mount() => new(Layers);

    /// <summary>The same image with one layer more on top.</summary>
    public Image With(Layer layer, ImageConfig? config = null) => new([.. Layers, layer], config ?? Config);

    /// <summary>Digest, layers and size.</summary>
    public override string ToString() => $"{Manifest.Short} ({Layers.Count} layers, {Size})";
}
