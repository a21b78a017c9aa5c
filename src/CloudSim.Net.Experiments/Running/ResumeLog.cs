using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Recording;

namespace CloudSim.Net.Experiments.Running;

/// <summary>
/// The finished outcomes of one stage, a line each, in any order: a checksum, a space and JSON. A torn last line is cut off. Any other
/// damage is named, the file is set aside and its good lines go on.
/// </summary>
internal sealed class ResumeLog<TOutcome> : IDisposable
{
    private const int Checksum = 16, MostShown = 40;

    private readonly string? path;
    private readonly string parts;
    private readonly int jobs;
    private readonly object gate = new();
    private readonly Dictionary<int, TOutcome> finished = [];
    private readonly Dictionary<int, Recorded> recorded = []; // of those that recorded anything, before and now
    private readonly HashSet<string> noted = new(StringComparer.Ordinal);
    private readonly HashSet<string> all = new(StringComparer.Ordinal); // noted before and now
    private FileStream? file;
    private bool closed;
    private int seen; // names noted so far, by the lines read

    /// <summary>Reads what there is.</summary>
    /// <param name="path">The file; null if nothing can be kept.</param>
    /// <param name="jobs">Number of jobs of the stage.</param>
    /// <param name="cells">Cells of the stage: job <c>run * cells + cell</c>.</param>
    /// <param name="warn">Told in one line of what was damaged.</param>
    /// <param name="parts">What the paths of files that trials write themselves begin with; if left out, the file.</param>
    public ResumeLog(string? path, int jobs, int cells, Action<string> warn, string? parts = null)
    {
        (this.path, this.jobs, this.parts) = (path, jobs, parts ?? path ?? "");
        var good = new List<(int Job, ReadOnlyMemory<byte> Line)>();
        var damage = path is null ? null : Damage(path, good);
        all.UnionWith(noted);
        if (path is null || damage is null)
            return;
        // If a lost line had noted what no other has, it is noted again: each cell is run once more.
        if (noted.Count < seen)
            foreach (var first in finished.Keys.Where(job => job < cells).ToList())
                finished.Remove(first);
        var aside = SetAside.Move(path);
        using (var copy = File.Create(path + ".tmp"))
            foreach (var (_, line) in good.Where(g => finished.ContainsKey(g.Job)))
                copy.Write(line.Span);
        File.Move(path + ".tmp", path, overwrite: true);
        warn($"{path}{damage} (set aside as {Path.GetFileName(aside)}; {finished.Count} outcomes of it are used)");
    }

    /// <summary>The outcomes by job.</summary>
    public IReadOnlyDictionary<int, TOutcome> Finished => finished;

    /// <summary>What trials have recorded besides, by job: those that were finished before, and those of now.</summary>
    public IReadOnlyDictionary<int, Recorded> Recorded => recorded;

    /// <summary>Where a file lies that a job writes while it runs.</summary>
    public string PathOf(int job, string name) => $"{parts}-{job}-{name}{ResumeStore.Part}";

    /// <summary>Whether all files of series that a job wrote are still there: it is run again otherwise.</summary>
    public bool HasSeries(int job) =>
        !recorded.TryGetValue(job, out var also) || also.Series.TrueForAll(name => File.Exists(PathOf(job, name)));

    /// <summary>What all good lines had noted.</summary>
    public IReadOnlyCollection<string> Noted => noted;

    /// <summary>Keeps an outcome, and what was noted since the last one.</summary>
    /// <param name="job">The job.</param>
    /// <param name="outcome">What it gave.</param>
    /// <param name="noted">Gives what is new; asked while no other line can be written, so that no line lacks what its trial read.</param>
    /// <param name="also">What it has recorded besides.</param>
    public void Keep(int job, TOutcome outcome, Func<IReadOnlyList<string>>? noted = null, Recorded? also = null)
    {
        lock (gate)
        {
            if (closed)
                return; // a trial that did not look at its token, after a cancel
            if (also is not null)
                recorded[job] = also;
            if (path is null)
                return;
            var names = noted?.Invoke() ?? [];
            all.UnionWith(names);
            var kept = new Kept(job, outcome, names.Count > 0 ? names : null, all.Count, also);
            var json = JsonSerializer.SerializeToUtf8Bytes(kept, Persistence.Json);
            file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write([.. Encoding.ASCII.GetBytes(Sum(path, json) + " "), .. json, (byte)'\n']);
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

    /// <summary>Reads the file.</summary>
    /// <returns>What is wrong with it and where, to stand behind its name; null if nothing is.</returns>
    private string? Damage(string path, List<(int Job, ReadOnlyMemory<byte> Line)> good)
    {
        try
        {
            var entry = new FileInfo(path);
            if (Directory.Exists(path) || entry.LinkTarget is not null)
                return $": {(entry.LinkTarget is null ? "a folder" : "a link")}, and no log of outcomes";
            if (!entry.Exists)
                return null;
            if (entry.Length > 0)
                return Damage(path, File.ReadAllBytes(path), good);
            File.Delete(path); // nothing was written yet; or a pipe, which must not be opened
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $": cannot be read: {e.Message}";
        }
    }

    private string? Damage(string path, byte[] bytes, List<(int Job, ReadOnlyMemory<byte> Line)> good)
    {
        string? damage = null;
        var (from, number) = (0, 0);
        for (int length; (length = bytes.AsSpan(from).IndexOf((byte)'\n')) >= 0; from += length + 1)
        {
            number++;
            if (Read(path, bytes.AsSpan(from, length)) is not { } kept)
                damage ??= $":{number}: '{Printable.Of(Encoding.UTF8.GetString(bytes, from, Math.Min(length, MostShown)))}' is no outcome";
            else
            {
                finished[kept.Job] = kept.Outcome;
                if (kept.Recorded is { } also)
                    recorded[kept.Job] = also;
                noted.UnionWith(kept.Noted ?? []);
                seen = Math.Max(seen, kept.Seen);
                good.Add((kept.Job, bytes.AsMemory(from, length + 1)));
            }
        }
        if (damage is null && from < bytes.Length)
            using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write))
                cut.SetLength(from);
        return damage;
    }

    /// <summary>One line; null if it is not as it was written, or not for this file, or no job of this stage.</summary>
    private Kept? Read(string path, ReadOnlySpan<byte> line)
    {
        if (line.Length <= Checksum + 1 || line[Checksum] != ' ')
            return null;
        var json = line[(Checksum + 1)..];
        if (!Encoding.ASCII.GetBytes(Sum(path, json)).AsSpan().SequenceEqual(line[..Checksum]))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Kept>(json, Persistence.Json) is { } kept && kept.Job >= 0 && kept.Job < jobs ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Of the line and of the file's name, which tells the command: a line of another file does not fit.</summary>
    private static string Sum(string path, ReadOnlySpan<byte> json) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(Path.GetFileName(path)), .. json]))[..Checksum];

    private sealed record Kept(
        int Job, TOutcome Outcome, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Noted,
        int Seen, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Recorded? Recorded = null);
}
