using System.Security.Cryptography;
using System.Text;

namespace CloudSim.Net.Experiments.Running;

/// <summary>Where a script writes if it is not told.</summary>
internal static class Folders
{
    private const int MostName = 60;

    /// <summary>
    /// <c>results/&lt;script&gt;</c> in the repository that holds the script's source (the folder with the solution), else in the current
    /// directory. A script below <c>experiments/own/</c> is a person's own: it writes below <c>results/own/</c>.
    /// </summary>
    public static string Default(string script, string sourcePath) => Repository(sourcePath) is { } folder
        ? Path.Combine(folder, "results", IsOwn(folder, sourcePath) ? "own" : "", script) : Path.Combine("results", script);

    /// <summary>The source file from the top of its repository, with slashes; its name if it lies in none.</summary>
    public static string InRepository(string sourcePath) => Repository(sourcePath) is { } folder
        ? Path.GetRelativePath(folder, sourcePath).Replace('\\', '/') : Path.GetFileName(sourcePath);

    private static string? Repository(string sourcePath)
    {
        for (var folder = Path.GetDirectoryName(sourcePath); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "CloudSim.Net.sln")))
                return folder;
        return null;
    }

    /// <summary>
    /// Where the results of other options than the defaults go: <c>results/own/&lt;script&gt;-&lt;options&gt;</c>, so that they never
    /// replace those that stand in <c>results/&lt;script&gt;</c>.
    /// </summary>
    /// <param name="usual">The folder without options.</param>
    /// <param name="options">Names without dashes and values; what makes no name, or a long one, is told apart by a hash.</param>
    public static string Of(string usual, IEnumerable<(string Name, string Value)> options)
    {
        var exact = string.Join('-', options.Select(o => o.Value.Length > 0 ? $"{o.Name}={o.Value}" : o.Name));
        var plain = options.All(o => o.Value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '.'));
        var name = string.Join('-', exact.ToLowerInvariant().Split([.. exact.ToLowerInvariant().Where(c => !IsPlain(c)).Distinct()],
            StringSplitOptions.RemoveEmptyEntries));
        if (!plain || name.Length > MostName)
            name = $"{name[..Math.Min(name.Length, MostName)]}-{Hash(exact)}";
        var results = Path.GetDirectoryName(usual)!;
        return Path.Combine(results, Path.GetFileName(results) == "own" ? "" : "own", $"{Path.GetFileName(usual)}-{name}");
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '=' or '-';

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];

    private static bool IsOwn(string root, string sourcePath) =>
        Path.GetRelativePath(Path.Combine(root, "experiments", "own"), sourcePath) is var path
        && !path.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(path);
}
