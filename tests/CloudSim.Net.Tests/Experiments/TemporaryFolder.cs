namespace CloudSim.Net.Tests.Experiments;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cloudsim-");

    public string Path => folder.FullName;

    /// <summary>Every file below, by name, hidden ones too.</summary>
    public IReadOnlyList<string> Files =>
        [.. folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(Path, f.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => folder.Delete(recursive: true);
}
