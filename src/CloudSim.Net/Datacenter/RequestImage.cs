using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>What a host has to have before a request can start there: an image that it fetches from the datacenter's store.</summary>
/// <param name="Name">Its name: hosts keep what they have fetched.</param>
/// <param name="Size">Its size.</param>
public sealed record RequestImage(string Name, Bytes Size)
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = Check.NotNull(Name);

    /// <summary>Its size.</summary>
    public Bytes Size { get; init => field = Check.Memory(value); } = Check.Memory(Size);
}
