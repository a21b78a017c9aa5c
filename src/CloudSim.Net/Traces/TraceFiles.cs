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

    /// <summary>Looks at the begin of each file.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="formats">Formats that may be, in the order in which they are asked.</param>
    /// <exception cref="InputException">There is no such file or folder, it has no file of a known format, or one is empty.</exception>
    public TraceFiles(string path, IReadOnlyList<TraceFormat> formats)
    {
        var isFolder = Directory.Exists(path);
        root = isFolder ? path : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? "";
        var all = isFolder ? Below(path) : [path];
        foreach (var file in all)
        {
            var head = isFolder && !IsReadable(file) ? null : isFolder && IsEmpty(file) ? EmptyHead(file, formats) : new TraceHead(file);
            if (head is not null && Format(head, formats) is { } format)
                files.Add((format, file, [file]));
            else
                unknown.Add(file);
        }

        if (files.Count == 0)
            throw isFolder ? NoTrace(path, all.Count, formats) : Unknown(path, formats);
        Gather(formats);
        files.Sort((a, b) => a.Format.IsDemand != b.Format.IsDemand ? a.Format.IsDemand.CompareTo(b.Format.IsDemand)
            : string.CompareOrdinal(a.Path, b.Path));
    }

    /// <summary>The files of known formats: those that tell of demands last, each in order of names.</summary>
    public IReadOnlyList<(TraceFormat Format, string Path)> Known => [.. files.Select(file => (file.Format, file.Path))];

    /// <summary>Files of no known format; never any if a file was asked for.</summary>
    public IReadOnlyList<string> Strangers => unknown;

    /// <summary>Reads them, one after the other.</summary>
    /// <param name="sink">Who is told of guests.</param>
    /// <param name="skipBad">Whether bad rows, and files that cannot be read on, are left out and counted.</param>
    /// <param name="isWanted">Which to read; null for all.</param>
    /// <exception cref="InputException">What is wrong with the first bad row or file, unless these are left out.</exception>
    public IEnumerable<TraceReading> Read(ITraceSink sink, bool skipBad = false, Func<TraceFormat, bool>? isWanted = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        foreach (var (format, path, members) in files)
        {
            if (isWanted?.Invoke(format) == false)
                continue;
            var reading = new TraceReading(format, path, Relative(path), members, sink, skipBad);
            try
            {
                format.Read(reading);
            }
            catch (InputException e) when (skipBad)
            {
                reading.Skip(e);
            }

            yield return reading;
        }
    }

    /// <summary>A path relative to what was asked for, with <c>/</c>.</summary>
    public string Relative(string path)
    {
        var relative = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative == "." ? System.IO.Path.GetFileName(System.IO.Path.GetFullPath(path).TrimEnd('/', '\\')) : relative;
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
}
