using System.Text;
using System.Text.Json;

namespace CloudSim.Net.Experiments.Running;

/// <summary>The finished outcomes of one stage: one whole JSON line each, in any order; a torn last line is cut off.</summary>
internal sealed class ResumeLog<TOutcome> : IDisposable
{
    private readonly string? path;
    private readonly object gate = new();
    private FileStream? file;
    private bool closed;

    public ResumeLog(string? path)
    {
        this.path = path;
        Finished = path is not null && File.Exists(path) ? Read(path) : [];
    }

    public IReadOnlyDictionary<int, TOutcome> Finished { get; }

    public void Keep(int job, TOutcome outcome)
    {
        if (path is null)
            return;
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Kept(job, outcome), Persistence.Json) + "\n");
        lock (gate)
        {
            if (closed)
                return; // a trial that did not look at its token, after a cancel
            file ??= Append(path);
            file.Write(line);
            file.Flush();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            file?.Dispose();
        }
    }

    private static FileStream Append(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    private static Dictionary<int, TOutcome> Read(string path)
    {
        var finished = new Dictionary<int, TOutcome>();
        var bytes = File.ReadAllBytes(path);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (JsonSerializer.Deserialize<Kept>(line, Persistence.Json) is { } kept)
                finished[kept.Job] = kept.Outcome;
        if (whole < bytes.Length)
            using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write))
                cut.SetLength(whole);
        return finished;
    }

    private sealed record Kept(int Job, TOutcome Outcome);
}
