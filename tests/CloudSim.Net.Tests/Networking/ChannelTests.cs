using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Networking;

/// <summary>
/// Round trips and throughput on two CPUs of one machine against network.csv of the project's measurements: within the spread (fastest to
/// 95th percentile). Loopback, the plain bridge, translation and the rules' growth are calibrated; the rest follows.
/// </summary>
public class ChannelTests
{
    private readonly NetworkController host = new(P);

    [Theory]
    [InlineData("loopback", 0, 1400, 14.2, 20.3)]
    [InlineData("bridge", 0, 64, 18.7, 77.7)]
    [InlineData("bridge", 0, 1400, 18.9, 30.5)]
    [InlineData("masquerade", 0, 64, 24.8, 37.1)]
    [InlineData("masquerade", 0, 1400, 25.4, 38.4)]
    [InlineData("masquerade", 100, 64, 28.6, 35.8)]
    [InlineData("masquerade", 1000, 64, 48.5, 87.2)]
    [InlineData("published", 0, 64, 28.8, 43.8)]
    public void Round_trips_are_within_the_measured_spread(string path, int rules, int bytes, double low, double high) =>
        Assert.InRange(RoundTripUs(Path(path, rules), bytes), low, high);

    [Theory]
    [InlineData("bridge", 0, 7.33, 9.13)]
    [InlineData("masquerade", 100, 6.61, 8.60)]
    [InlineData("masquerade", 1000, 6.22, 7.90)]
    public void Bulk_streams_are_within_the_measured_spread(string path, int rules, double low, double high) =>
        Assert.InRange(Gbps(Path(path, rules), NetworkCosts.Of(P).Segment, stream: true), low, high);

    [Fact]
    public void Between_machines_the_host_s_stack_takes_felter_s_round_trip_and_an_overlay_a_third_more()
    {
        var native = RoundTripUs(new NetworkRoute { IsRemote = true }, 64);
        Assert.InRange(native, 36, 40);                                       // FEL-NET-NATLAT: 38 us
        Assert.InRange(RoundTripUs(Overlay(), 64) / native, 1.2, 1.6);        // SLIM-LAT: 1.34, range of P68
        Assert.InRange(RoundTripUs(Path("masquerade", 0) with { IsRemote = true }, 64) / native, 1.3, 2.2); // P66: 2 (1.3 to 2.2)
        var (plain, packed) = (Gbps(new NetworkRoute { IsRemote = true }, 64.KiB, true), Gbps(Overlay(), 64.KiB, true));
        Assert.InRange(plain, 8.8, 9.5);                                      // FEL-NET-BW: 9.3 of 10 Gbit/s
        Assert.InRange(1 - packed / plain, 0.15, 0.5);                        // SLIM-THR: 0.23, range of P67
    }

    [Fact]
    public void Translation_costs_and_the_host_s_stack_does_not()
    {
        Assert.Equal(RoundTripUs(new NetworkRoute(), 64), RoundTripUs(host.FindOutside(Sandbox("host")) with { IsRemote = false }, 64), 6);
        Assert.True(RoundTripUs(Path("masquerade", 0), 64) > RoundTripUs(Path("bridge", 0), 64) + 5);
    }

    private static NetworkRoute Overlay()
    {
        var costs = NetworkCosts.Of(P);
        return new NetworkRoute { IsRemote = true, Hops = new OverlayDriver().Between(costs, remote: true) };
    }

    private Sandbox Sandbox(string network)
    {
        var sandbox = host.CreateSandbox("c");
        host.Connect(sandbox, host.Network(network));
        return sandbox;
    }

    private NetworkRoute Path(string path, int rules)
    {
        host.FilterRules = rules;
        switch (path)
        {
            case "loopback": return new NetworkRoute();
            case "bridge": return host.Find(Sandbox("bridge"), Sandbox("bridge").Endpoints[0].Address);
            case "published":
                host.Publish(Sandbox("bridge").Endpoints[0], 8080, 80);
                return host.FindPublished(8080, outside: false);
            default: return host.FindOutside(Sandbox("bridge")) with { IsRemote = false };
        }
    }

    private static double RoundTripUs(NetworkRoute route, int bytes)
    {
        const int Trips = 100;
        var (sim, channel) = Two(route);
        sim.Run(sim.Process(Trip()));
        return sim.NowD * 1e6 / Trips;

        IEnumerable<Event> Trip()
        {
            for (var i = 0; i < Trips; i++)
                foreach (var step in channel.RoundTrip(bytes.B, bytes.B))
                    yield return step;
        }
    }

    private static double Gbps(NetworkRoute route, Bytes size, bool stream)
    {
        var (sim, channel) = Two(route);
        sim.Run(sim.Process(channel.Send(size, 1_000, stream)));
        return size.Count * 1_000 * 8 / sim.NowD / 1e9;
    }

    private static (Simulation, Channel) Two(NetworkRoute route)
    {
        var sim = new Simulation();
        var cpu = new CfsScheduler(sim, 2, CfsTunables.For(P, 2) with { ContextSwitchCost = 1.Microseconds });
        return (sim, new Channel(P, cpu.CreateTask("client"), cpu.CreateTask("server"), route, 3.1.GHz, 10.Gbps));
    }
}
