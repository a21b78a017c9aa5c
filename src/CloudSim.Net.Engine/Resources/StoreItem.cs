namespace CloudSim.Net.Engine;

/// <summary>An item in a store.</summary>
public struct StoreItem
{
    /// <summary>When it came into the store.</summary>
    public DateTime AdmissionDate;

    /// <summary>The item itself.</summary>
    public object Item;
}
