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
/// <param name="Sheet">The data file behind the figures.</param>
public sealed record LaunchScript(
    Cycles Spawn, Cycles Start, Cycles Fork, Cycles Command, int Before, int After, TimeSpan Pause, double Sigma, ParameterSheet Sheet)
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

    /// <summary>The script of the Firecracker paper's artifact for Firecracker: it also looks after a socket and a log.</summary>
    public static LaunchScript Default { get; } = Read(ParameterSheet.Beside<LaunchScript>(),
        p => (p.Count("before").Value, p.Count("after").Value));

    /// <summary>Its scripts for VMMs that are told everything on their command line.</summary>
    public static LaunchScript Plain { get; } = Read(Default.Sheet, p => (p.Count("plain_before").Value, p.Count("plain_after").Value));

    /// <summary>The artifact's script for a platform of its kind: one that waits for a call to start, or another.</summary>
    public static LaunchScript For(Platform platform) =>
        platform.Boot.Any(p => p.Mark == BootMark.StartCall) ? Default : Plain;

    private static LaunchScript Read(ParameterSheet p, Func<ParameterSheet, (double Before, double After)> programs) => new(
        p.Cycles("spawn"), p.Cycles("start"), p.Cycles("fork"), p.Cycles("command"), (int)programs(p).Before, (int)programs(p).After,
        p.Duration("pause"), p.Ratio("sigma"), p);
}
