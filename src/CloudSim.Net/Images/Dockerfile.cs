using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>A build file: instructions in order, the first of which is FROM. One stage.</summary>
/// <param name="Instructions">The instructions.</param>
public sealed record Dockerfile(IReadOnlyList<BuildInstruction> Instructions)
{
    /// <summary>The instructions.</summary>
    public IReadOnlyList<BuildInstruction> Instructions { get; init => field = Check.NotNull(value); } = Check.NotNull(Instructions);

    private static readonly string[] Known = ["FROM", "RUN", "COPY", "ADD", "ENV", "WORKDIR", "CMD", "ENTRYPOINT", "EXPOSE", "LABEL", "ARG",
        "USER"];

    /// <summary>
    /// Reads a build file: one instruction a line, lines joined by a backslash, comments from <c>#</c> at the start of a line.
    /// </summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InputException">An instruction is unknown, lacks its arguments, or FROM is not the first.</exception>
    public static Dockerfile Parse(string text, string name = "Dockerfile")
    {
        var instructions = new List<BuildInstruction>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = i + 1;
            var all = lines[i].Trim();
            if (all.Length == 0 || all[0] == '#')
                continue;
            while (all.EndsWith('\\') && i + 1 < lines.Length)
                all = $"{all[..^1].TrimEnd()} {lines[++i].Trim()}";
            var space = all.IndexOf(' ');
            var keyword = (space < 0 ? all : all[..space]).ToUpperInvariant();
            var arguments = space < 0 ? "" : all[space..].Trim();
            if (!Known.Contains(keyword))
                throw new InputException(name, line, $"unknown instruction '{keyword}'", $"one of {string.Join(", ", Known)}");
            if (arguments.Length == 0)
                throw new InputException(name, line, $"{keyword} has no arguments", $"{keyword} followed by what it works on");
            if (keyword is "COPY" or "ADD" && arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 2)
                throw new InputException(name, line, $"{keyword} has one argument", $"{keyword} source destination");
            if ((instructions.Count == 0) != (keyword == "FROM"))
                throw new InputException(name, line, keyword == "FROM" ? "a second FROM" : $"{keyword} before FROM",
                    "one FROM, as the first instruction");
            instructions.Add(new(keyword, arguments, line));
        }
        return instructions.Count > 0 ? new(instructions) : throw new InputException(name, null, "no instruction", "at least FROM");
    }
}
