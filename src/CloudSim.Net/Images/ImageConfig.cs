using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>What an image says beside its files (OCI image specification, configuration).</summary>
/// <param name="Command">The command that a container runs, with its arguments.</param>
/// <param name="Environment">Variables as <c>NAME=value</c>.</param>
/// <param name="WorkingDirectory">Where the command starts.</param>
/// <param name="ExposedPorts">Ports as <c>80/tcp</c>.</param>
/// <param name="Labels">Labels as <c>name=value</c>.</param>
public sealed record ImageConfig(
    IReadOnlyList<string> Command, IReadOnlyList<string> Environment, string WorkingDirectory, IReadOnlyList<string> ExposedPorts,
    IReadOnlyList<string> Labels)
{
    /// <summary>The command that a container runs, with its arguments.</summary>
    public IReadOnlyList<string> Command { get; init => field = Check.NotNull(value); } = Check.NotNull(Command);

    /// <summary>Variables as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init => field = Check.NotNull(value); } = Check.NotNull(Environment);

    /// <summary>Ports as <c>80/tcp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init => field = Check.NotNull(value); } = Check.NotNull(ExposedPorts);

    /// <summary>Labels as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init => field = Check.NotNull(value); } = Check.NotNull(Labels);

    /// <summary>The program that <see cref="Command"/> is given to as arguments; empty if the command is the program.</summary>
    public IReadOnlyList<string> Entrypoint { get; init => field = Check.NotNull(value); } = [];

    /// <summary>The user that it runs as; empty for root.</summary>
    public string User { get; init; } = "";

    /// <summary>Nothing said.</summary>
    public static ImageConfig Empty { get; } = new([], [], "/", [], []);

    /// <summary>The configuration in full, whose digest is part of the image's.</summary>
    public override string ToString() =>
        $"{string.Join(' ', Command)}\n{string.Join('\n', Environment)}\n{WorkingDirectory}\n" +
        $"{string.Join(' ', ExposedPorts)}\n{string.Join('\n', Labels)}\n{string.Join(' ', Entrypoint)}\n{User}";
}
