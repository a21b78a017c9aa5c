#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Whom does a container reach on each network, by name and by address, and how long does a round trip take beside a busy neighbour?
// Look for: an endpoint joins a sandbox to a network; the default bridge has no name server, a user-defined one has; host has no address.
// Look for: the same route takes the same time. Try --busy 0, --scheduler eevdf, --set NetworkCosts.vxlan_hop=20000cycles, another Join.

var script = new Script("Whom does a container reach on each network, by name and by address, and how long does a round trip take " +
    "beside a busy neighbour?", runs: 10);
script.WithMachine(cores: 1);
var busy = script.Option("--busy", "X", "share of a CPU that the neighbour wants", 0.3, atLeast: 0, atMost: 0.8);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var (one, two) = (new NetworkController(experiment.Parameters, "one"), new NetworkController(experiment.Parameters, "two"));
    one.Create("shop", new BridgeDriver()); // docker network create shop
    two.Join(one.Create("mesh", new OverlayDriver()));
    static Endpoint Join(NetworkController at, string network, string name) => at.Connect(at.CreateSandbox(name), at.Network(network));
    var pairs = new[] { "bridge", "shop", "host", "none", "mesh" }.Select(network =>
        (Web: Join(one, network, "web"), Db: Join(network == "mesh" ? two : one, network, "db"))).ToList();
    NetworkRoute Route(Endpoint from, Endpoint to) => // who shares the machine's stack finds the other at 127.0.0.1
        one.Find(from.Sandbox, from.Sandbox.IsHost && to.Sandbox.IsHost ? "127.0.0.1" : to.Address);
    var reach = pairs.Select(p => new { From = $"web on {p.Web.Network.Name}", Name = one.Resolve(p.Web.Sandbox, "db").Address ?? "unknown",
        OwnDb = $"{Route(p.Web, p.Db)}", DbOfShop = $"{Route(p.Web, pairs[1].Db)}" }).ToList();
    experiment.Csv("reach", reach);
    experiment.Table(pairs.SelectMany(p => new[] { p.Web, p.Db }).Select(e => new { Sandbox = e.Sandbox.Name, e.Sandbox.Controller.Machine,
        Network = $"{e.Network}", e.Address, e.Network.Gateway, NamesFrom = e.Sandbox.Controller.Resolve(e.Sandbox, "db").Server }));
    experiment.Table(reach);

    var kind = experiment.Scheduler(scheduler, experiment.Machine) ?? HostScheduler.Default;
    var ways = pairs.Select(p => (Name: $"{p.Web.Network}", Route: Route(p.Web, p.Db))).Where(w => w.Route.Reaches)
        .Append(("host, two machines", one.FindOutside(pairs[2].Web.Sandbox, two)));
    var cells = experiment.Run("trips", ways, (trial, way) =>
    {
        var (sim, random, us) = (new Simulation(), trial.Streams["messages"], new List<double>());
        CpuTask Task(string machine, string name, CpuScheduler? at = null)
        {
            var cpu = at ?? HostScheduler.Create(kind, sim, experiment.Machine, trial.Streams.Fresh(machine));
            if (at is null && experiment.Value(busy) is var share && share > 0)
                sim.Process(Neighbour(cpu.CreateTask("neighbour"), trial.Streams[machine], 1e-3 * (1 / share - 1)));
            return cpu.CreateTask(name);
        }
        IEnumerable<Event> Neighbour(CpuTask task, RandomStream draw, double sleep)
        {
            for (; ; yield return task.Execute(1 + (long)draw.Exponential(1e6)))
                yield return sim.TimeoutD(draw.Exponential(sleep));
        }
        var web = Task("one", "web");
        var db = Task("two", "db", way.Route.IsRemote ? null : web.Scheduler);
        var channel = new Channel(trial.Parameters, web, db, way.Route, experiment.Machine.Cpu.Clock, 10.Gbps);
        IEnumerable<Event> Talk()
        {
            for (var begin = 0.0; us.Count < (experiment.Quick ? 500 : 5000); us.Add(1e6 * (sim.NowD - begin)))
            {
                yield return sim.TimeoutD(random.Exponential(2e-3));
                begin = sim.NowD;
                foreach (var step in channel.RoundTrip(new((long)random.Exponential(256)), new((long)random.Exponential(2048))))
                    yield return step;
            }
        }
        sim.Run(sim.Process(Talk()));
        return us;
    }, until: us => new { MeanUs = us.Average() }).ByCell();
    experiment.Csv(cells.Select(r => new { r.Cell.Name }));
});
