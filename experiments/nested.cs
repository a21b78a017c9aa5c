#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does it cost to run one platform inside another, and what do the helpers of the third generation save?
using System.Globalization;

var script = new Script("What does one platform inside another cost, and what do shadow VMCS and posted interrupts save?");
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
        select outer is null ? inner : inner.Inside(parameters, outer),
        (trial, platform) =>
            SerialBoots.Run(with, platform, experiment.Guest(platform, new GuestSpec(256.MiB, 40.MiB)), experiment.Quick ? 5 : 50,
                trial.Streams, kind)
            .Average()).ByCell();

    experiment.Csv(rows);
    experiment.Csv("boot",
        boots.Select(b =>
            new { Platform = b.Cell.Name, Inner = b.Cell.Outer is null ? b.Cell.Name : b.Cell.Name[..^$" in {b.Cell.Outer.Name}".Length],
                Outer = b.Cell.Outer?.Name ?? "the host", BootMs = b.Estimate(ms => ms) }));
    experiment.Table(
        from row in rows
        where row.Allowed
        group row by (row.Inner, row.Outer) into pair
        select new
        {
            pair.Key.Inner, pair.Key.Outer, CpuBound = Overhead(pair, 0), Syscalls = Overhead(pair, 1), Io = Overhead(pair, 2),
            Web = Overhead(pair, 3),
            IoWithoutHelpers = pair.Single(r => r.Profile == profiles[2].Name && r.Helpers == "without").OverheadPct,
        });

    foreach (var (name, profile) in new[] { ("syscalls", profiles[1]), ("io", profiles[2]) })
        experiment.Plot(name, Figure.Matrix(
            $"CPU time against a bare-metal process, {profile.Name}: the platform of the row inside that of the column",
            from row in rows
            where row.Profile == profile.Name && row.Helpers == "with"
            let times = 1 + (row.OverheadPct ?? 0) / 100
            let text = times.ToString(times < 10 ? "0.00" : "0", CultureInfo.InvariantCulture)
            select new MatrixCell(row.Inner, row.Outer == "the host" ? "on the host" : $"in {row.Outer}",
                row.Allowed ? $"{text} x" : "not possible",
                row.Allowed ? Math.Max(-1, 0.6 - Math.Log10(times)) : 0)));
    experiment.Plot("helpers", Figure.GroupedBars(
        "A full VM (QEMU/KVM) inside a full VM, with and without shadow VMCS and posted interrupts",
        new Axis("CPU overhead (%)", Log: true),
        from row in rows
        where row.Inner == QemuKvm.Of(parameters).Name && row.OverheadPct > 0.01
        let level = row.Outer == "the host" ? "one level" : row.Outer == QemuKvm.Of(parameters).Name ? "nested" : null
        where level is not null
        select new GroupedBar(row.Profile, $"{level}, {row.Helpers} helpers", Estimate.Exact(row.OverheadPct!.Value))));

    double? Overhead(IEnumerable<Row> pair, int profile) =>
        pair.Single(r => r.Profile == profiles[profile].Name && r.Helpers == "with").OverheadPct;

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

record Row(
    string Inner, string Outer, string Helpers, string Profile, bool Allowed, string? Refusal, double? OverheadPct, double? Exits,
    double? ExitsPerMs);
