namespace CloudSim.Net.Traces;

/// <summary>
/// A file, or all files of a folder and the folders in it, each with the format that it is known to be of. Files whose names begin with a
/// dot are left out, and no link to a folder is followed.
/// </summary>
public sealed class TraceFiles
{
    private readonly string root;
    private readonly List<(TraceFormat Format, string Path, IReadOnlyList<string> Files)> files = [];
    private readonly List<string> unknown = [];
    private readonly List<InputException> bad = [];

    /// <summary>Looks at the begin of each file.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="formats">Formats that may be, in the order in which they are asked.</param>
    /// <param name="skipBad">Whether files of a folder whose begin cannot be read, or that are empty, are left out
    /// (<see cref="Bad"/>).</param>
    /// <exception cref="InputException">There is no such file or folder, it has no file of a known format, or one is empty.</exception>
    public TraceFiles(string path, IReadOnlyList<TraceFormat> formats, bool skipBad = false)
    {
        Asked = path;
        var isFolder = Directory.Exists(path);
        root = isFolder ? path : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? "";
        var all = isFolder ? Below(path) : [path];
        foreach (var file in all)
        {
            try
            {
                var head = isFolder && !IsReadable(file) ? null
                    : isFolder && IsEmpty(file) ? EmptyHead(file, formats) : new TraceHead(file);
                if (head is not null && Format(head, formats) is { } format)
                    files.Add((format, file, [file]));
                else
                    unknown.Add(file);
            }
            catch (InputException e) when (skipBad && isFolder)
            {
                bad.Add(e);
            }
        }

        if (files.Count == 0)
            throw bad.Count > 0 ? bad[0] : isFolder ? NoTrace(path, all.Count, formats) : Unknown(path, formats);
        Gather(formats);
        files.Sort((a, b) => a.Format.IsDemand != b.Format.IsDemand ? a.Format.IsDemand.CompareTo(b.Format.IsDemand)
            : string.CompareOrdinal(a.Path, b.Path));
    }

    /// <summary>The file or folder that was asked for.</summary>
    public string Asked { get; }

    /// <summary>The files of known formats: those that tell of demands last, each in order of names.</summary>
    public IReadOnlyList<(TraceFormat Format, string Path)> Known => [.. files.Select(file => (file.Format, file.Path))];

    /// <summary>The traces: files of one format in one folder belong together, relative to what was asked for.</summary>
    public IReadOnlyList<(string Format, string Folder)> Traces => [.. files.Select(Trace).Distinct()];

    /// <summary>Files of no known format; never any if a file was asked for.</summary>
    public IReadOnlyList<string> Strangers => unknown;

    /// <summary>What is wrong with files that were left out, as not even their format is known.</summary>
    public IReadOnlyList<InputException> Bad => bad;

    /// <summary>Reads them, one after the other.</summary>
    /// <param name="sink">Who is told of guests.</param>
    /// <param name="skipBad">Whether bad rows, and files that cannot be read on, are left out and counted.</param>
    /// <param name="trace">Which to read, of <see cref="Traces"/>; null for all.</param>
    /// <param name="progress">Told now and then which share of the bytes is read; ends the reading if it throws.</param>
    /// <exception cref="InputException">What is wrong with the first bad row or file, unless these are left out.</exception>
    public IEnumerable<TraceReading> Read(ITraceSink sink, bool skipBad = false, (string Format, string Folder)? trace = null,
        Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var wanted = files.Where(file => trace is null || Trace(file) == trace).ToList();
        var (done, all) = (0L, Math.Max(1, wanted.Sum(Bytes)));
        foreach (var file in wanted)
        {
            var (format, path, members) = file;
            // Packed and not packed, side by side: guests count once.
            var isTwin = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && wanted.Any(other => other.Path == path[..^3]);
            var reading = new TraceReading(format, path, Relative(path), members, isTwin ? NoSink.One : sink, skipBad,
                bytes => progress?.Invoke((double)(done + bytes) / all));
            if (isTwin)
                reading.Remark($"{reading.File} stands beside the same file unpacked: its guests are not counted again");
            try
            {
                format.Read(reading);
            }
            catch (InputException e) when (skipBad)
            {
                reading.Skip(e);
            }

            done += Bytes(file);
            yield return reading;
        }
    }

    /// <summary>A path relative to what was asked for, with <c>/</c>.</summary>
    public string Relative(string path)
    {
        var relative = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative == "." ? System.IO.Path.GetFileName(System.IO.Path.GetFullPath(path).TrimEnd('/', '\\')) : relative;
    }

    private static long Bytes((TraceFormat Format, string Path, IReadOnlyList<string> Files) file) =>
        file.Files.Sum(path => new FileInfo(path) is { Exists: true } info ? info.Length : 0);

    private (string Format, string Folder) Trace((TraceFormat Format, string Path, IReadOnlyList<string> Files) file)
    {
        var relative = Relative(file.Path);
        var end = relative.LastIndexOf('/');
        return (file.Format.Name, file.Files.Count > 1 ? relative : end < 0 ? "" : relative[..end]);
    }

    /// <summary>The format of a file: by its lines, else by its name.</summary>
    private static TraceFormat? Format(TraceHead head, IReadOnlyList<TraceFormat> formats) =>
        formats.FirstOrDefault(format => format.Knows(head)) ?? formats.FirstOrDefault(format => format.IsNamed(head));

    // Files that are one trace together: as one, in the place of the folder.
    private void Gather(IReadOnlyList<TraceFormat> formats)
    {
        foreach (var format in formats.Where(format => format.IsFolder))
            foreach (var folder in files.Where(file => file.Format == format).GroupBy(file => System.IO.Path.GetDirectoryName(file.Path))
                .Where(folder => folder.Count() > 1).ToList())
            {
                var members = folder.Select(file => file.Path).Order(StringComparer.Ordinal).ToList();
                files.RemoveAll(file => file.Format == format && System.IO.Path.GetDirectoryName(file.Path) == folder.Key);
                files.Add((format, folder.Key!, members));
            }
    }

    private static List<string> Below(string folder)
    {
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        try
        {
            var entries = new System.IO.Enumeration.FileSystemEnumerable<string>(folder, (ref entry) => entry.ToFullPath(), walk)
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && !entry.FileName.StartsWith("."),
                ShouldRecursePredicate = (ref entry) =>
                    (entry.Attributes & FileAttributes.ReparsePoint) == 0 && !entry.FileName.StartsWith("."),
            };
            var found = entries.Take(InputFiles.MostFiles + 1).ToList();
            if (found.Count > InputFiles.MostFiles)
                throw new InputException(folder, null, "too many files", $"a folder with at most {InputFiles.MostFiles}");
            found.Sort(StringComparer.Ordinal);
            return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, null, $"cannot be read: {e.Message}", "a folder that you may read", e);
        }
    }

    // In a folder there may be links to nothing, pipes, and files that say nothing.
    private static bool IsReadable(string file)
    {
        var info = new FileInfo(file);
        var target = info.LinkTarget is null ? info : info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        return target is { Exists: true } && !Directory.Exists(target.FullName);
    }

    private static bool IsEmpty(string file) => new FileInfo(file) is { LinkTarget: null, Length: 0 };

    // An empty file is of no trace, unless it is called as one.
    private static TraceHead? EmptyHead(string file, IReadOnlyList<TraceFormat> formats) =>
        formats.Any(format => format.IsNamed(TraceHead.OfNothing(file))) ? new TraceHead(file) : null;

    private static InputException NoTrace(string folder, int count, IReadOnlyList<TraceFormat> formats) =>
        new(folder, null, $"is a folder, and none of its {count} files is of a known format", Names(formats));

    private static InputException Unknown(string path, IReadOnlyList<TraceFormat> formats) =>
        new(path, null, "is of no known format", Names(formats));

    private static string Names(IReadOnlyList<TraceFormat> formats) =>
        string.Join(", ", formats.Select(format => format.Name).Distinct());

    private sealed class NoSink : ITraceSink
    {
        public static NoSink One { get; } = new();

        public void Begin(TraceFormat format)
        {
        }

        public void Add(in TraceGuest guest)
        {
        }

        public void Add(in TraceDemand demand)
        {
        }

        public void Add(double time, double length, long events)
        {
        }
    }
}
