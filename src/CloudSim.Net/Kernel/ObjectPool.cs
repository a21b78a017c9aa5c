namespace CloudSim.Net.Kernel;

/// <summary>
/// How many of one kind of kernel object are taken, and how many there may be: process ids, open files, ports of a bridge. A request that
/// does not fit is refused as a whole.
/// </summary>
public sealed class ObjectPool
{
    /// <summary>A pool with nothing taken.</summary>
    /// <param name="name">What it holds, for messages.</param>
    /// <param name="limit">The most that may be taken, 0 or more; null: no limit.</param>
    /// <exception cref="ArgumentException">No name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Negative limit.</exception>
    public ObjectPool(string name, long? limit)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (limit is { } most)
            ArgumentOutOfRangeException.ThrowIfNegative(most, nameof(limit));
        (Name, Limit) = (name, limit);
    }

    /// <summary>What it holds.</summary>
    public string Name { get; }

    /// <summary>Taken now.</summary>
    public long Taken { get; private set; }

    /// <summary>The most that may be taken; null: no limit.</summary>
    public long? Limit { get; }

    /// <summary>Takes so many, or none of them: false, and nothing changes.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative count.</exception>
    public bool TryTake(long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > (Limit ?? long.MaxValue) - Taken)
            return false;
        Taken += count;
        return true;
    }

    /// <summary>Gives so many back.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative count, or more than are taken; nothing changes.</exception>
    public void Give(long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Taken);
        Taken -= count;
    }

    /// <summary>Its name, and how many of how many are taken.</summary>
    public override string ToString() => Limit is { } most ? $"{Name}: {Taken} of {most}" : $"{Name}: {Taken}";
}
