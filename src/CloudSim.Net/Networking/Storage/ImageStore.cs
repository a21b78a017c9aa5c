using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Storage;

/// <summary>
/// Images of virtual machines on storage servers. A host that starts a guest fetches its image over the network, unless it has it: hosts
/// keep what they have fetched, and who asks while an image is on its way waits for the same transfer.
/// </summary>
/// <param name="servers">The servers, at least one.</param>
/// <param name="choice">Which of them is asked; the one with the fewest requests if left out.</param>
/// <exception cref="ArgumentException">No server.</exception>
public sealed class ImageStore(IReadOnlyList<StorageServer> servers, StorageChoice? choice = null)
{
    private readonly IReadOnlyList<StorageServer> servers = Check.NotNull(servers, nameof(servers)).Count > 0 ? servers
        : throw new ArgumentException("an image store has at least one server", nameof(servers));
    private readonly StorageChoice choice = choice ?? StorageChoices.LeastPending;
    private readonly Dictionary<(int Host, string Image), Process> kept = [];

    /// <summary>Fetches that went over the network.</summary>
    public long Transfers { get; private set; }

    /// <summary>Fetches that a host could spare, since it had the image or waited for it.</summary>
    public long Spared { get; private set; }

    /// <summary>Whether servers have images in memory: then their disks are left out.</summary>
    public bool Cached { get; init; }

    /// <summary>Brings an image to a host; the process ends when it is there, and has ended if it is there.</summary>
    /// <param name="host">The host's number in the topology.</param>
    /// <param name="image">Its name.</param>
    /// <param name="size">Its size.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine, or a negative size.</exception>
    public Process Fetch(int host, string image, Bytes size)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (kept.TryGetValue((host, image), out var there))
        {
            Spared++;
            return there;
        }
        var fetch = choice(image, servers).Send(host, size, Cached);
        kept.Add((host, image), fetch);
        Transfers++;
        return fetch;
    }

    /// <summary>Whether a host has all of an image.</summary>
    public bool Has(int host, string image) => kept.TryGetValue((host, image), out var fetch) && fetch.IsTriggered;

    /// <summary>A host gives up an image that it has: the next guest has to fetch it again.</summary>
    /// <returns>Whether it had it.</returns>
    public bool Forget(int host, string image) => Has(host, image) && kept.Remove((host, image));
}
