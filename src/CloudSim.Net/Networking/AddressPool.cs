using System.Buffers.Binary;
using System.Net;

namespace CloudSim.Net.Networking;

/// <summary>
/// A block of IPv4 addresses cut into equal parts, each given once: single addresses of a network, or the networks of a predefined pool.
/// A bit says for each part whether it is taken; bits are kept up to the highest part that was ever taken.
/// </summary>
public sealed class AddressPool
{
    private const int Word = 64;
    private readonly uint start;
    private readonly int shift;
    private ulong[] words = [];
    private int open; // words before this one are full
    private int last = -1;

    /// <summary>A pool with nothing taken.</summary>
    /// <param name="block">The block, of IPv4.</param>
    /// <param name="partPrefix">Prefix length of a part, from the block's to 32, with at most 2^24 parts; 32: addresses.</param>
    /// <exception cref="ArgumentException">The block is not of IPv4.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The prefix length is outside.</exception>
    public AddressPool(IPNetwork block, int partPrefix = 32)
    {
        start = Number(block, nameof(block));
        ArgumentOutOfRangeException.ThrowIfLessThan(partPrefix, block.PrefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partPrefix, Math.Min(32, block.PrefixLength + 24));
        (Block, PartPrefix, shift) = (block, partPrefix, 32 - partPrefix);
        Size = 1 << (partPrefix - block.PrefixLength);
    }

    /// <summary>The block.</summary>
    public IPNetwork Block { get; }

    /// <summary>Prefix length of each part.</summary>
    public int PartPrefix { get; }

    /// <summary>Parts in all.</summary>
    public int Size { get; }

    /// <summary>Parts that are taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes the lowest free part; false if there is none.</summary>
    public bool TryTakeFirst(out IPNetwork part)
    {
        var index = FreeFrom(open * Word);
        open = Math.Max(open, index / Word);
        return TryMark(index, out part);
    }

    /// <summary>
    /// Takes the next free part after the one that was taken last in this way, from the start again after the end; false if there is none.
    /// </summary>
    public bool TryTakeNext(out IPNetwork part)
    {
        var index = FreeFrom(last + 1);
        if (index >= Size)
            index = FreeFrom(0);
        if (!TryMark(index, out part))
            return false;
        last = index;
        return true;
    }

    /// <summary>Takes this part; false if it is taken.</summary>
    /// <exception cref="ArgumentException">It is no part of this pool.</exception>
    public bool TryTake(IPNetwork part)
    {
        var index = IndexOf(part);
        return !IsMarked(index) && TryMark(index, out _);
    }

    /// <summary>Gives a part back.</summary>
    /// <exception cref="ArgumentException">It is no part of this pool, or not taken; nothing changes.</exception>
    public void Give(IPNetwork part)
    {
        var index = IndexOf(part);
        if (!IsMarked(index))
            throw new ArgumentException($"{part} is not taken", nameof(part));
        words[index / Word] &= ~(1UL << (index % Word));
        open = Math.Min(open, index / Word);
        Taken--;
    }

    /// <summary>Whether this part is taken.</summary>
    /// <exception cref="ArgumentException">It is no part of this pool.</exception>
    public bool IsTaken(IPNetwork part) => IsMarked(IndexOf(part));

    /// <summary>Whether this is one of its parts, free or taken.</summary>
    public bool Has(IPNetwork part) => part.PrefixLength == PartPrefix && Block.Contains(part.BaseAddress);

    /// <summary>The block, and how many of its parts are taken.</summary>
    public override string ToString() => $"{Block}: {Taken} of {Size}";

    internal IPNetwork this[int index]
    {
        get
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, start + ((uint)index << shift));
            return new IPNetwork(new IPAddress(bytes), PartPrefix);
        }
    }

    internal int IndexOf(IPNetwork part) => Has(part) ? (int)((Number(part, nameof(part)) - start) >> shift)
        : throw new ArgumentException($"{part} is no /{PartPrefix} of {Block}", nameof(part));

    private static uint Number(IPNetwork block, string name)
    {
        Span<byte> bytes = stackalloc byte[4];
        return block.BaseAddress is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork } address
            && address.TryWriteBytes(bytes, out _)
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : throw new ArgumentException($"{block} is not of IPv4", name);
    }

    private bool IsMarked(int index) => index / Word < words.Length && (words[index / Word] & 1UL << (index % Word)) != 0;

    private bool TryMark(int index, out IPNetwork part)
    {
        part = default;
        if (index >= Size)
            return false;
        if (index / Word >= words.Length)
            Array.Resize(ref words, Math.Min((Size + Word - 1) / Word, Math.Max(2 * words.Length, index / Word + 1)));
        words[index / Word] |= 1UL << (index % Word);
        Taken++;
        part = this[index];
        return true;
    }

    /// <summary>The lowest free index from this one on; the size or more if there is none.</summary>
    private int FreeFrom(int index)
    {
        var at = index / Word;
        if (at >= words.Length)
            return index;
        var free = ~words[at] & ulong.MaxValue << (index % Word);
        if (free == 0)
        {
            var rest = words.AsSpan(at + 1).IndexOfAnyExcept(ulong.MaxValue);
            at = rest < 0 ? words.Length : at + 1 + rest;
            free = rest < 0 ? 1 : ~words[at];
        }
        return at * Word + System.Numerics.BitOperations.TrailingZeroCount(free);
    }
}
