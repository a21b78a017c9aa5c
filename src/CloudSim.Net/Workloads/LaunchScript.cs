using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// A shell script that starts one guest, waits for its end and times it, as the published comparisons of VMMs use. Only what
/// lies between its two looks at the clock is timed; the rest uses the same cores.
/// </summary>
/// <param name="Spawn">Work of the program that starts scripts (xargs) for each.</param>
/// <param name="Start">Start of the shell and reading of its options.</param>
/// <param name="Fork">The shell's own work for each program that it starts.</param>
/// <param name="Command">A small program: its start, its work and its exit.</param>
/// <param name="Before">Small programs before the first look at the clock, itself not counted.</param>
/// <param name="After">Small programs after the second look.</param>
/// <param name="Pause">Sleep after each launch when they are made one after the other.</param>
/// <param name="Sigma">Spread of each of these: sigma of a log-normal factor.</param>
public sealed record LaunchScript(
    Cycles Spawn, Cycles Start, Cycles Fork, Cycles Command, int Before, int After, TimeSpan Pause, double Sigma) : IParameterized
{
    /// <summary>Work of the program that starts scripts (xargs) for each.</summary>
    public Cycles Spawn { get; init => field = Check.Amount(value); } = Check.Amount(Spawn);

    /// <summary>Start of the shell and reading of its options.</summary>
    public Cycles Start { get; init => field = Check.Amount(value); } = Check.Amount(Start);

    /// <summary>The shell's own work for each program that it starts.</summary>
    public Cycles Fork { get; init => field = Check.Amount(value); } = Check.Amount(Fork);

    /// <summary>A small program: its start, its work and its exit.</summary>
    public Cycles Command { get; init => field = Check.Amount(value); } = Check.Amount(Command);

    /// <summary>Small programs before the first look at the clock, itself not counted.</summary>
    public int Before { get; init => field = Check.Count(value); } = Check.Count(Before);

    /// <summary>Small programs after the second look.</summary>
    public int After { get; init => field = Check.Count(value); } = Check.Count(After);

    /// <summary>Sleep after each launch when they are made one after the other.</summary>
    public TimeSpan Pause { get; init => field = Check.Time(value); } = Check.Time(Pause);

    /// <summary>Spread of each of these: sigma of a log-normal factor.</summary>
    public double Sigma { get; init => field = Check.Amount(value); } = Check.Amount(Sigma);

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>The script of the Firecracker paper's artifact for Firecracker: it also looks after a socket and a log.</summary>
    public static LaunchScript Of(Parameters parameters) => parameters.Make(nameof(LaunchScript), p => Read(p, "before", "after"));

    /// <summary>Its scripts for VMMs that are told everything on their command line.</summary>
    public static LaunchScript Plain(Parameters parameters) =>
        parameters.Make(nameof(Plain), p => Read(p, "plain_before", "plain_after"));

    /// <summary>The artifact's script for a platform of its kind: one that waits for a call to start, or another.</summary>
    public static LaunchScript For(Parameters parameters, Platform platform) =>
        platform.Boot.Any(p => p.Mark == BootMark.StartCall) ? Of(parameters) : Plain(parameters);

    private static LaunchScript Read(Parameters p, string before, string after)
    {
        var sheet = p.Beside<LaunchScript>();
        return new LaunchScript(sheet.Cycles("spawn"), sheet.Cycles("start"), sheet.Cycles("fork"), sheet.Cycles("command"),
            sheet.Whole(before), sheet.Whole(after), sheet.Duration("pause"), sheet.Ratio("sigma")) { Uses = p.Uses };
    }
}
