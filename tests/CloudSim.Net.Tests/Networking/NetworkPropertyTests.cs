using System.Net;
using CloudSim.Net.Networking;
using CsCheck;

namespace CloudSim.Net.Tests.Networking;

public class NetworkPropertyTests
{
    /// <summary>
    /// Any calls, also such as are refused: what is taken is what is live, no address is given twice, each lies within its block, blocks do
    /// not overlap, and in the end nothing is left.
    /// </summary>
    [Fact]
    public void What_is_taken_is_what_is_live() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 1000], Gen.Int[0, 1000]).Array[0, 400].Sample(calls =>
        {
            var machine = new NetworkController(P, "one", bridgePortLimit: 5);
            var (networks, boxes) = (new List<Network>(machine.Networks), new List<Sandbox>());
            var made = 0;
            foreach (var (call, a, b) in calls)
            {
                var (network, box) = (networks[a % networks.Count], boxes.Count == 0 ? null : boxes[b % boxes.Count]);
                var before = State(machine);
                try
                {
                    Call(call, network, box, a, b);
                }
                catch (InvalidOperationException)
                {
                    Assert.Equal(before, State(machine));
                }
                Check(machine, networks, boxes);
            }
            foreach (var box in boxes)
                machine.Remove(box);
            foreach (var network in networks.Skip(3))
                machine.Remove(network);
            Assert.Equal("0 boxes, 1 blocks, 3 networks: bridge 0 ; host 0 ; none 0 ; ports ", State(machine));

            void Call(int call, Network network, Sandbox? box, int a, int b)
            {
                if (call == 0)
                    networks.Add(machine.Create($"n{made++}", (a % 3) switch
                    {
                        0 => new OverlayDriver(),
                        1 => new MacVlanDriver(),
                        _ => new BridgeDriver(),
                    }));
                else if (call == 1 || box is null)
                    boxes.Add(machine.CreateSandbox($"c{made++}"));
                else if (call is 2 or 3)
                    machine.Connect(box, network, "alias");
                else if (call == 4 && box.Endpoints.Count > 0)
                    machine.Publish(box.Endpoints[a % box.Endpoints.Count], a % 5 == 0 ? 0 : 1 + a % 7, 80);
                else if (call == 5 && box.Endpoints.Count > 0)
                    machine.Disconnect(box.Endpoints[a % box.Endpoints.Count]);
                else if (call == 6)
                    machine.Remove(box);
                else if (call == 7)
                    machine.Remove(network);
            }
        }, iter: 200);

    private static string State(NetworkController machine) =>
        $"{machine.SandboxCount} boxes, {machine.BlockCount} blocks, {machine.Networks.Count()} networks: "
        + string.Concat(machine.Networks.Select(n => $"{n.Name} {n.Ports.Taken} {string.Join(',', n.Endpoints)}; "))
        + $"ports {string.Join(',', machine.PublishedPorts.Order())}";

    private static void Check(NetworkController machine, List<Network> networks, List<Sandbox> boxes)
    {
        Assert.Equal(boxes.Count(b => !b.IsRemoved), machine.SandboxCount);
        Assert.Equal(networks.Where(n => !n.IsRemoved), machine.Networks);
        var endpoints = boxes.SelectMany(b => b.Endpoints).ToList();
        Assert.Equal(endpoints.SelectMany(e => e.PublishedPorts).Order(), machine.PublishedPorts.Order());
        var addresses = endpoints.Where(e => e.Network.Subnet is not null).ToList();
        Assert.Equal(addresses.Count, addresses.Select(e => e.Address).Distinct().Count());
        Assert.All(addresses, e =>
            Assert.True(e.Network.Subnet!.Value.Contains(IPAddress.Parse(e.Address)) && e.Address != e.Network.Gateway));
        foreach (var network in networks)
        {
            Assert.Equal(endpoints.Where(e => e.Network == network).ToHashSet(), network.Endpoints.ToHashSet());
            Assert.Equal(network.EndpointCount, network.Ports.Taken);
        }
        var blocks = machine.Networks.Where(n => n.Subnet is not null).Select(n => n.Subnet!.Value).ToList();
        Assert.Equal(blocks.Count, machine.BlockCount);
        Assert.All(blocks, one => Assert.Single(blocks, two => two.Contains(one.BaseAddress) || one.Contains(two.BaseAddress)));
    }
}
