using System.Globalization;
using CloudSim.Net.Calibration;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>The scheduler that is set beside a kernel's measurements, made from a row's columns.</summary>
public sealed class ReferenceKernel
{
    private readonly Func<ReferenceRow, Parameters, int, (int Hz, Func<Simulation, TimeSpan, long, PerCpuScheduler> Make)> of;

    private ReferenceKernel(Func<ReferenceRow, Parameters, int, (int, Func<Simulation, TimeSpan, long, PerCpuScheduler>)> of) =>
        this.of = of;

    /// <summary>CFS of Linux 6.1. The column <c>tunables</c> may say <c>cpus&lt;N&gt;</c>: the defaults of a machine with N CPUs.</summary>
    /// <param name="change">Changes the tunables, for ablations; null leaves them.</param>
    public static ReferenceKernel Cfs(Func<CfsTunables, CfsTunables>? change = null) => new((row, p, cpus) =>
    {
        var tunables = CfsTunables.For(p, Number(row.Text("tunables"), "cpus", "") ?? cpus);
        tunables = change?.Invoke(tunables) ?? tunables;
        return (tunables.Hz, (sim, clock, seed) => new CfsScheduler(sim, cpus, tunables with { KernelTime = clock, SkewSeed = seed }));
    });

    /// <summary>
    /// EEVDF of Linux 6.12. The column <c>tunables</c> may say <c>base&lt;N&gt;us</c>, a base slice of N microseconds, and <c>features</c>
    /// which of the scheduler's features are on (<c>NAME</c>) or off (<c>NO_NAME</c>), with commas between them.
    /// </summary>
    /// <param name="change">Changes the tunables, for ablations; null leaves them.</param>
    public static ReferenceKernel Eevdf(Func<EevdfTunables, EevdfTunables>? change = null) => new((row, p, cpus) =>
    {
        var tunables = EevdfTunables.For(p, Number(row.Text("tunables"), "cpus", "") ?? cpus);
        if (Number(row.Text("tunables"), "base", "us") is { } slice)
            tunables = tunables with { BaseSlice = TimeSpan.FromMicroseconds(slice) };
        foreach (var feature in row.Text("features").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            tunables = With(tunables, row, feature);
        tunables = change?.Invoke(tunables) ?? tunables;
        return (tunables.Hz, (sim, clock, seed) =>
            new EevdfScheduler(sim, cpus, tunables with { KernelTime = clock, Seed = tunables.Seed - 1 + seed }));
    })
    { DrawsPeriods = true };

    /// <summary>Whether it draws the instant at which a group's periods begin.</summary>
    internal bool DrawsPeriods { get; private init; }

    internal (int Hz, Func<Simulation, TimeSpan, long, PerCpuScheduler> Make) Of(ReferenceRow row, Parameters parameters, int cpus) =>
        of(row, parameters, cpus);

    private static int? Number(string text, string before, string after) =>
        text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
        && text.Length > before.Length + after.Length
        && int.TryParse(text[before.Length..^after.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    private static EevdfTunables With(EevdfTunables tunables, ReferenceRow row, string feature)
    {
        var isOn = !feature.StartsWith("NO_", StringComparison.Ordinal);
        return (isOn ? feature : feature[3..]) switch
        {
            "PLACE_LAG" => tunables with { PlaceLag = isOn },
            "PLACE_DEADLINE_INITIAL" => tunables with { PlaceDeadlineInitial = isOn },
            "PLACE_REL_DEADLINE" => tunables with { PlaceRelDeadline = isOn },
            "RUN_TO_PARITY" => tunables with { RunToParity = isOn },
            "PREEMPT_SHORT" => tunables with { PreemptShort = isOn },
            "PICK_BUDDY" => tunables with { PickBuddy = isOn },
            "DELAY_DEQUEUE" => tunables with { DelayDequeue = isOn },
            "DELAY_ZERO" => tunables with { DelayZero = isOn },
            "WAKEUP_PREEMPTION" => tunables with { WakeupPreemption = isOn },
            _ => throw row.Wrong($"feature '{Printable.Of(feature, most: 40)}' is not known", "PLACE_LAG, PLACE_DEADLINE_INITIAL, "
                + "PLACE_REL_DEADLINE, RUN_TO_PARITY, PREEMPT_SHORT, PICK_BUDDY, DELAY_DEQUEUE, DELAY_ZERO or WAKEUP_PREEMPTION, "
                + "each with or without NO_"),
        };
    }
}
