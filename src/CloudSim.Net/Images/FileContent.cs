using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>What a file holds: its size, and a digest that stands for the bytes, which are not kept.</summary>
/// <param name="Digest">Equal for equal bytes.</param>
/// <param name="Size">Length.</param>
public readonly record struct FileContent(Digest Digest, Bytes Size)
{
    /// <summary>Length.</summary>
    public Bytes Size { get; init => field = Check.Memory(value); } = Check.Memory(Size);

    /// <summary>How much of the length is holes, which take no space and are not copied; none if left out.</summary>
    public Bytes Holes { get; init => field = value <= Size ? Check.Memory(value)
        : throw new ArgumentOutOfRangeException(nameof(Holes), value, $"{nameof(Holes)} is at most the length, {Size}"); }

    /// <summary>What is stored of it.</summary>
    public Bytes Data => Size - Holes;

    /// <summary>A content that a label describes; the same label and size are the same bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public static FileContent Of(string label, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        return new(Digest.Of($"{size.Count}:{label}"), size);
    }
}
