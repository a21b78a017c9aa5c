using System.CommandLine;
using System.CommandLine.Parsing;

namespace CloudSim.Net.Experiments.Running;

/// <summary>The command that makes a result, without what results do not depend on.</summary>
internal static class CommandText
{
    private static readonly string[] Without = ["--out", "--jobs", "--verbose"];

    /// <param name="script">The script's file as the command names it, for instance <c>experiments/labs/quotas.cs</c>.</param>
    /// <param name="parsed">Its arguments.</param>
    public static string Of(string script, ParseResult parsed)
    {
        var (words, skipping) = (new List<string>(), false);
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
                skipping = Without.Contains(token.Value);
            if (!skipping)
                words.Add(Quoted(token.Type == TokenType.Argument && Path.IsPathRooted(token.Value)
                    ? Path.GetFileName(token.Value.TrimEnd('/', '\\')) : token.Value));
        }
        return $"dotnet run -c Release {script}{(words.Count > 0 ? $" -- {string.Join(' ', words)}" : "")}";
    }

    private static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_.=/:%+,".Contains(c))
        ? word : $"\"{word.Replace("\"", "\\\"")}\"";
}
