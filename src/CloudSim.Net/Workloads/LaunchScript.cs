using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

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
    /// <summary>The scripts of the Firecracker paper's artifact.</summary>
    public static LaunchScript Default { get; } = Read();

    private static LaunchScript Read()
    {
        var p = ParameterSheet.Beside<LaunchScript>();
        return new(p.Cycles("spawn"), p.Cycles("start"), p.Cycles("fork"), p.Cycles("command"), (int)p.Count("before").Value,
            (int)p.Count("after").Value, p.Duration("pause"), p.Ratio("sigma"), p);
    }
}
