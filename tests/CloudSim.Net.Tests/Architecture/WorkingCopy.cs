namespace CloudSim.Net.Tests.Architecture;

/// <summary>The working copy that the tests were built from.</summary>
internal static class WorkingCopy
{
    public static string Root { get; } = Find();

    /// <summary>Set to 1, outputs that a test compares with an approved file replace that file.</summary>
    public static bool Accept => Environment.GetEnvironmentVariable("CLOUDSIM_ACCEPT") == "1";

    public const string HowToAccept =
        "If this change is meant: CLOUDSIM_ACCEPT=1 dotnet test -c Release, then look at git diff and commit it.";

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Every source file below a folder of the repository, with slashes, without what the build made.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        from file in Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/") && !path.Contains("/bin/") && !path.StartsWith("experiments/own/", StringComparison.Ordinal)
        orderby path
        select path;

    /// <summary>Every script of the project as a path below experiments/; not a person's own.</summary>
    public static IEnumerable<string> Scripts => ScriptsBelow(At("experiments"));

    /// <summary>Scripts of this folder and of its sub-folders, but for <c>own/</c>.</summary>
    public static IEnumerable<string> ScriptsBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(p => !p.StartsWith("own/", StringComparison.Ordinal) && !$"/{p}".Contains("/obj/") && !$"/{p}".Contains("/bin/"))
            .Order(StringComparer.Ordinal);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "CloudSim.Net.sln")))
                return folder;
        throw new InvalidOperationException("the tests do not lie below CloudSim.Net.sln");
    }
}
