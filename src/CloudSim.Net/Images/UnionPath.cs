namespace CloudSim.Net.Images;

/// <summary>Absolute paths: <c>/</c>, <c>/etc</c>, <c>/etc/hosts</c>.</summary>
internal static class UnionPath
{
    public const string Root = "/";

    /// <exception cref="ArgumentException">Not an absolute path in normal form.</exception>
    public static void Check(string path)
    {
        if (path == Root)
            return;
        if (path.Length == 0 || path[0] != '/' || path[^1] == '/' || path.Contains("//", StringComparison.Ordinal)
            || path.Split('/').Any(p => p is "." or ".."))
            throw new ArgumentException($"'{path}' is no absolute path in normal form (like /etc/hosts)", nameof(path));
    }

    public static (string Parent, string Name) Split(string path)
    {
        var at = path.LastIndexOf('/');
        return (at == 0 ? Root : path[..at], path[(at + 1)..]);
    }

    public static string Join(string directory, string name) => directory == Root ? "/" + name : $"{directory}/{name}";

    public static bool IsBelow(string path, string directory) =>
        directory == Root ? path != Root : path.Length > directory.Length && path[directory.Length] == '/'
            && path.StartsWith(directory, StringComparison.Ordinal);

    /// <summary>The directories above a path, from the root's child down to its parent.</summary>
    public static IEnumerable<string> Above(string path)
    {
        for (var at = path.IndexOf('/', 1); at > 0; at = path.IndexOf('/', at + 1))
            yield return path[..at];
    }
}
