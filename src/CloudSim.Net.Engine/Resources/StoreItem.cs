namespace CloudSim.Net.Engine;

/// <summary>An item in a store.</summary>
public struct StoreItem : IEquatable<StoreItem>
{
    /// <summary>When it came into the store.</summary>
    public DateTime AdmissionDate;

    /// <summary>The item itself.</summary>
    public object Item;

    /// <summary>Whether it is the same item that came in at the same time.</summary>
    public readonly bool Equals(StoreItem other) => AdmissionDate == other.AdmissionDate && Equals(Item, other.Item);

    /// <inheritdoc/>
    public override readonly bool Equals(object obj) => obj is StoreItem other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(AdmissionDate, Item);
}
