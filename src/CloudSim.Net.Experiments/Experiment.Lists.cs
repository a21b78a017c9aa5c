using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments;

/// <summary>Options that list names.</summary>
public sealed partial class Experiment
{
    /// <summary>What the user gave for an option that lists names, with a comma between two.</summary>
    /// <param name="option">The option.</param>
    /// <param name="known">The names that may be; large and small letters are equal.</param>
    /// <returns>The names as they are known, each once, in the user's order.</returns>
    /// <exception cref="InputException">A name is not known.</exception>
    public IReadOnlyList<string> List(ScriptOption<string> option, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(option);
        var names = known.ToList();
        string Known(string name) => names.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException(option.Name, null, $"there is no '{Printable.Of(name, most: 40)}'",
                Spelling.Meant(name, names) is { } near ? $"did you mean {near}?" : string.Join(", ", names));
        return [.. Value(option).Split(',').Select(name => Known(name.Trim())).Distinct()];
    }
}
