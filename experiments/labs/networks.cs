#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Whom does a container reach on each network, and how long does a round trip take beside a busy neighbour?
// Look for: which container has an address, which name server knows the other's name, and what the way there is made of.
// Look for: beside a neighbour that never sleeps, who wakes up has the CPU at once.
// Change: --scheduler eevdf or credit (who has to wait now?); --cores 2; or let web-bridge join shop too, below pairs:
// one.Connect(pairs[0].Web.Sandbox, one.Network("shop")); what does it reach now?

var script = new Script("Whom does a container reach on each network, and how long does a round trip take beside a busy neighbour?", 10);
var scheduler = script.WithMachine(cores: 1).SchedulerOption();
return script.Main(args, experiment =>
{
    var kind = experiment.Scheduler(scheduler, experiment.Machine) ?? HostScheduler.Default;
    var (one, two) = (new NetworkController(experiment.Parameters, "one"), new NetworkController(experiment.Parameters, "two"));
    one.Create("shop", new BridgeDriver()); // docker network create shop
    two.Join(one.Create("mesh", new OverlayDriver()));
    Endpoint Join(NetworkController machine, string container, string network) => // a sandbox joins a network by an endpoint
        machine.Connect(machine.CreateSandbox($"{container}-{network}"), machine.Network(network));
    Pair Both(string title, string network, NetworkController other) => new(title, Join(one, "web", network), Join(other, "db", network));
    Pair[] pairs = [Both("default bridge", "bridge", one), Both("user-defined bridge 'shop'", "shop", one), Both("host", "host", one),
        Both("none", "none", one), Both("overlay 'mesh'", "mesh", two)];
    string At(Endpoint db) => db.Sandbox.IsHost ? "127.0.0.1" : db.Address; // on the host's network all share its addresses
    experiment.Table(pairs.Select(p => new { p.Network, p.Web.Network.Gateway, WebAddress = p.Web.Address, DbAddress = p.Db.Address,
        NameServer = one.Resolve(p.Web.Sandbox, "db").Server, DbByName = one.Resolve(p.Web.Sandbox, p.Db.Sandbox.Name).Address ?? "-" }));
    experiment.Table(pairs.Select(p => new { p.Network, WayToItsDb = $"{one.Find(p.Web.Sandbox, At(p.Db))}",
        WayToDbOfShop = $"{one.Find(p.Web.Sandbox, At(pairs[1].Db))}" }));
    var ways = pairs.Select(p => new Way(p.Network, one.Find(p.Web.Sandbox, At(p.Db)))).Where(way => way.Route.Reaches)
        .Append(new Way("host, two machines", one.FindOutside(pairs[2].Web.Sandbox, two)));
    var cells = experiment.Run("trips", ways, (trial, way) =>
    {
        var (sim, sizes, us) = (new Simulation(), trial.Streams["sizes"], new List<double>());
        CpuScheduler Machine(string name) => HostScheduler.Create(kind, sim, experiment.Machine, trial.Streams.Fresh(name));
        var (near, other) = (Machine("one"), Machine("two"));
        foreach (var cpu in new[] { near, other })
            cpu.CreateTask("neighbour").Demand(CpuTask.Forever);
        var (web, db) = (near.CreateTask("web"), (way.Route.IsRemote ? other : near).CreateTask("db"));
        var channel = new Channel(trial.Parameters, web, db, way.Route, experiment.Machine.Cpu.Clock, 10.Gbps);
        while (us.Count < 5000)
        {
            sim.Run(sim.TimeoutD(sizes.Exponential(2e-3)));
            var begin = sim.NowD;
            sim.Run(sim.Process(channel.RoundTrip(new((long)sizes.Exponential(256)), new((long)sizes.Exponential(2048)))));
            us.Add(1e6 * (sim.NowD - begin));
        }
        return us;
    }, until: us => new { MeanUs = us.Average() }).ByCell();
    var rows = cells.Select(c => new { c.Cell.Network, MeanUs = c.Estimate(Mean) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (bridge, overlay) = (cells[1].Difference(cells[2], Mean).Estimate, cells[3].Difference(cells[4], Mean).Estimate);
    experiment.Finding($"a round trip takes {bridge} µs longer over a bridge than on the host's network, " +
        $"and {overlay} µs longer over an overlay than between the hosts' networks");
    experiment.Plot("trips", Figure.Dots($"A round trip takes {bridge.Mean:0.0} µs longer over a bridge, {overlay.Mean:0.0} µs longer " +
        "over an overlay", "Round trip, mean (µs)", rows.Select(r => new Dot(r.Network, "", r.MeanUs)), subtitle: Conditions.Of(
            experiment.Machine, HostScheduler.KernelOf(kind), "a neighbour never sleeps", Conditions.Runs(cells[0].Runs.Count))));
});
static double Mean(List<double> us) => us.Average();
record Pair(string Network, Endpoint Web, Endpoint Db);
record Way(string Network, NetworkRoute Route);
