#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does each way of networking a container cost in latency and throughput, and who can reach whom by which name?
// One client and one server on idle CPUs: no random number is drawn, so that a second run would give the same.

var script =
    new Script("What does each way of networking a container cost in latency and throughput, and who can reach whom by which name?");
script.WithMachine(cores: 2);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var (one, two) = (new NetworkController(parameters, "one"), new NetworkController(parameters, "two"));
    var (user, other) = (one.Create("shop", new BridgeDriver()), one.Create("other", new BridgeDriver()));
    var (lan, mesh) = (one.Create("lan", new MacVlanDriver()), one.Create("mesh", new OverlayDriver()));
    two.Join(mesh);
    two.Join(lan);
    Sandbox On(NetworkController machine, Network network, string name)
    {
        var sandbox = machine.CreateSandbox(name);
        machine.Connect(sandbox, network);
        return sandbox;
    }
    var (legacy, legacyDb) = (On(one, one.Default, "web"), On(one, one.Default, "db"));
    var (web, db) = (On(one, user, "web"), On(one, user, "db"));
    var (host, alone, outside) = (On(one, one.Network("host"), "onhost"), On(one, one.Network("none"), "alone"),
        On(two, two.Network("host"), "far"));
    var (stranger, near, far) = (On(one, other, "db2"), On(one, mesh, "near"), On(two, mesh, "farmesh"));
    var (lanWeb, lanFar) = (On(one, lan, "lanweb"), On(two, lan, "lanfar"));
    one.Publish(web.Endpoints[0], 8080, 80);

    (string Mode, NetworkRoute Route)[] modes =
    [
        ("same machine, host", new NetworkRoute()),
        ("same machine, user-defined bridge", one.Find(web, db.Endpoints[0].Address)),
        ("same machine, published port", one.FindPublished(8080, outside: false)),
        ("same machine, published port by 127.0.0.1", one.FindPublished(8080, outside: false, loopback: true)),
        ("two machines, host", one.FindOutside(host, two)),
        ("two machines, macvlan", one.Find(lanWeb, lanFar.Endpoints[0].Address)),
        ("two machines, bridge with NAT", one.FindOutside(web, two)),
        ("two machines, published port", two.FindOutside(outside, one, 8080)),
        ("two machines, overlay", one.Find(near, far.Endpoints[0].Address)),
    ];
    var machine = experiment.Machine;
    var kind = experiment.Scheduler(scheduler, machine) ?? HostScheduler.Default;
    var trips = experiment.Quick ? 50 : 500;
    var grid = from mode in modes from bytes in experiment.Quick ? new[] { 64, 1400 } : [64, 256, 1400, 4096, 16384, 65536]
        select new Cell(mode.Mode, mode.Route, bytes);
    var rows = experiment.Run("network", grid, (trial, cell) =>
    {
        double Seconds(Func<Channel, IEnumerable<Event>> talk, int times)
        {
            var sim = new Simulation();
            CpuScheduler Cpu(string name) => HostScheduler.Create(kind, sim, machine, trial.Streams.Fresh(name));
            var sender = Cpu("sender");
            var receiver = cell.Route.IsRemote ? Cpu("receiver") : sender;
            var channel = new Channel(parameters, sender.CreateTask("client"), receiver.CreateTask("server"), cell.Route,
                machine.Cpu.Clock, 10.Gbps);
            sim.Run(sim.Process(Enumerable.Range(0, times).SelectMany(_ => talk(channel))));
            return sim.NowD;
        }
        var size = cell.Bytes.B;
        return new Outcome(Seconds(c => c.RoundTrip(size, size), trips) * 1e6 / trips, Seconds(c => c.Connect(), trips) * 1e6 / trips,
            8e-9 * cell.Bytes * trips / Seconds(c => c.Send(size, trips, stream: cell.Bytes > 1400), 1));
    }, runs: 1)
        .Select(r =>
            new Row(r.Cell.Mode, r.Cell.Route.ToString(), r.Cell.Route.HasTranslation ? "yes" : "no", r.Cell.Bytes, r.Outcome.RoundTripUs,
                r.Outcome.ConnectUs, r.Outcome.ThroughputGbps)).ToList();

    string Name(NetworkController machine, Sandbox from, string name) =>
        machine.Resolve(from, name) is { Address: { } a } answer ? $"{a} from {answer.Server}" : "unknown";
    var reach = new List<Reach>
    {
        new("default bridge, by name", Name(one, legacy, "db"), "no"),
        new("default bridge, by address", one.Find(legacy, legacyDb.Endpoints[0].Address).ToString(), "yes"),
        new("user-defined bridge, by name", Name(one, web, "db"), "yes"),
        new("from one network to another", one.Find(web, stranger.Endpoints[0].Address).ToString(), "no"),
        new("published port from outside", two.FindOutside(outside, one, 8080).ToString(), "yes"),
        new("host, outward", one.FindOutside(host, two).ToString(), "yes, no translation"),
        new("none, outward", one.FindOutside(alone, two).ToString(), "no"),
        new("macvlan, other machine", one.FindOutside(lanWeb, two).ToString(), "yes, no translation"),
        new("macvlan, its own machine", one.FindOutside(lanWeb, one).ToString(), "no"),
        new("overlay, other machine, by name", Name(one, near, "farmesh"), "yes"),
    };

    experiment.Csv(rows);
    experiment.Csv("reach", reach);
    experiment.Table(rows.Where(r => r.PacketBytes is 64 or 65536));
    experiment.Table(reach);
    foreach (var (where, name, cable) in new[] { ("same machine", "one-machine", ""),
        ("two machines", "two-machines", ", cable of 10 Gbit/s") })
    {
        var there = rows.Where(r => r.Mode.StartsWith(where, StringComparison.Ordinal)).ToList();
        var (small, large) = (there.Min(r => r.PacketBytes), there.Max(r => r.PacketBytes));
        var conditions = $"{char.ToUpperInvariant(where[0])}{where[1..]}{cable}: {machine.Cpu.Name}, {machine.Cores} cores; idle but for " +
            "one client and one server, no random numbers; ";
        var quick = there.Where(r => r.PacketBytes == small).OrderBy(r => r.RoundTripUs).ToList();
        experiment.Plot($"latency-{name}", Plot(there,
            $"A message of {small} B and its answer take {quick[0].RoundTripUs:0} µs with {Way(quick[0])}, " +
            $"{quick[^1].RoundTripUs:0} µs with {Way(quick[^1])}",
            "Round trip (µs)", r => r.RoundTripUs, conditions + $"{trips} round trips one after the other"));
        var broad = there.Where(r => r.PacketBytes == small).OrderByDescending(r => r.ThroughputGbps).ToList();
        var wide = there.Where(r => r.PacketBytes == large).Select(r => r.ThroughputGbps).ToList();
        experiment.Plot($"throughput-{name}", Plot(there,
            $"Messages of {small} B flow {broad[0].ThroughputGbps / broad[^1].ThroughputGbps:0.0} times as fast with " +
            $"{Way(broad[0])} as with {Way(broad[^1])}; of {large:N0} B, the fastest is {wide.Max() / wide.Min():0.0} times the slowest",
            "Throughput (Gbit/s)", r => r.ThroughputGbps, conditions + $"{trips} messages, one sender at full speed"));
    }
    experiment.Goal("names work on the user-defined network and not on the default bridge", Name(one, web, "db") != "unknown"
        && Name(one, legacy, "db") == "unknown");

    // Ways that cost the same share a line.
    static Figure Plot(IEnumerable<Row> rows, string title, string y, Func<Row, double> value, string conditions) =>
        Figure.Lines(title, new Axis("Message or packet (B)", Log: true), new Axis(y, Log: true),
            rows.GroupBy(r => r.Mode).GroupBy(m => string.Join(' ', m.Select(r => $"{value(r):G3}"))).Select(same =>
                new Line(string.Join(" = ", same.Select(m => Way(m.First()))),
                    [.. same.First().Select(r => new LinePoint(r.PacketBytes, value(r)))])),
            conditions);

    static string Way(Row row) => row.Mode[(row.Mode.IndexOf(',') + 2)..];
});

record Cell(string Mode, NetworkRoute Route, int Bytes);

record Outcome(double RoundTripUs, double ConnectUs, double ThroughputGbps);

record Row(string Mode, string Path, string Translated, int PacketBytes, double RoundTripUs, double ConnectUs, double ThroughputGbps);

record Reach(string Case, string Answer, string Expected);
