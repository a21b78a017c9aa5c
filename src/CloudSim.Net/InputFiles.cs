using System.Text;

namespace CloudSim.Net;

/// <summary>
/// Files and folders that a user gave, read with care: only ordinary files are opened (no pipe, no device), no link to a folder is
/// followed, and numbers and sizes are bounded. Whatever is wrong is one <see cref="InputException"/>.
/// </summary>
public static class InputFiles
{
    /// <summary>As many files as a folder may have.</summary>
    public const int MostFiles = 10_000;

    /// <summary>As many bytes as a file, or all files of a folder, may have.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>As many bytes as a line may have.</summary>
    public const int MostLine = 65_536;

    /// <summary>The files of a folder in order of their names; those whose names begin with a dot are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="right">What the folder should hold, for messages.</param>
    /// <param name="wanted">Which names count; null for all.</param>
    /// <exception cref="InputException">No such folder, too many or too large files, or a name that counts is no ordinary file.</exception>
    public static IReadOnlyList<string> In(string folder, string right, Func<string, bool>? wanted = null)
    {
        if (!Directory.Exists(folder))
            throw new InputException(folder, null, "no such folder", right);
        var entries = Try(folder, () => Directory.EnumerateFileSystemEntries(folder).Take(MostFiles + 1).ToList());
        if (entries.Count > MostFiles)
            throw new InputException(folder, null, "too many files", $"at most {MostFiles}: {right}");
        var files = new List<string>();
        var bytes = 0L;
        foreach (var path in entries)
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith('.') || wanted?.Invoke(name) == false)
                continue;
            if ((bytes += Ordinary(path).Length) > MostBytes)
                throw new InputException(folder, null, "too large", $"at most {MostBytes} bytes: {right}");
            files.Add(path);
        }
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>
    /// Every ordinary file of a folder and its sub-folders, or the file itself, with its size and when it was changed last: what tells
    /// whether an input is the same as before. No link to a folder is followed.
    /// </summary>
    /// <exception cref="InputException">The folder has too many files.</exception>
    public static IReadOnlyList<string> Stamps(string path)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) ? [Stamp(path)] : [];
        var walk = new EnumerationOptions
        {
            RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true,
        };
        var stamps = new List<string>();
        var entries = new System.IO.Enumeration.FileSystemEnumerable<string?>(path,
            (ref entry) => entry.IsDirectory ? null : entry.ToFullPath(), walk)
        {
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        foreach (var file in entries)
        {
            if (stamps.Count >= MostFiles)
                throw new InputException(path, null, "too many files", $"a folder with at most {MostFiles}");
            stamps.Add(file is null ? "" : Stamp(file));
        }
        stamps.Sort(StringComparer.Ordinal);
        return stamps;
    }

    /// <summary>
    /// Opens a text in UTF-8. Reading it throws an <see cref="InputException"/> with the line if that is too long or has a NUL byte, and
    /// one if the file shrinks or grows meanwhile.
    /// </summary>
    /// <exception cref="InputException">There is no such file, it is empty, too large, no ordinary file, or may not be read.</exception>
    public static StreamReader Open(string path)
    {
        var length = Ordinary(path).Length;
        if (length > MostBytes)
            throw new InputException(path, null, $"{length} bytes are too many", $"at most {MostBytes}");
        SomeBytes(path);
        var file = OpenFile(path);
        return new StreamReader(new InputStream(file, file, path, length), new UTF8Encoding(false));
    }

    /// <summary>
    /// The bytes of a text of any length for reading once from its begin, unpacked where its name ends with <c>.gz</c>. They are checked as
    /// <see cref="Open"/> does, and packed data that end early or are damaged throw an <see cref="InputException"/> too.
    /// </summary>
    /// <exception cref="InputException">There is no such file, it is empty, no ordinary file, or may not be read.</exception>
    internal static InputStream Stream(string path)
    {
        var length = SomeBytes(path);
        var file = OpenFile(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new(new PackedStream(file), file, path, null) : new(file, file, path, length);
    }

    /// <summary>The bytes of a file that need not be text, unpacked where its name ends with <c>.gz</c>.</summary>
    /// <exception cref="InputException">As of <see cref="Open"/>.</exception>
    internal static Stream Bytes(string path)
    {
        SomeBytes(path);
        var file = OpenFile(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new PackedStream(file) : file;
    }

    /// <summary>The bytes of a file, that is not empty; to open a pipe waits for its writer, and what has no size is empty, a pipe or a
    /// device: so this comes before anything is opened.</summary>
    private static long SomeBytes(string path) => Ordinary(path).Length is var length and > 0 ? length
        : throw new InputException(path, null, "the file is empty or not an ordinary one (a pipe, a device)", "a file with text");

    private static FileStream OpenFile(string path)
    {
        var file = Try(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        if (file.CanSeek)
            return file;
        file.Dispose();
        throw new InputException(path, null, "not an ordinary file (a pipe, a device)", "a file with text");
    }

    /// <summary>The file, or what a link to it leads to.</summary>
    private static FileInfo Ordinary(string path) => Try(path, () =>
    {
        var file = Followed(path);
        return Directory.Exists(file.FullName) ? throw new InputException(path, null, "is a folder", "a file with text")
            : file.Exists ? file : throw new InputException(path, null, "no such file", "an existing file");
    });

    private static FileInfo Followed(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : new FileInfo(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    private static string Stamp(string path) => Try(path, () =>
        Followed(path) is { Exists: true } file ? $"{path} {file.Length} {file.LastWriteTimeUtc.Ticks}" : path);

    private static T Try<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            throw new InputException(path, null, $"cannot be read: {e.Message}", "a file or folder that you may read", e);
        }
    }
}
