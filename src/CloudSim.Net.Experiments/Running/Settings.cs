using System.CommandLine;

namespace CloudSim.Net.Experiments.Running;

/// <summary>What the user asked for.</summary>
/// <param name="Out">The folder to write to, whole.</param>
/// <param name="OutIsOfOptions">Whether that is not the script's usual folder, because of the options and not of <c>--out</c>.</param>
/// <param name="Seed">The seed.</param>
/// <param name="GivenRuns">Replications asked for, or null.</param>
/// <param name="ScriptRuns">The script's own number of replications.</param>
/// <param name="Jobs">Trials at once.</param>
/// <param name="Quick">Whether the small grid is wanted.</param>
/// <param name="Verbose">Whether a failure shows its exception.</param>
/// <param name="Parsed">The command line, for the script's own options.</param>
/// <param name="Own">What else decides the results, as text: <c>--set</c> and the script's own options.</param>
/// <param name="Changes">Numbers of the models that are set, in order of name.</param>
internal sealed record Settings(
    string Out, bool OutIsOfOptions, long Seed, int? GivenRuns, int ScriptRuns, int Jobs, bool Quick, bool Verbose, ParseResult Parsed,
    IReadOnlyDictionary<string, string> Own, IReadOnlyList<ParameterChange> Changes)
{
    private const int QuickRuns = 2, MostRuns = 1_000;

    /// <summary>Replications are added until half widths are below this share of their means; null for a fixed number.</summary>
    public double? UntilCi { get; init; }

    /// <summary>The files and folders that the options name.</summary>
    public IEnumerable<string> Inputs =>
        from symbol in Parsed.RootCommandResult.Command.Options.Select(option => (option.Name, option.HelpName))
            .Concat(Parsed.RootCommandResult.Command.Arguments
                .Select(argument => (Name: argument.Name.ToLowerInvariant(), argument.HelpName)))
        where symbol.HelpName is "DIR" or "FILE" or "FILE|DIR" && Own.GetValueOrDefault(symbol.Name, "").Length > 0
        select Own[symbol.Name];

    public int RunsOf(int? stage)
    {
        var runs = stage ?? ScriptRuns;
        if (runs < 1)
            throw new ArgumentOutOfRangeException(nameof(stage), runs, "a stage has at least one run");
        return stage == 1 ? 1 : GivenRuns ?? (UntilCi is not null ? MostRuns : Quick ? Math.Min(runs, QuickRuns) : runs);
    }

    /// <summary>The command line, without the script.</summary>
    public string Command => string.Join(' ', Parsed.Tokens.Select(t => t.Value.Contains(' ') ? $"'{t.Value}'" : t.Value));
}
