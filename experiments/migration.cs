#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does it cost to move a running guest, and when does it not end?

const int FirstRounds = 12; // that are drawn
const double TrafficMb = 5; // mean size of the other transfers, for each Gbit/s of the link

var script = new Script("What does it cost to move a running guest, and when does it not end?", runs: 5);
var memory = script.Option("--guest-gib", "N", "memory of the guest", 8.0, atLeast: 0.25, atMost: 1024);
var area = script.Option("--working-set-gib", "N", "memory of it that is written, at random", 2.0, atLeast: 0.01, atMost: 1024);
var load = script.Option("--traffic-pct", "N", "load of the link by other transfers, in %", 20.0, atLeast: 0, atMost: 90);
var patience = script.Option("--give-up-s", "SECONDS", "when a move that has not ended is given up", 600.0, atLeast: 1, atMost: 1e6);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var (size, written) = (experiment.Value(memory).GiB, experiment.Value(area).GiB);
    if (written > size)
        throw new InputException(area.Name, null, $"{written} of {size} cannot be written", $"at most {size}");
    var (costs, limits) = (MigrationCosts.Of(parameters),
        new MigrationLimits(parameters) { Time = experiment.Value(patience).Seconds, Rounds = int.MaxValue });
    Way[] ways =
    [
        new("pre-copy", new PreCopy(parameters) { Limits = limits }),
        new("pre-copy, auto-converge", new PreCopy(parameters) { Limits = limits, AutoConverge = new AutoConverge(parameters) }),
        new("post-copy", new PostCopy(parameters)),
        new("post-copy, own connection", new PostCopy(parameters) { OwnConnection = true }),
        new("post-copy after a pass, own connection", new PostCopy(parameters) { Passes = 1, OwnConnection = true }),
        new("stopped", PreCopy.Stopped(parameters)),
    ];
    int[] gbits = experiment.Quick ? [10] : [1, 10, 25];
    int[] rates = experiment.Quick ? [1_000, 300_000, 3_000_000]
        : [100, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];

    var moves = experiment.Run("move", from way in ways from gbit in gbits from rate in rates select new Cell(way, gbit, rate),
        (trial, cell) =>
    {
        var sim = new Simulation();
        var (link, network) = (new Link("link", cell.Gbit.Gbps), new FlowNetwork(sim));
        var guest = new WriterGuest(sim, size, DirtyCurve.RandomWrites(written, cell.WritesPerSecond, costs.Page)) { VCpus = 4 };
        var (source, target, tracking) = (Cycles.Zero, Cycles.Zero, Cycles.Zero);
        var job = new MigrationJob
        {
            Simulation = sim, Guest = guest, Network = network, Path = [link], Latency = NetworkCosts.Of(parameters).Wire,
            ChargeSource = c => source += c, ChargeTarget = c => target += c, ChargeGuest = c => tracking += c,
        };
        if (experiment.Value(load) > 0)
            sim.Process(Traffic());
        sim.Run(sim.Process(cell.Way.How.Move(job)));
        var result = job.Result!;
        double Cpu(Cycles cycles) => cycles.At(costs.Clock).TotalSeconds;
        return new Outcome(result.IsMoved, result.Time.TotalSeconds, result.Downtime.TotalMilliseconds, result.Sent.GiB,
            (result.Time - guest.Ran).TotalSeconds + Cpu(tracking) / guest.VCpus, 100 * result.Throttle, result.Faults,
            result.FaultLatency.TotalMilliseconds, Cpu(source), Cpu(target), [.. result.Rounds.Select(r => r.Sent.MiB)]);

        // Transfers of others begin at random, each of a random size.
        IEnumerable<Event> Traffic()
        {
            var (random, mean) = (trial.Streams["traffic"], TrafficMb * 1e6 * cell.Gbit);
            var perSecond = experiment.Value(load) / 100 * link.Capacity.BytesPerSecond / mean;
            while (true)
            {
                yield return sim.Timeout(random.Exponential(1 / perSecond).Seconds);
                network.Start(new((long)random.Exponential(mean) + 1), link);
            }
        }
    }, until: o => new { o.TotalS }).ByCell();

    // Times are those of runs that ended. Where none did, there is only the time at which it was given up.
    var rows = (from m in moves
                let moved = m.Outcomes.Where(o => o.IsMoved).ToList()
                select new Row(m.Cell.Way.Name, m.Cell.Gbit, m.Cell.WritesPerSecond, 100.0 * moved.Count / m.Outcomes.Count,
                    Of(moved, o => o.TotalS), Of(moved, o => o.DowntimeMs), Of(moved, o => o.SentGib), Of(moved, o => o.LostS),
                    Of(moved, o => o.ThrottlePct), Of(moved, o => o.Faults), Of(moved, o => o.FaultMs), Of(moved, o => o.SourceCpuS),
                    Of(moved, o => o.TargetCpuS))).ToList();
    experiment.Csv(rows);
    experiment.Csv("rounds", from m in moves
                             from i in Enumerable.Range(0, m.Outcomes[0].RoundsMib.Count)
                             select new
                             {
                                 Way = m.Cell.Way.Name, GbitPerSecond = m.Cell.Gbit, m.Cell.WritesPerSecond, Round = i + 1,
                                 SentMib = m.Outcomes[0].RoundsMib[i],
                             });
    experiment.Table(rows.Select(r => new { r.Way, r.GbitPerSecond, r.WritesPerSecond, r.MovedPct, r.TotalS, r.DowntimeMs, r.LostS }));
    var (sums, giveUp) = (moves[0].Outcomes.Count, experiment.Value(patience));
    foreach (var open in rows.Where(r => r.MovedPct < 100).GroupBy(r => (r.Way, r.GbitPerSecond)))
        experiment.Note($"{open.Key.Way} at {open.Key.GbitPerSecond} Gbit/s: not moved within {giveUp:0} s at " +
            $"{string.Join(", ", open.Select(r => $"{r.WritesPerSecond:#,0} ({100 - r.MovedPct:0} %)"))} page writes per second");
    var conditions = $"Guest of {size} of which {written} are written at random, 4 virtual CPUs; {experiment.Value(load):0} % of the " +
        $"link taken by others; given up after {giveUp:0} s; {Conditions.Runs(sums)}";
    foreach (var gbit in gbits)
    {
        var at = rows.Where(r => r.GbitPerSecond == gbit).ToList();
        experiment.Plot($"time-{gbit}g", Figure.Lines($"Time of a move at {gbit} Gbit/s: {Ends(at)}",
            new Axis("Page writes per second", Log: true), new Axis("Time of the move (s)", Log: true),
            Lines(at, r => r.TotalS).Concat(from r in at
                                            where r.MovedPct == 0
                                            group r by r.Way into line
                                            select new Line($"{line.Key}, given up",
                                                [.. line.Select(r => new LinePoint(r.WritesPerSecond, giveUp))])), conditions));
        experiment.Plot($"downtime-{gbit}g", Figure.Lines($"The guest stands still at {gbit} Gbit/s: {Stands(at)}",
            new Axis("Page writes per second", Log: true), new Axis("Downtime (ms)", Log: true), Lines(at, r => r.DowntimeMs),
            conditions));
        experiment.Plot($"lost-{gbit}g", Figure.Lines($"By a move at {gbit} Gbit/s a guest loses {Loses(at)}",
            new Axis("Page writes per second", Log: true), new Axis("Time in which it could not run (s)", Log: true),
            Lines(at, r => r.LostS), conditions));
    }

    var shown = moves.Where(m => m.Cell.Way == ways[0] && m.Cell.Gbit == 10).ToList();
    experiment.Plot("rounds", Figure.Lines("Rounds of pre-copy at 10 Gbit/s shrink as long as writes leave the link time",
        $"Round, up to the {FirstRounds}th", new Axis("Sent in the round (MiB)", Log: true),
        from m in shown
        select new Line(
            $"{m.Cell.WritesPerSecond:#,0}/s: {m.Outcomes[0].RoundsMib.Count} rounds{(m.Outcomes[0].IsMoved ? "" : ", given up")}",
            [.. m.Outcomes[0].RoundsMib.Take(FirstRounds).Select((mib, i) => new LinePoint(i + 1, mib))]),
        $"Guest of {size} of which {written} are written at random, so many pages a second; first run; the " +
        "last round of a move with the guest standing still"));

    static Estimate Of(List<Outcome> moved, Func<Outcome, double> of) => moved.Count == 0 ? double.NaN : Estimate.Of(moved.Select(of));

    static IEnumerable<Line> Lines(IEnumerable<Row> rows, Func<Row, Estimate> of) =>
        from r in rows
        group r by r.Way into line
        where line.Any(r => r.MovedPct > 0)
        select new Line(line.Key, [.. line.Select(r => new LinePoint(r.WritesPerSecond, of(r)))]);

    // Up to which rate every run of a way ends.
    static string Ends(List<Row> rows) => string.Join(", ", rows.GroupBy(r => r.Way).Select(w =>
        w.TakeWhile(r => r.MovedPct == 100).LastOrDefault() is not { } last ? $"{w.Key} never ends"
        : last == w.Last() ? null : $"{w.Key} ends only at {last.WritesPerSecond:#,0} writes/s or fewer")
        .OfType<string>().DefaultIfEmpty("all end"));

    static string Stands(List<Row> rows) => Extremes(rows, r => r.DowntimeMs, "#,0 ms");

    static string Loses(List<Row> rows) => Extremes(rows, r => r.LostS, "0.0 s");

    // Of those that end at all rates, whose most is least and whose is largest.
    static string Extremes(List<Row> rows, Func<Row, Estimate> of, string format)
    {
        var all = rows.GroupBy(r => r.Way).Where(w => w.All(r => r.MovedPct == 100))
            .Select(w => (w.Key, Most: w.Max(r => of(r).Mean))).OrderBy(w => w.Most).ToList();
        return all.Count == 0 ? "no way ends at all rates" : string.Join(" to ", new[] { all[0], all[^1] }.Distinct()
            .Select(w => $"at most {w.Most.ToString(format)} ({w.Key})"));
    }
});

record Way(string Name, ILiveMigration How);

record Cell(Way Way, int Gbit, int WritesPerSecond);

record Row(string Way, int GbitPerSecond, int WritesPerSecond, double MovedPct, Estimate TotalS, Estimate DowntimeMs, Estimate SentGib,
    Estimate LostS, Estimate ThrottlePct, Estimate Faults, Estimate FaultMs, Estimate SourceCpuS, Estimate TargetCpuS);

record Outcome(bool IsMoved, double TotalS, double DowntimeMs, double SentGib, double LostS, double ThrottlePct, double Faults,
    double FaultMs, double SourceCpuS, double TargetCpuS, List<double> RoundsMib);
