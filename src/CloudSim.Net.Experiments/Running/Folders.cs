namespace CloudSim.Net.Experiments.Running;

/// <summary>Where a script writes if it is not told.</summary>
internal static class Folders
{
    /// <summary>
    /// <c>results/&lt;script&gt;</c> in the repository that holds the script's source (the folder with the solution), else in the current
    /// directory. A script below <c>experiments/own/</c> is a person's own: it writes below <c>results/own/</c>.
    /// </summary>
    public static string Default(string script, string sourcePath)
    {
        for (var folder = Path.GetDirectoryName(sourcePath); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "CloudSim.Net.sln")))
                return Path.Combine(folder, "results", IsOwn(folder, sourcePath) ? "own" : "", script);
        return Path.Combine("results", script);
    }

    private static bool IsOwn(string root, string sourcePath) =>
        Path.GetRelativePath(Path.Combine(root, "experiments", "own"), sourcePath) is var path
        && !path.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(path);
}
