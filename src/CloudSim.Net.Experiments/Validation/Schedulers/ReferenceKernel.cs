using System.Globalization;
using CloudSim.Net.Calibration;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>The scheduler that is set beside a kernel's measurements, made from a row's columns.</summary>
public sealed class ReferenceKernel
{
    private const int MostCpus = 1_024, MostBaseUs = 1_000_000;

    private readonly Func<ReferenceRow, Parameters, int, (int Hz, Func<Simulation, TimeSpan, long, PerCpuScheduler> Make)> of;

    private ReferenceKernel(Func<ReferenceRow, Parameters, int, (int, Func<Simulation, TimeSpan, long, PerCpuScheduler>)> of) =>
        this.of = of;

    /// <summary>CFS of Linux 6.1. The column <c>tunables</c> may say <c>cpus&lt;N&gt;</c>: the defaults of a machine with N CPUs.</summary>
    /// <param name="change">Changes the tunables, for ablations; null leaves them.</param>
    public static ReferenceKernel Cfs(Func<CfsTunables, CfsTunables>? change = null) => new((row, p, cpus) =>
    {
        var given = Number(row, "cpus", "", MostCpus);
        if (given is null && row.Has("tunables"))
            throw Unknown(row, $"cpus1 to cpus{MostCpus}");
        var tunables = Made(p, nameof(CfsTunables), () => CfsTunables.For(p, given ?? cpus));
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
        var (given, slice) = (Number(row, "cpus", "", MostCpus), Number(row, "base", "us", MostBaseUs));
        if (given is null && slice is null && row.Has("tunables"))
            throw Unknown(row, $"cpus1 to cpus{MostCpus}, or base1us to base{MostBaseUs}us");
        var tunables = Made(p, nameof(EevdfTunables), () => EevdfTunables.For(p, given ?? cpus));
        if (slice is { } us)
            tunables = tunables with { BaseSlice = TimeSpan.FromMicroseconds(us) };
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

    private static InputException Unknown(ReferenceRow row, string right) =>
        row.Wrong($"tunables '{Printable.Of(row.Text("tunables"), most: 40)}' are not known", right);

    // No row is to blame for a number that was set.
    private static T Made<T>(Parameters parameters, string sheet, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e) when (parameters.Overrides.Where(o => o.Sheet == sheet).ToList() is { Count: > 0 } set)
        {
            throw new InputException("--set", null, $"{string.Join(", ", set.Select(o => $"{sheet}.{o.Name}={o.Text}"))} cannot be",
                e.Message.Split(" (Parameter '")[0], e);
        }
    }

    private static int? Number(ReferenceRow row, string before, string after, int most) => row.Text("tunables") is var text
        && text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
        && text.Length > before.Length + after.Length
        && int.TryParse(text[before.Length..^after.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1 && number <= most ? number : null;

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
