using System.CommandLine;

namespace CloudSim.Net.Experiments;

/// <summary>
/// An option, or the argument, that a script adds to the common ones; read it with <see cref="Experiment.Value{T}"/>.
/// </summary>
public sealed class ScriptOption<T>
{
    private readonly Func<ParseResult, T?> read;

    internal ScriptOption(Option<T> option) => (Name, read) = (option.Name, parsed => parsed.GetValue(option));

    internal ScriptOption(Argument<T> argument) => (Name, read) = (argument.Name, parsed => parsed.GetValue(argument));

    /// <summary>The option's name, with its dashes; of the argument what the help shows for it.</summary>
    public string Name { get; }

    internal T Of(ParseResult parsed) => read(parsed)!;
}
