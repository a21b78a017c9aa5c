namespace CloudSim.Net.Networking;

public sealed partial class NetworkController
{
    // Where Linux takes ports from that nobody named (net.ipv4.ip_local_port_range), and Docker with it.
    private const int FirstEphemeral = 32768, LastEphemeral = 60999, LastPort = 65535;
    private readonly Dictionary<int, (Endpoint Endpoint, int Port)> published = [];
    private int lastGiven = LastEphemeral;

    /// <summary>Ports of the machine that lead to containers.</summary>
    public IReadOnlyCollection<int> PublishedPorts => published.Keys;

    /// <summary>Leads a port of the machine to one of the container, until the endpoint leaves its network.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="machinePort">
    /// The machine's port, 1 to 65,535; 0: the next free one of 32,768 to 60,999 after the one that was given last in this way, from the
    /// start again after the end (moby's portallocator, with Linux's <c>ip_local_port_range</c>).
    /// </param>
    /// <param name="containerPort">The container's port, 1 to 65,535.</param>
    /// <returns>The machine's port.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A port is outside.</exception>
    /// <exception cref="ArgumentException">The endpoint is another machine's.</exception>
    /// <exception cref="InvalidOperationException">The endpoint is removed, the port or all ports are taken, or the driver cannot;
    /// nothing changes.</exception>
    public int Publish(Endpoint endpoint, int machinePort, int containerPort)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Number(machinePort, least: 0, nameof(machinePort));
        Number(containerPort, least: 1, nameof(containerPort));
        Own(endpoint.Sandbox);
        if (endpoint.IsRemoved)
            throw new InvalidOperationException($"'{endpoint.Sandbox}' has left network '{endpoint.Network.Name}'");
        if (endpoint.Network.Driver.Inward(costs, 0) is null)
            throw new InvalidOperationException($"a {endpoint.Network.Driver.Name} network cannot publish ports");
        var port = machinePort == 0 ? NextEphemeral() : machinePort;
        if (!published.TryAdd(port, (endpoint, containerPort)))
            throw new InvalidOperationException($"port {port} is already allocated");
        if (machinePort == 0)
            lastGiven = port;
        endpoint.MachinePorts.Add(port);
        return port;
    }

    private int NextEphemeral()
    {
        var port = lastGiven;
        for (var tried = 0; tried <= LastEphemeral - FirstEphemeral; tried++)
        {
            port = port == LastEphemeral ? FirstEphemeral : port + 1;
            if (!published.ContainsKey(port))
                return port;
        }
        throw new InvalidOperationException($"all ports from {FirstEphemeral} to {LastEphemeral} are already allocated");
    }

    private void Withdraw(Endpoint endpoint)
    {
        foreach (var port in endpoint.MachinePorts)
            published.Remove(port);
        endpoint.MachinePorts.Clear();
    }

    private static void Number(int port, int least, string name)
    {
        if (port < least || port > LastPort)
            throw new ArgumentOutOfRangeException(name, port, $"a port is {least} to {LastPort}");
    }
}
