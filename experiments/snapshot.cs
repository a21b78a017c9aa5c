#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Cold boot, a guest that waits, or a restore from a snapshot: what does a function's first answer take?

const int PoolSize = 16;

var script = new Script("Cold boot, a guest that waits, or a restore from a snapshot: what does a function's first answer take?");
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory();
var set = script.Option("--working-set-mib", "N", "memory that the function touches before it answers", (double?)null,
    atLeast: 0.1, atMost: 1024);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var (host, workingSet) = (experiment.Machine, experiment.Value(set)?.MiB ?? Snapshot.HelloWorld(parameters));
    var microVm = Firecracker.Of(parameters) with { Boot = [.. Firecracker.Of(parameters).Boot, Snapshot.Answer(parameters)] };
    Start[] starts =
    [
        new("cold boot", microVm, false), new($"pool of {PoolSize}", microVm, true),
        new("restore, memory cached", Snapshot.Cached(parameters, microVm, workingSet), false),
        new("restore, memory on disk", Snapshot.OnDisk(parameters, microVm, workingSet), false),
        new("restore, working set prefetched", Snapshot.Prefetched(parameters, microVm, workingSet), false),
    ];
    var kind = experiment.Scheduler(scheduler, host);
    int[] rates = experiment.Quick ? [1, 100] : [1, 2, 5, 10, 20, 50, 100, 150, 200, 250];
    var spec = experiment.Guest(microVm, new GuestSpec(2.GiB, Bytes.Zero, Interfaces: 0, HasCgroup: false));

    var results = experiment.Run("start", from start in starts from rate in rates select new Cell(start, rate), (trial, cell) =>
    {
        var sim = new Simulation();
        var machine = new Host(sim, host, trial.Streams, kind);
        sim.Run(Admit(machine, cell.Start.Platform, spec).Start()); // files are in the page cache from now on
        machine.Guests[0].Stop();
        var pool = cell.Start.IsPool ? new GuestPool(machine, cell.Start.Platform, spec, PoolSize) : null;
        sim.Run(5.Seconds);
        var times = new List<double>();
        var left = experiment.Quick ? 60 : 500;
        var done = sim.Process(Arrivals());
        sim.Run(done);
        return new Outcome(Quantiles.Of(times).P50, Quantiles.Of(times).P99);

        IEnumerable<Event> Arrivals()
        {
            var requests = new List<Process>();
            for (; left > 0; left--)
            {
                yield return sim.Timeout(trial.Streams["requests"].Exponential(1.0 / cell.Rate).Seconds);
                requests.Add(sim.Process(Request()));
            }
            foreach (var request in requests.Where(r => r.IsAlive))
                yield return request;
        }

        IEnumerable<Event> Request()
        {
            var asked = sim.Now;
            if (pool is null)
            {
                var guest = Admit(machine, cell.Start.Platform, spec);
                yield return guest.Start();
                times.Add((sim.Now - asked).TotalMilliseconds);
                yield return guest.Shutdown();
                yield break;
            }
            var taken = pool.Take();
            yield return taken;
            var waited = (Guest)taken.Value;
            yield return waited.Cpu.Execute(4.0.Milliseconds);
            times.Add((sim.Now - asked).TotalMilliseconds);
            yield return waited.Shutdown();
        }
    }, runs: 1);

    var rows = results.Select(r => new { Start = r.Cell.Start.Name, RequestsPerSecond = r.Cell.Rate, r.Outcome.P50Ms, r.Outcome.P99Ms })
        .ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    if (rows.Any(r => double.IsNaN(r.P99Ms)))
        experiment.Note("no p99 of fewer than 100 requests");
    experiment.Plot("start", Figure.Lines($"Request to first answer, {workingSet.MiB:0} MiB touched by the function ({host.Name})",
        new Axis("Requests for a new guest a second", Log: true), new Axis("Median time (ms)", Log: true),
        from r in rows
        group r by r.Start into line
        select new Line(line.Key, [.. line.Select(r => new LinePoint(r.RequestsPerSecond, Estimate.Exact(r.P50Ms)))])));
});

static Guest Admit(Host host, Platform platform, GuestSpec spec) => host.TryAdmit(platform, spec, out var guest, out var boundBy) ? guest!
    : throw new InvalidOperationException($"{platform.Name} does not fit: {boundBy}");

record Start(string Name, Platform Platform, bool IsPool);

record Cell(Start Start, int Rate);

record Outcome(double P50Ms, double P99Ms);
