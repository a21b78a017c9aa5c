using System.CommandLine;

namespace CloudSim.Net.Experiments.Running;

/// <summary>What the user asked for.</summary>
/// <param name="Out">The folder to write to, whole.</param>
/// <param name="Seed">The seed.</param>
/// <param name="GivenRuns">Replications asked for, or null.</param>
/// <param name="ScriptRuns">The script's own number of replications.</param>
/// <param name="Jobs">Trials at once.</param>
/// <param name="Quick">Whether the small grid is wanted.</param>
/// <param name="Verbose">Whether a failure shows its exception.</param>
/// <param name="Parsed">The command line, for the script's own options.</param>
/// <param name="Own">The script's own options as text.</param>
internal sealed record Settings(
    string Out, long Seed, int? GivenRuns, int ScriptRuns, int Jobs, bool Quick, bool Verbose, ParseResult Parsed,
    IReadOnlyDictionary<string, string> Own)
{
    private const int QuickRuns = 2, MostRuns = 1_000;

    /// <summary>Replications are added until half widths are below this share of their means; null for a fixed number.</summary>
    public double? UntilCi { get; init; }

    public int RunsOf(int? stage)
    {
        var runs = stage ?? ScriptRuns;
        if (runs < 1)
            throw new ArgumentOutOfRangeException(nameof(stage), runs, "a stage has at least one run");
        return stage == 1 ? 1 : GivenRuns ?? (UntilCi is not null ? MostRuns : Quick ? Math.Min(runs, QuickRuns) : runs);
    }

    public T Value<T>(Option<T> option) => Parsed.GetValue(option)!;
}
