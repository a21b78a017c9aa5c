#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does it cost to run one platform inside another, and what do shadow VMCS and posted interrupts save?

const double Near = 1.1, Dear = 4; // times that count as hardly more, and as dear

var script = new Script("What does one platform inside another cost, and what do shadow VMCS and posted interrupts save?", runs: 5);
script.WithMachine().WithGuestMemory();
var scheduler = script.SchedulerOption(SchedulerKind.Fluid);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var with = experiment.Machine;
    var without = with with { Cpu = with.Cpu with { VmcsShadowing = false, PostedInterrupts = false } };
    Platform[] inners =
    [
        RuncContainer.Of(parameters), GVisorPtrace.Of(parameters), Firecracker.Of(parameters), QemuKvm.Of(parameters),
        XenPv.Of(parameters), QemuTcg.Of(parameters),
    ];
    Platform[] outers =
    [
        RuncContainer.Of(parameters), QemuKvm.Of(parameters), KvmPassThrough.Of(parameters), KvmShadow.Of(parameters),
        VmwareEsx.Of(parameters), XenPv.Of(parameters), QemuTcg.Of(parameters),
    ];
    WorkProfile[] profiles = [.. WorkProfiles.All(parameters), WebApplication.Of(parameters).Request with { Name = "web request" }];

    var rows = (
        from inner in inners
        from outer in outers.Prepend(null)
        let refusal = outer is null ? null : Refusal(inner, outer)
        let platform = outer is null ? inner : refusal is null ? inner.Inside(parameters, outer) : null
        from host in new[] { (Name: "without", Model: without), (Name: "with", Model: with) }
        from profile in profiles
        let bare = BareMetal.Of(parameters).Cost(profile, host.Model)
        let cost = platform?.Cost(profile, host.Model)
        select new Row(
            inner.Name, outer?.Name ?? "the host", host.Name, profile.Name, platform is not null, refusal,
            cost is { } b ? 100 * (b.Total / bare.Total - 1) : null, cost?.Exits, cost is { } e && e.Exits > 0
                ? e.Exits / bare.Total.At(host.Model.Cpu.Clock).TotalMilliseconds : null)).ToList();

    var kind = experiment.Scheduler(scheduler, with, [.. inners, .. outers]);
    var boots = experiment.Run("boot",
        from inner in inners from outer in outers.Prepend(null) where outer is null || Refusal(inner, outer) is null
        select new Pair(inner, outer, outer is null ? inner : inner.Inside(parameters, outer)),
        (trial, pair) =>
            SerialBoots.Run(with, pair.Nested, experiment.Guest(pair.Nested, new GuestSpec(256.MiB, 40.MiB)), experiment.Quick ? 5 : 50,
                trial.Streams, kind).ToList(),
        until: times => new { BootMs = times.Average() }).ByCell();

    experiment.Csv(rows);
    experiment.Csv("boot",
        from boot in boots
        let direct = boots.First(b => b.Cell.Inner == boot.Cell.Inner)
        select new
        {
            Platform = boot.Cell.Nested.Name, Inner = boot.Cell.Inner.Name, Outer = boot.Cell.Outer?.Name ?? "the host",
            BootMs = boot.Estimate(times => times.Average()), BootP50Ms = boot.Quantile(0.5, times => times),
            TimesOnHost = boot.Ratio(direct, times => times.Average()),
        });
    experiment.Table(
        from row in rows
        where row.Allowed
        group row by (row.Inner, row.Outer) into pair
        select new
        {
            pair.Key.Inner, pair.Key.Outer, CpuBound = Overhead(pair, 0), Syscalls = Overhead(pair, 1), Io = Overhead(pair, 2),
            Web = Overhead(pair, 3),
            IoWithoutAssists = pair.Single(r => r.Profile == profiles[2].Name && r.Assists == "without").OverheadPct,
        });

    var conditions = $"{with.Cpu.Name}, {with.Cores} cores, {with.Memory}";
    foreach (var (name, profile) in new[] { ("syscalls", profiles[1]), ("io", profiles[2]) })
    {
        var shown = rows.Where(r => r.Profile == profile.Name && r.Assists == "with").ToList();
        var pairs = shown.Where(r => r.Allowed && r.Outer != "the host")
            .Select(r => (Row: r, Cost: Times(r) / Times(shown.First(d => d.Inner == r.Inner)))).ToList();
        var worst = pairs.MaxBy(p => p.Cost);
        experiment.Plot(name, Figure.Matrix(
            $"{char.ToUpperInvariant(profile.Name[0])}{profile.Name[1..]}: {pairs.Count(p => p.Cost <= Near)} of {pairs.Count} nested " +
            $"pairs need at most {Near:0.0} times the CPU time of one level, {worst.Row.Inner} in {worst.Row.Outer} {worst.Cost:0.0} times",
            from row in shown
            let text = Times(row).ToString(Times(row) < 10 ? "0.00" : "0")
            select new MatrixCell(row.Outer == "the host" ? "on the host" : $"in {row.Outer}", row.Inner,
                row.Allowed ? $"{text} x" : "not possible",
                row.Allowed ? Math.Clamp(1 - Math.Log(Times(row)) / Math.Log(Dear), -1, 1) : 0),
            $"Fields: CPU time of the host, times a bare-metal process; the platform of the column runs inside that of the row; blue: " +
            $"below {Dear:0} times, orange: above; {conditions}; computed from counts of events, no random numbers"));
    }
    var full = QemuKvm.Of(parameters).Name;
    var assists = rows.Where(r => r.Inner == full && (r.Outer == "the host" || r.Outer == full)).ToList();
    var saved = profiles.Select(p => (p.Name, Pct: 100 * (1 - Nested(p, "with") / Nested(p, "without")))).ToList();
    var (most, least) = (saved.MaxBy(s => s.Pct), saved.MinBy(s => s.Pct));
    experiment.Plot("assists", Figure.Dots(
        $"Shadow VMCS and posted interrupts take {most.Pct:0} % off the overhead of a nested full VM ({most.Name}), {least.Pct:0} " +
        $"% ({least.Name})",
        new Axis("CPU overhead (% of a bare-metal process)", Log: true, LinearTo: 0.1),
        from row in assists
        select new Dot(row.Profile, $"{(row.Outer == "the host" ? "one level" : "nested")}, {row.Assists} them", row.OverheadPct!.Value),
        subtitle: $"{full}, alone and inside another one; {conditions}; computed from counts of events, no random numbers"));

    double Nested(WorkProfile profile, string which) =>
        assists.Single(r => r.Outer == full && r.Profile == profile.Name && r.Assists == which).OverheadPct!.Value;

    double Times(Row row) => 1 + (row.OverheadPct ?? 0) / 100;

    double? Overhead(IEnumerable<Row> pair, int profile) =>
        pair.Single(r => r.Profile == profiles[profile].Name && r.Assists == "with").OverheadPct;

    string? Refusal(Platform inner, Platform outer)
    {
        try
        {
            return inner.Inside(parameters, outer) is null ? "" : null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
});

/// <summary>A platform inside another one, or on the host.</summary>
record Pair(Platform Inner, Platform? Outer, Platform Nested);

/// <summary>What a load costs there.</summary>
record Row(
    string Inner, string Outer, string Assists, string Profile, bool Allowed, string? Refusal, double? OverheadPct, double? Exits,
    double? ExitsPerMs);
