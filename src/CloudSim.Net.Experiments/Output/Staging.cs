namespace CloudSim.Net.Experiments.Output;

/// <summary>
/// The output folder of one run. Files are written into a sub-folder of <see cref="Work"/> first and put in place together at the end: all
/// of them or none, also if the process is killed on the way. A commit that was begun is finished by whoever opens the folder next.
/// </summary>
internal sealed class Staging : IDisposable
{
    private readonly string folder, script;
    private readonly Action<string> warn;
    private readonly List<string> made = [];
    private readonly List<string> files = [];
    private readonly FolderLock held;

    /// <summary>Makes the folder if it is missing, takes its lock and finishes what a killed run had begun to commit.</summary>
    /// <exception cref="InputException">It cannot be written to, or another run has it.</exception>
    public Staging(string folder, string script, Action<string> warn)
    {
        (this.folder, this.script, this.warn) = (folder, script, warn);
        try
        {
            for (var missing = folder; !string.IsNullOrEmpty(missing) && !Directory.Exists(missing);
                missing = Path.GetDirectoryName(missing))
                made.Add(missing);
            held = new FolderLock(Work);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            RemoveMade();
            throw new InputException("--out", null, $"cannot write to '{folder}'", "give a folder that can be made and written to", e);
        }
        try
        {
            Recover();
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Where a run keeps what it needs until it has succeeded.</summary>
    public string Work => Path.Combine(folder, ".resume");

    /// <summary>The final names of what was written so far.</summary>
    public IReadOnlyList<string> Files => files;

    private string New => Path.Combine(Work, "new");

    private string Plan => Path.Combine(Work, "commit");

    public void Write(string name, Action<Stream> write)
    {
        Add(name);
        using var stream = File.Create(Path.Combine(New, name));
        write(stream);
    }

    /// <summary>Takes a file that was written on the same disk; it lies there no more.</summary>
    public void Adopt(string name, string path)
    {
        Add(name);
        File.Move(path, Path.Combine(New, name), overwrite: true);
    }

    /// <summary>Puts all files in place and removes those of the script's last run there that this one has not written.</summary>
    /// <param name="step">Told after every change to the folder; for tests.</param>
    /// <exception cref="InputException">Something is in the way; nothing was changed.</exception>
    public void Commit(Action? step = null)
    {
        var gone = CommitPlan.Former(Path.Combine(folder, "manifest.json"), script).Except(files).ToList();
        var plan = new CommitPlan([.. files], gone);
        foreach (var name in files)
            CheckFree(name);
        File.WriteAllBytes(Plan + ".tmp", plan.ToJson());
        step?.Invoke();
        File.Move(Plan + ".tmp", Plan); // from here on it is done, here or by the next run
        step?.Invoke();
        files.Clear();
        Finish(plan, step);
    }

    /// <summary>Removes what was not committed, and folders that were made for nothing.</summary>
    public void Dispose()
    {
        if (!File.Exists(Plan))
            Discard();
        held.Dispose();
        RemoveMade();
    }

    private void Add(string name)
    {
        if (files.Contains(name))
            throw new InvalidOperationException($"{name} was written twice (give each its own name)");
        Directory.CreateDirectory(New);
        files.Add(name);
    }

    private void Recover()
    {
        if (CommitPlan.Read(Plan) is { } plan)
        {
            foreach (var name in plan.Files)
                CheckFree(name);
            Finish(plan, null);
        }
        else if (Path.Exists(Plan))
            warn($"{Plan}: no plan of a commit (set aside as {Path.GetFileName(SetAside.Move(Plan))}; what it was for is lost)");
        Discard();
    }

    private void Finish(CommitPlan plan, Action? step)
    {
        try
        {
            foreach (var name in plan.Files.Where(name => File.Exists(Path.Combine(New, name))))
            {
                File.Move(Path.Combine(New, name), Path.Combine(folder, name), overwrite: true);
                step?.Invoke();
            }
            foreach (var name in plan.Gone.Where(name => File.Exists(Path.Combine(folder, name))))
            {
                File.Delete(Path.Combine(folder, name));
                step?.Invoke();
            }
            File.Delete(Plan);
            step?.Invoke();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException("--out", null, $"cannot replace all results in '{folder}': {e.Message}",
                "clear the way: the next run there goes on with it", e);
        }
    }

    private void CheckFree(string name)
    {
        var path = Path.Combine(folder, name);
        if (Directory.Exists(path))
            throw new InputException("--out", null, $"a folder is in the way of '{path}'", "move it away, or give another folder");
        if (OperatingSystem.IsWindows() && File.Exists(path)) // a table that a spreadsheet has open cannot be replaced there
            try
            {
                File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException("--out", null, $"'{path}' cannot be replaced: {e.Message}", "close it, or give another folder", e);
            }
    }

    private void Discard()
    {
        if (Directory.Exists(New))
            Directory.Delete(New, recursive: true);
        File.Delete(New);
        File.Delete(Plan + ".tmp");
    }

    private void RemoveMade()
    {
        foreach (var empty in made)
            if (Directory.Exists(empty) && !Directory.EnumerateFileSystemEntries(empty).Any())
                Directory.Delete(empty);
    }
}
