namespace CloudSim.Net.Networking;

/// <summary>A kind of network (libnetwork: driver). A new kind is one class; nothing else is edited.</summary>
public interface INetworkDriver
{
    /// <summary>The name that <c>docker network create --driver</c> takes.</summary>
    string Name { get; }

    /// <summary>Whether an embedded name server answers for the names of its containers.</summary>
    bool HasDns { get; }

    /// <summary>Whether endpoints get addresses of the network's own.</summary>
    bool HasAddresses { get; }

    /// <summary>Whether endpoints on different machines are on one network.</summary>
    bool SpansMachines { get; }

    /// <summary>
    /// Whether a cluster keeps its addresses (libnetwork: global scope), so that they are cut from the cluster's pool and not from the
    /// machine's.
    /// </summary>
    bool IsClusterScoped => false;

    /// <summary>Whether its endpoints are ports of a bridge of the machine, of which a Linux bridge has 1,023.</summary>
    bool HasBridge => false;

    /// <summary>Largest packet that its interfaces take, in bytes (MTU), as Docker sets it.</summary>
    int Mtu(NetworkCosts costs) => NetworkRoute.Ethernet;

    /// <summary>Between two endpoints of the network.</summary>
    IReadOnlyList<Hop> Between(NetworkCosts costs, bool remote);

    /// <summary>From an endpoint to the world outside; null if there is no way.</summary>
    IReadOnlyList<Hop>? Outward(NetworkCosts costs, int rules);

    /// <summary>From the world outside to a published port; null if ports cannot be published.</summary>
    IReadOnlyList<Hop>? Inward(NetworkCosts costs, int rules);
}
