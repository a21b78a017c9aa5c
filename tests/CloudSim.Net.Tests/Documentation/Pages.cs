using System.Text.RegularExpressions;
using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>The pages of the repository: those that a reader finds, each beside what it describes.</summary>
internal static partial class Pages
{
    /// <summary>
    /// Every page, as a path with slashes: the first one, and all below src and experiments but in a person's own folder.
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. from folder in new[] { "src", "experiments" }
           from file in Directory.EnumerateFiles(WorkingCopy.At(folder), "*.md", SearchOption.AllDirectories)
           let path = Path.GetRelativePath(WorkingCopy.Root, file).Replace('\\', '/')
           where !path.StartsWith("experiments/own/", StringComparison.Ordinal) && !path.Contains("/bin/") && !path.Contains("/obj/")
           orderby path
           select path,
    ];

    public static string Text(string page) => File.ReadAllText(WorkingCopy.At(page)).ReplaceLineEndings("\n");

    /// <summary>The blocks of a language in all pages, with the line on which each begins.</summary>
    public static IEnumerable<(string Page, int Line, string Text)> Blocks(string language) =>
        from page in All
        let text = Text(page)
        from Match block in Block().Matches(text)
        where block.Groups[1].Value == language
        select (page, text[..block.Index].Count(c => c == '\n') + 1, block.Groups[2].Value);

    /// <summary>Programs that stand before what they print.</summary>
    public static IEnumerable<(string Page, int Line, string Code, string Output)> Programs =>
        from page in All
        let text = Text(page)
        from Match program in Program().Matches(text)
        select (page, text[..program.Index].Count(c => c == '\n') + 1, program.Groups[1].Value, program.Groups[2].Value);

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^```csharp\n((?:(?!^```).)*?)^```\n\n```text\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program();
}
