using System.Net;

namespace CloudSim.Net.Networking;

/// <summary>
/// The blocks that Docker cuts networks from if nobody names one (dockerd's and swarm's <c>default-address-pools</c>). Networks of one
/// machine: 172.17.0.0/16 to 172.31.0.0/16, then 192.168.0.0/16 in /20, 31 in all. Networks of a cluster: 10.0.0.0/8 in /24, of which
/// the first is the ingress network's. The lowest free one is given (moby from 27.0 on). Blocks that the machine's own interfaces are in
/// are left out by moby, and are not known here.
/// </summary>
internal sealed class DefaultPools
{
    private readonly AddressPool[] local =
        [new(IPNetwork.Parse("172.16.0.0/12"), 16), new(IPNetwork.Parse("192.168.0.0/16"), 20)];
    private readonly AddressPool[] cluster = [new(IPNetwork.Parse("10.0.0.0/8"), 24)];

    public DefaultPools()
    {
        local[0].TryTake(IPNetwork.Parse("172.16.0.0/16")); // no pool of Docker's
        cluster[0].TryTake(IPNetwork.Parse("10.0.0.0/24"));
    }

    /// <summary>Blocks that networks hold.</summary>
    public int Taken => local.Concat(cluster).Sum(p => p.Taken) - 2;

    /// <summary>A block for a new network, or false.</summary>
    public bool TryTake(bool ofCluster, out IPNetwork block)
    {
        block = default;
        foreach (var pool in ofCluster ? cluster : local)
            if (pool.TryTakeFirst(out block))
                return true;
        return false;
    }

    /// <summary>The block of another machine's network, or false if one of this machine has it.</summary>
    public bool TryTake(IPNetwork block) => Of(block).TryTake(block);

    public void Give(IPNetwork block) => Of(block).Give(block);

    private AddressPool Of(IPNetwork block) => local.Concat(cluster).First(p => p.Has(block));
}
