namespace CloudSim.Net.Experiments;

/// <summary>An option that a script adds to the common ones; read it with <see cref="Experiment.Value{T}"/>.</summary>
public sealed class ScriptOption<T>
{
    internal ScriptOption(System.CommandLine.Option<T> option) => Option = option;

    /// <summary>The option's name, with its dashes.</summary>
    public string Name => Option.Name;

    internal System.CommandLine.Option<T> Option { get; }
}
