using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Networking;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Platforms;

/// <summary>A network interface costs a container the same, whoever starts it; microVMs: <see cref="OneInterfaceTests"/>.</summary>
public class InterfaceTests
{
    private const int Starts = 40;

    // A veth pair and a bridge port: two grace periods of 7 to 12 ms and a millisecond of work, by the platform and by the engine alike.
    [Fact]
    public void A_container_s_interface_adds_the_same_to_the_platform_s_start_and_to_the_engine_s()
    {
        var platform = Median(Times(RuncContainer.Of(P), 1, EndPoint.RequestToReady))
            - Median(Times(RuncContainer.Of(P), 0, EndPoint.RequestToReady));
        var addresses = Cycles.Of(P[nameof(ContainerEngine)].Duration("bridge_endpoint"), KernelSteps.Of(P).Clock)
            .At(HostModel.RackServer(P).Cpu.Clock);
        var engine = Median(Engine(k => k.Default)) - Median(Engine(k => k.Network("none"))) - addresses.TotalMilliseconds;
        Assert.InRange(platform, 15, 25);
        Assert.Equal(platform, engine, 2.0);
    }

    private static IReadOnlyList<double> Times(Platform platform, int interfaces, EndPoint end) => SerialBoots.Run(
        HostModel.RackServer(P), platform, new GuestSpec(256.MiB, Bytes.Zero, Interfaces: interfaces),
        Starts, new RandomStreams(4), endPoint: end);

    private static List<double> Engine(Func<NetworkController, Network> network)
    {
        var sim = new Simulation();
        var kernel = new Host(sim, HostModel.RackServer(P), new RandomStreams(4)).Kernel;
        kernel.Store.Tag("app", new Image([Layer.Of("app", 5.MiB)]));
        var engine = new ContainerEngine(kernel);
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            sim.Run(sim.Timeout(1.Seconds));
            var begin = sim.Now;
            sim.Run(engine.Run(new ContainerSpec($"c{i}", "app") { Network = network(kernel.Networks) }));
            times.Add((sim.Now - begin).TotalMilliseconds);
            sim.Run(engine.Kill(engine.Find($"c{i}")!)); // no port of it is left on the bridge
        }
        return times;
    }

    private static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);
}
