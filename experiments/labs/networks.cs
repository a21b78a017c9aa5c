#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Whom does a container reach on each network, and how long does a round trip take beside a busy neighbour?
// Look for: an endpoint joins a sandbox to a network; the default bridge has no name server, a user-defined one has; host has no address.
// Look for: who wakes up hardly waits for the neighbour, but does with --scheduler eevdf or credit. Try --busy 0.7, one more Join.

var script = new Script("Whom does a container reach on each network, and how long does a round trip take beside a busy neighbour?", 10);
script.WithMachine(cores: 1);
var busy = script.Option("--busy", "X", "share of a CPU that the neighbour wants", 0.3, atLeast: 0.001, atMost: 0.8);
var scheduler = script.SchedulerOption();
return script.Main(args, experiment =>
{
    var (one, two) = (new NetworkController(experiment.Parameters, "one"), new NetworkController(experiment.Parameters, "two"));
    one.Create("shop", new BridgeDriver()); // docker network create shop
    two.Join(one.Create("mesh", new OverlayDriver()));
    Endpoint Join(NetworkController at, string network, string name) => at.Connect(at.CreateSandbox(name), at.Network(network));
    var pairs = new[] { "bridge", "shop", "host", "none", "mesh" }.Select(network =>
        (Web: Join(one, network, $"web-{network}"), Db: Join(network == "mesh" ? two : one, network, $"db-{network}"))).ToList();
    NetworkRoute Route(Endpoint from, Endpoint to) => // who shares the machine's stack finds the other at 127.0.0.1
        one.Find(from.Sandbox, from.Sandbox.IsHost && to.Sandbox.IsHost ? "127.0.0.1" : to.Address);
    experiment.Table(pairs.SelectMany(p => new[] { p.Web, p.Db }).Select(e => new { Sandbox = e.Sandbox.Name, e.Sandbox.Controller.Machine,
        Network = $"{e.Network}", e.Address, e.Network.Gateway, NameServer = e.Sandbox.Controller.Resolve(e.Sandbox, "any").Server }));
    experiment.Table(pairs.Select(p => new { From = p.Web.Sandbox.Name, DbByName = one.Resolve(p.Web.Sandbox, p.Db.Sandbox.Name).Address
        ?? "unknown", DbByAddress = $"{Route(p.Web, p.Db)}", DbOfShop = $"{Route(p.Web, pairs[1].Db)}" }));
    var (kind, share) = (experiment.Scheduler(scheduler, experiment.Machine) ?? HostScheduler.Default, experiment.Value(busy));
    var ways = pairs.Select(p => (Name: $"{p.Web.Network}", Route: Route(p.Web, p.Db))).Where(w => w.Route.Reaches)
        .Append((Name: "host, two machines", Route: one.FindOutside(pairs[2].Web.Sandbox, two)));
    var cells = experiment.Run("trips", ways, (trial, way) =>
    {
        var (sim, draw, us) = (new Simulation(), trial.Streams["messages"], new List<double>());
        IEnumerable<Event> Neighbour(CpuTask task, RandomStream draw)
        {
            for (; ; task.Demand(1 + (long)draw.Exponential(1e6))) // 1 ms of work on average
                yield return sim.TimeoutD(draw.Exponential(1e-3 / share));
        }
        var cpu = new[] { "one", "two" }.Select(m => HostScheduler.Create(kind, sim, experiment.Machine, trial.Streams.Fresh(m))).ToArray();
        foreach (var (i, machine) in cpu.Index())
            sim.Process(Neighbour(machine.CreateTask("neighbour"), trial.Streams[$"neighbour {i}"]));
        var (web, db) = (cpu[0].CreateTask("web"), cpu[way.Route.IsRemote ? 1 : 0].CreateTask("db"));
        var channel = new Channel(trial.Parameters, web, db, way.Route, experiment.Machine.Cpu.Clock, 10.Gbps);
        while (us.Count < (experiment.Quick ? 1500 : 5000))
        {
            sim.Run(sim.TimeoutD(draw.Exponential(2e-3)));
            var begin = sim.NowD;
            sim.Run(sim.Process(channel.RoundTrip(new((long)draw.Exponential(256)), new((long)draw.Exponential(2048)))));
            us.Add(1e6 * (sim.NowD - begin));
        }
        return us;
    }, until: us => new { MeanUs = us.Average() }).ByCell();
    var rows = cells.Select(r => new { r.Cell.Name, MeanUs = r.Estimate(us => us.Average()), P99Us = r.Quantile(0.99, us => us) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (bridge, mesh) = (cells[1].Difference(cells[2], us => us.Average()), cells[3].Difference(cells[4], us => us.Average()));
    experiment.Finding($"over a bridge a round trip takes {bridge} µs longer than on the host's network, over an overlay {mesh} µs");
    experiment.Plot("trips", Figure.Dots($"Over a bridge a round trip takes {bridge.Mean:0.0} µs longer than on the host's network, " +
        $"over an overlay between machines {mesh.Mean:0.0} µs", new("Round trip (µs)", Min: 0), rows.SelectMany(r =>
            new Dot[] { new(r.Name, "mean", r.MeanUs), new(r.Name, "p99", r.P99Us.Estimate) }), subtitle: Conditions.Of(experiment.Machine,
            $"{kind.ToString().ToUpperInvariant()}; random messages; neighbours want {100 * share:0} % of each CPU", Conditions.Runs(cells[0].Runs.Count))));
});
