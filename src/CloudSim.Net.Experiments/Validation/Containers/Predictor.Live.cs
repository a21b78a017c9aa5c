using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Validation.Containers;

public sealed partial class Predictor
{
    private static readonly string[] Commands = ["docker create", "docker start", "docker exec", "docker kill", "docker rm"];

    // What "docker run --cpus 0.5 -m 64m" writes.
    private static readonly Dictionary<string, (string File, string Text)> Limits = new(StringComparer.Ordinal)
    {
        ["cpu"] = ("cpu.max", "50000 100000"), ["memory"] = ("memory.max", "64M"),
    };

    private static readonly Frequency NetworkClock = 3.1.GHz; // at which the cycles of NetworkCosts.csv give the measured times

    private double? Network(MeasuredPoint p)
    {
        if (p.Id == "dns")
        {
            var costs = NetworkCosts.Of(parameters);
            var path = p["resolver"] == "dnsmasq_over_bridge" ? new NetworkRoute { Hops = [costs.Bridge()] } : new NetworkRoute();
            return p["source"] == "etc_hosts_200_entries" ? (costs.Hosts * 200).At(NetworkClock).TotalMicroseconds
                : p.What.StartsWith("A query", StringComparison.Ordinal)
                    ? RoundTrip(path, 64) + costs.Dns.At(NetworkClock).TotalMicroseconds : null;
        }
        if (Path(p["path"]) is not { } route)
            return null;
        var segment = NetworkCosts.Of(parameters).Segment;
        return p.What switch
        {
            "round trip" => RoundTrip(route, p.Number("bytes"), p["proto"] == "tcp"),
            "ping round trip" => null,
            "TCP connect" => Timed(c => c.Connect(), route, 50) * 1e6 / 50,
            "throughput" => segment.Count * 400 * 8 / Timed(c => c.Send(segment, 400, stream: true), route, 1) / 1e9,
            _ => null,
        };
    }

    private NetworkRoute? Path(string name)
    {
        const string Rules = "bridge_routed_masquerade_plus_";
        var host = new NetworkController(parameters);
        var (a, b) = (host.CreateSandbox("a"), host.CreateSandbox("b"));
        host.Connect(a, host.Default);
        host.Connect(b, host.Default);
        if (name.StartsWith(Rules, StringComparison.Ordinal))
            host.FilterRules = int.Parse(name[Rules.Length..name.IndexOf("_rules", StringComparison.Ordinal)],
                System.Globalization.CultureInfo.InvariantCulture);
        switch (name)
        {
            case "loopback": return host.Find(a, "127.0.0.1");
            // A veth pair without a bridge, and a routed one, cost what veth and bridge cost within the noise.
            case "veth_direct" or "veth_bridge_veth" or "bridge_routed_no_nat_rules": return host.Find(a, b.Endpoints[0].Address);
            case "published_port_dnat":
                host.Publish(b.Endpoints[0], 8080, 7000);
                return host.FindPublished(8080, outside: false);
            default: return name.StartsWith("bridge_routed_masquerade", StringComparison.Ordinal)
                ? host.FindOutside(a) with { IsRemote = false } : null;
        }
    }

    private double RoundTrip(NetworkRoute route, int bytes, bool tcp = false) =>
        Timed(c => c.RoundTrip(bytes.B, bytes.B, tcp), route, 50) * 1e6 / 50;

    private double Timed(Func<Channel, IEnumerable<Event>> talk, NetworkRoute route, int times)
    {
        var simulation = new Simulation();
        var scheduler = new CfsScheduler(simulation, 2, CfsTunables.For(parameters, 2) with { ContextSwitchCost = 1.Microseconds });
        var channel = new Channel(parameters, scheduler.CreateTask("client"), scheduler.CreateTask("server"), route, NetworkClock, 10.Gbps);
        simulation.Run(simulation.Process(Enumerable.Range(0, times).SelectMany(_ => talk(channel))));
        return simulation.NowD;
    }

    private double? Docker(MeasuredPoint p)
    {
        var cpu = CpuModel.Named(parameters, "XeonPlatinum8175M", "measured") with { Clock = Steps.Clock };
        var simulation = new Simulation();
        var host = new Host(simulation, HostModel.Named(parameters, "RackServer", cpu) with { Cores = 2 }, new RandomStreams(seed: 1));
        var kernel = host.Kernel;
        kernel.V1 = All;
        kernel.Store.Tag("busybox", new Image([Layer.Of("busybox", 4.MiB)]));
        var engine = new ContainerEngine(kernel);
        var network = p["net"] switch
        {
            "none" or "host" => kernel.Networks.Network(p["net"]),
            "bridge" => kernel.Networks.Default,
            "user_defined" => kernel.Networks.Create("user", new BridgeDriver()),
            _ => null,
        };
        if (network is null)
            return null;
        var range = p["already_running"];
        kernel[KernelObject.BridgePort].TryTake(range.Length == 0
            ? 0 : int.Parse(range[..range.IndexOf('-')], System.Globalization.CultureInfo.InvariantCulture));
        if (p["conditions"] == "no_priority_heavier_load")
            simulation.Process(Others());
        var samples = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var spec = new ContainerSpec($"c{i}", "busybox") { Network = network, AutoRemove = p.What.StartsWith("whole",
                StringComparison.Ordinal) && p["engine"] != "containerd_ctr", Ports = p["published_port"] == "1"
                ? [(8080 + i, 80)] : [], Limits = [.. p["limits"].Split('+').Where(Limits.ContainsKey).Select(l => Limits[l])] };
            simulation.Run(simulation.Timeout(100.Milliseconds));
            if (Commands.Contains(p.What))
            {
                samples.Add(Each(spec)[Array.IndexOf(Commands, p.What)]);
                continue;
            }
            var begin = simulation.Now;
            simulation.Run(p["engine"] == "containerd_ctr" ? engine.RunByContainerd(spec) : engine.Run(spec));
            if (p.What.StartsWith("whole", StringComparison.Ordinal))
            {
                var container = engine.Find(spec.Name)!;
                kernel.Processes.End(container.Init!, 0);
                simulation.Run(engine.Cleaned(container));
            }
            samples.Add((simulation.Now - begin).TotalMilliseconds);
        }
        return MeasuredMedian.Of(samples);

        // The measured machine's other programs, "1 to 2 cores of the 2" (README of the measurements), 1.5 here: one always, one half
        // the time.
        IEnumerable<Event> Others()
        {
            kernel.CreateTask("other program").Execute(TimeSpan.FromHours(1).Ticks * 100);
            for (var half = kernel.CreateTask("another program"); ; )
            {
                yield return half.Execute(10_000_000);
                yield return simulation.Timeout(10.Milliseconds);
            }
        }

        // docker create, start, exec, kill and rm one after the other, in milliseconds each.
        double[] Each(ContainerSpec spec)
        {
            var times = new List<double>();
            Time(() => engine.Create(spec));
            var container = engine.Find(spec.Name)!;
            Time(() => engine.Start(container));
            Time(() => engine.Exec(container, "true"));
            Time(() => engine.Kill(container));
            Time(() => engine.Remove(container));
            return [.. times];

            void Time(Func<Event> command)
            {
                var begin = simulation.Now;
                simulation.Run(command());
                times.Add((simulation.Now - begin).TotalMilliseconds);
            }
        }
    }
}
