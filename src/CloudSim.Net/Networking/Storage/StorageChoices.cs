namespace CloudSim.Net.Networking.Storage;

/// <summary>Rules for which server is asked.</summary>
public static class StorageChoices
{
    /// <summary>Everything has one server, which a hash of its name decides: nothing is stored twice.</summary>
    public static StorageServer ByName(string name, IReadOnlyList<StorageServer> servers)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var c in name)
            hash = (hash ^ c) * 16777619;
        return servers[(int)(hash % (uint)servers.Count)];
    }

    /// <summary>All servers have everything, and the one with the fewest requests is asked; of equals the first.</summary>
    public static StorageServer LeastPending(string name, IReadOnlyList<StorageServer> servers)
    {
        var least = servers[0];
        foreach (var server in servers)
            if (server.Pending < least.Pending)
                least = server;
        return least;
    }
}
