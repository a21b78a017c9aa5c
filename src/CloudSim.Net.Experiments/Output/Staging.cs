namespace CloudSim.Net.Experiments.Output;

/// <summary>
/// The output folder. Files are written under temporary names beside their final ones and renamed together at the end:
/// all of them or none.
/// </summary>
internal sealed class Staging : IDisposable
{
    private readonly string folder;
    private readonly List<string> made = [];
    private readonly List<string> files = [];

    /// <summary>Makes the folder if it is missing and tries to write to it.</summary>
    /// <exception cref="InputException">It cannot be written to.</exception>
    public Staging(string folder)
    {
        this.folder = folder;
        try
        {
            for (var missing = folder; !string.IsNullOrEmpty(missing) && !Directory.Exists(missing);
                missing = Path.GetDirectoryName(missing))
                made.Add(missing);
            Directory.CreateDirectory(folder);
            var probe = Temporary("probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Dispose();
            throw new InputException("--out", null, $"cannot write to '{folder}'", "give a folder that can be made and written to", e);
        }
    }

    /// <summary>The final names of what was written so far.</summary>
    public IReadOnlyList<string> Files => files;

    public void Write(string name, Action<Stream> write)
    {
        if (files.Contains(name))
            throw new InvalidOperationException($"{name} was written twice (give each its own name)");
        files.Add(name);
        using var stream = File.Create(Temporary(name));
        write(stream);
    }

    public void Commit()
    {
        foreach (var name in files)
            File.Move(Temporary(name), Path.Combine(folder, name), overwrite: true);
        files.Clear();
    }

    /// <summary>Removes what was not committed, and folders that were made for nothing.</summary>
    public void Dispose()
    {
        foreach (var name in files)
            File.Delete(Temporary(name));
        foreach (var empty in made)
            if (Directory.Exists(empty) && !Directory.EnumerateFileSystemEntries(empty).Any())
                Directory.Delete(empty);
    }

    private string Temporary(string name) => Path.Combine(folder, $".{name}.tmp");
}
