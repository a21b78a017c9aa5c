using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Running;

/// <summary>The command line of a script. Every error is one line that names the option and what would be right.</summary>
internal sealed class Arguments
{
    private readonly RootCommand command;
    private readonly string outByDefault;
    private readonly int runsByDefault;
    private readonly Option<string> output;
    private readonly Option<long> seed;
    private readonly Option<int?> runs;
    private readonly Option<double?> untilCi;
    private readonly Option<int> jobs;
    private readonly Option<bool> quick;
    private readonly Option<bool> verbose;
    private readonly Option<string[]> set;

    public Arguments(string question, string outByDefault, int runsByDefault)
    {
        (this.outByDefault, this.runsByDefault) = (outByDefault, runsByDefault);
        command = new RootCommand(question) { TreatUnmatchedTokensAsErrors = true };
        output = Add("--out", "FOLDER", "where to write; made if missing; with other options than the defaults a folder of results/own/",
            outByDefault);
        seed = Add("--seed", "N", "the seed of all random numbers", 1L);
        runs = Add("--runs", "N", "replications (default: as the script says)", (int?)null, atLeast: 1,
            atMost: Stages.MostTrials);
        untilCi = Add("--until-ci", "PERCENT",
            "add replications until each 95 % interval that the script names is at most +- so much of its mean, at most --runs (1000)",
            (double?)null, atLeast: 0.01, atMost: 50);
        jobs = Add("--jobs", "N", "trials at once; results do not depend on it", Environment.ProcessorCount, atLeast: 1,
            atMost: Stages.MostJobs);
        quick = Add("--quick", "", "a small grid: at most five seconds of CPU time", false);
        verbose = Add("--verbose", "", "show the whole exception if it fails", false);
        set = new("--set")
        {
            Description = "another value for a number of the models, for instance Firecracker.vmm_start=60ms; may be given often",
            HelpName = "NAME=VALUE",
            DefaultValueFactory = _ => [],
        };
        command.Options.Add(set);
    }

    public RootCommand Command => command;

    public Option<T> Add<T>(string name, string placeholder, string help, T otherwise, double atLeast = double.NegativeInfinity,
        double atMost = double.PositiveInfinity)
    {
        var option = new Option<T>(name)
        {
            Description = help,
            HelpName = placeholder.Length > 0 ? placeholder : null,
            DefaultValueFactory = _ => otherwise,
        };
        if (typeof(T) != typeof(bool))
        {
            option.Arity = ArgumentArity.ExactlyOne;
            option.CustomParser = result => Read<T>(name, placeholder, atLeast, atMost, result);
        }
        command.Options.Add(option);
        return option;
    }

    /// <summary>An option that may be given often: each time with a text.</summary>
    public Option<string[]> AddMany(string name, string placeholder, string help)
    {
        var option = new Option<string[]>(name) { Description = help, HelpName = placeholder, DefaultValueFactory = _ => [] };
        command.Options.Add(option);
        return option;
    }

    /// <summary>What stands without an option's name: a file or a folder.</summary>
    public Argument<string?> AddArgument(string placeholder, string help)
    {
        var argument = new Argument<string?>(placeholder)
        {
            Description = help, HelpName = placeholder, Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => null,
        };
        argument.CustomParser = result => Read<string>(placeholder, placeholder, double.NegativeInfinity,
            double.PositiveInfinity, result);
        command.Arguments.Add(argument);
        return argument;
    }

    public Settings Read(ParseResult parsed)
    {
        var changed = Given(parsed).Concat(Changed(parsed)).ToList();
        var isGiven = parsed.GetResult(output) is { Implicit: false };
        var folder = isGiven ? parsed.GetValue(output)! : changed.Count == 0 ? outByDefault : Folders.Of(outByDefault, changed);
        return new(Path.GetFullPath(folder), !isGiven && changed.Count > 0, parsed.GetValue(seed), parsed.GetValue(runs), runsByDefault,
            parsed.GetValue(jobs), parsed.GetValue(quick), parsed.GetValue(verbose), parsed, Own(parsed),
            [.. (parsed.GetValue(set) ?? []).Select(ParameterChange.Of).OrderBy(c => c.Name, StringComparer.Ordinal)])
        {
            UntilCi = parsed.GetValue(untilCi) / 100,
        };
    }

    /// <summary>One line for the first thing that is wrong, or null.</summary>
    public string? Error(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault() is { } token)
            return token.StartsWith('-')
                ? $"unknown option '{token}' ({string.Join(' ', command.Options.Select(o => o.Name))})"
                : $"'{token}' belongs to no option ({(command.Arguments.Count > 0 ? "there is one argument"
                    : "scripts take options only")}: see --help)";
        foreach (var option in command.Options)
            if (parsed.GetResult(option) is { Implicit: false } given)
            {
                if (given.IdentifierTokenCount > 1 && option.ValueType != typeof(string[]))
                    return $"{option.Name} stands {given.IdentifierTokenCount} times (give it once)";
                if (given.Tokens.Count == 0 && option.Arity.MinimumNumberOfValues > 0)
                    return $"{option.Name} has no value (write {option.Name} {option.HelpName})";
            }
        return parsed.Errors.FirstOrDefault()?.Message
            ?? (parsed.GetValue(untilCi) is not null && parsed.GetValue(runs) < SequentialRule.Second
                ? $"--runs: too few for --until-ci, which looks twice (give at least {SequentialRule.Second})" : null);
    }

    /// <summary>What makes the results others than those without options, as text; a flag that is set has no value.</summary>
    private IEnumerable<(string Name, string Value)> Changed(ParseResult parsed) =>
        from option in command.Options.Except([output, jobs, verbose])
        where option.ValueType != typeof(void) && option is not System.CommandLine.Help.HelpOption and not VersionOption
        let given = parsed.GetResult(option)
        where given is { Implicit: false }
        let value = Text(given.GetValueOrDefault<object?>())
        where value != Text(option.GetDefaultValue())
        select (option.Name.TrimStart('-'), option.ValueType == typeof(bool) ? "" : value);

    private IEnumerable<(string Name, string Value)> Given(ParseResult parsed) =>
        from argument in command.Arguments
        where parsed.GetResult(argument) is { Implicit: false }
        select (argument.Name.ToLowerInvariant(), Text(parsed.GetResult(argument)!.GetValueOrDefault<object?>()));

    /// <summary>The script's own options as text, in order of name.</summary>
    private SortedDictionary<string, string> Own(ParseResult parsed)
    {
        var own = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Given(parsed))
            own[name] = value;
        Option[] common = [output, seed, runs, untilCi, jobs, quick, verbose];
        foreach (var option in command.Options.Except(common))
            if (option.ValueType != typeof(void) && parsed.GetResult(option) is { } given
                && option is not System.CommandLine.Help.HelpOption and not VersionOption)
                own[option.Name] = Text(given.GetValueOrDefault<object?>());
        return own;
    }

    private static string Text(object? value) => value switch
    {
        Enum name => Names.Of(name),
        IEnumerable<string> list => string.Join(' ', list.Order(StringComparer.Ordinal)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static T? Read<T>(string name, string placeholder, double atLeast, double atMost, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        object? value = null;
        string? right;
        if (type == typeof(string))
            (value, right) = Existing(placeholder, text);
        else if (type == typeof(int))
            (value, right) = (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var x) ? x : null,
                "a whole number");
        else if (type == typeof(long))
            (value, right) = (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var x) ? x : null,
                "a whole number");
        else if (placeholder == "PERCENT")
            (value, right) = (text.EndsWith('%') && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
                ? x : null, "a percentage with its sign, such as 1%,");
        else if (type == typeof(double))
            (value, right) = (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x)
                ? x : null, "a number with a decimal point");
        else if (type == typeof(Bytes))
            (value, right) = (Bytes.TryParse(text, out var x) && x >= Bytes.Zero ? x : null, "a size with its unit, for instance 64GiB");
        else if (type.IsEnum)
            (value, right) = (Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
                ? Enum.Parse(type, text, ignoreCase: true) : null, $"one of {string.Join(", ", Names.Of(type))}");
        else
            throw new NotSupportedException($"{name}: no option can be of type {type.Name}");
        if (value is string or Enum or Bytes)
            return (T)value;
        if (value is not null && Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && number >= atLeast
            && number <= atMost)
            return (T)value;
        if (atLeast > double.NegativeInfinity)
            right += string.Create(CultureInfo.InvariantCulture, $" from {atLeast}{(double.IsFinite(atMost) ? $" to {atMost}" : " up")}");
        var meant = type.IsEnum && Spelling.Meant(text, Names.Of(type)) is { } near ? $"; did you mean {near}?" : "";
        result.AddError($"{name}: '{text}' cannot be used (give {right}{meant})");
        return default;
    }

    private static (string? Value, string Right) Existing(string placeholder, string text) => placeholder switch
    {
        "DIR" => (Directory.Exists(text) ? text : null, "an existing folder"),
        "FILE" => (File.Exists(text) ? text : null, "an existing file"),
        "FILE|DIR" => (File.Exists(text) || Directory.Exists(text) ? text : null, "an existing file or folder"),
        _ => (text.Length > 0 ? text : null, "some text"),
    };
}
