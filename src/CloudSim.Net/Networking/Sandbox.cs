namespace CloudSim.Net.Networking;

/// <summary>A container's network stack: its network namespace, with one endpoint on each network that it has joined.</summary>
public sealed class Sandbox
{
    internal readonly List<Endpoint> Joined = [];

    internal Sandbox(string name, NetworkController controller) => (Name, Controller) = (name, controller);

    /// <summary>The container's name.</summary>
    public string Name { get; }

    /// <summary>The machine's networks.</summary>
    public NetworkController Controller { get; }

    /// <summary>Its endpoints, in the order of joining.</summary>
    public IReadOnlyList<Endpoint> Endpoints => Joined;

    /// <summary>Whether it is removed: it can join nothing any more.</summary>
    public bool IsRemoved { get; internal set; }

    /// <summary>Whether it uses the machine's own stack.</summary>
    public bool IsHost => Joined.Any(e => e.Network.Driver is HostDriver);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
