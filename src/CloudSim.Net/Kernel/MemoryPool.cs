using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// A host's memory: private pages are charged to whoever touches them, pages of files are held once however many map
/// them. It runs out: a charge that does not fit is refused as a whole.
/// </summary>
public sealed class MemoryPool
{
    private readonly Dictionary<string, (Bytes Size, int Users)> shared = [];

    /// <summary>A pool of this size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public MemoryPool(Bytes capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity.Count);
        Capacity = capacity;
    }

    /// <summary>Its size.</summary>
    public Bytes Capacity { get; }

    /// <summary>Charged now, shared pages counted once.</summary>
    public Bytes Used { get; private set; }

    /// <summary>Not charged.</summary>
    public Bytes Free => Capacity - Used;

    /// <summary>Charges private pages, or refuses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative amount.</exception>
    public bool TryCharge(Bytes amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Count);
        if (amount > Free)
            return false;
        Used += amount;
        return true;
    }

    /// <summary>Gives private pages back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative amount, or more than is charged.</exception>
    public void Uncharge(Bytes amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount.Count, Used.Count);
        Used -= amount;
    }

    /// <summary>Maps a file's pages: charged for the first user only, or refused.</summary>
    /// <exception cref="ArgumentException">The file is mapped with another size.</exception>
    public bool TryMap(string file, Bytes size)
    {
        if (shared.TryGetValue(file, out var entry))
        {
            if (entry.Size != size)
                throw new ArgumentException($"'{file}' is mapped with {entry.Size}, not {size}", nameof(size));
            shared[file] = entry with { Users = checked(entry.Users + 1) };
            return true;
        }
        if (!TryCharge(size))
            return false;
        shared[file] = (size, 1);
        return true;
    }

    /// <summary>Unmaps a file; the last user gives its pages back.</summary>
    /// <exception cref="ArgumentException">The file is not mapped.</exception>
    public void Unmap(string file)
    {
        if (!shared.TryGetValue(file, out var entry))
            throw new ArgumentException($"'{file}' is not mapped", nameof(file));
        if (entry.Users > 1)
        {
            shared[file] = entry with { Users = entry.Users - 1 };
            return;
        }
        shared.Remove(file);
        Uncharge(entry.Size);
    }
}
