using CloudSim.Net.Images;

namespace CloudSim.Net.Tests.Images;

/// <summary>
/// The oracle of the union file system: one plain dictionary of what is visible, which knows nothing of layers but which directories came
/// from one.
/// </summary>
internal sealed class MergedTree
{
    private SortedDictionary<string, (bool Directory, FileContent Content, bool FromLayer, int File)> all = new(StringComparer.Ordinal);
    private int files;

    public IEnumerable<string> Show() => all.Select(e => e.Value.Directory ? e.Key + "/" : $"{e.Key}={e.Value.Content.Digest.Short}");

    public IEnumerable<string> Paths => all.Keys;

    /// <summary>Lays a layer on what is there, entry after entry, as an image's layers are unpacked one over the other.</summary>
    public void Apply(Layer layer)
    {
        foreach (var (path, entry) in layer.Entries)
        {
            if (entry.Kind != EntryKind.Directory || (all.TryGetValue(path, out var old) && !old.Directory))
                RemoveAll(path);
            if (entry.Kind != EntryKind.Whiteout)
                all[path] = (entry.IsDirectory, entry.Content, true, ++files);
        }
    }

    /// <summary>What was written becomes a layer, and a new writable one lies on top.</summary>
    public void Commit() => all = new(all.ToDictionary(e => e.Key, e => e.Value with { FromLayer = true }), StringComparer.Ordinal);

    public FileError Read(string path, out FileContent content)
    {
        content = default;
        var error = Find(path, out var node);
        if (error == FileError.None && node.Directory)
            return FileError.IsDirectory;
        content = node.Content;
        return error;
    }

    public FileError List(string path, out List<string> names)
    {
        names = [];
        var error = Find(path, out var node);
        if (error == FileError.None && !node.Directory)
            return FileError.NotDirectory;
        names = [.. all.Keys.Where(p => Parent(p) == path && p != path).Select(p => p[(p.LastIndexOf('/') + 1)..])
            .Order(StringComparer.Ordinal)];
        return error;
    }

    public FileError Write(string path, FileContent content)
    {
        var error = Find(path, out var node);
        if (error != FileError.None)
            return error;
        if (node.Directory)
            return FileError.IsDirectory;
        // Names of one file change together, but what came from a layer becomes a file of its own.
        if (node.FromLayer)
            all[path] = (false, content, false, ++files);
        else
            foreach (var name in all.Where(e => e.Value.File == node.File && !e.Value.FromLayer).Select(e => e.Key).ToList())
                all[name] = node with { Content = content };
        return FileError.None;
    }

    public FileError Link(string path, string name)
    {
        if (Find(path, out var node) is var a and not FileError.None)
            return a;
        if (Find(name, out _) is var b and not FileError.NotFound)
            return b == FileError.None ? FileError.Exists : b;
        if (FindParent(name) is var c and not FileError.None)
            return c;
        if (node.Directory)
            return FileError.NotPermitted;
        if (node.FromLayer)
            node = node with { FromLayer = false, File = ++files };
        all[path] = all[name] = node;
        return FileError.None;
    }

    public FileError SetAttributes(string path)
    {
        var error = Find(path, out var node);
        if (error == FileError.None && !node.Directory && node.FromLayer)
            all[path] = node with { FromLayer = false, File = ++files };
        return error;
    }

    public FileError Make(string path, bool directory, FileContent content)
    {
        var error = Find(path, out _);
        if (error == FileError.None)
            return FileError.Exists;
        if (error == FileError.NotDirectory || (error = FindParent(path)) != FileError.None)
            return error;
        all[path] = (directory, content, false, ++files);
        return FileError.None;
    }

    public FileError Remove(string path, bool directory)
    {
        var error = Find(path, out var node);
        if (error != FileError.None)
            return error;
        if (node.Directory != directory)
            return directory ? FileError.NotDirectory : FileError.IsDirectory;
        if (directory && path == "/")
            return FileError.Invalid;
        if (directory && Below(path).Any())
            return FileError.NotEmpty;
        all.Remove(path);
        return FileError.None;
    }

    public FileError Rename(string from, string to)
    {
        if (FindParent(from) is var a and not FileError.None)
            return a;
        if (FindParent(to) is var b and not FileError.None)
            return b;
        if (Find(from, out var node) is var c and not FileError.None)
            return c;
        if (from == "/" || to.StartsWith(from + "/", StringComparison.Ordinal))
            return FileError.Invalid;
        if (from == to)
            return FileError.None;
        if (to == "/" || from.StartsWith(to + "/", StringComparison.Ordinal))
            return FileError.NotEmpty;
        var exists = Find(to, out var target) == FileError.None;
        if (exists && !node.Directory && node.File == target.File && !node.FromLayer && !target.FromLayer)
            return FileError.None; // two names of one file
        if (exists && target.Directory != node.Directory)
            return target.Directory ? FileError.IsDirectory : FileError.NotDirectory;
        if (node.Directory && node.FromLayer)
            return FileError.CrossDevice;
        if (exists && target.Directory && Below(to).Any())
            return FileError.NotEmpty;
        foreach (var path in Below(from).Append(from).ToList())
        {
            all[to + path[from.Length..]] = all[path].FromLayer ? all[path] with { FromLayer = false, File = ++files } : all[path];
            all.Remove(path);
        }
        return FileError.None;
    }

    private static string Parent(string path) => path.LastIndexOf('/') is var at and > 0 ? path[..at] : "/";

    private IEnumerable<string> Below(string path) => all.Keys.Where(p => p.StartsWith(path + "/", StringComparison.Ordinal));

    private void RemoveAll(string path)
    {
        foreach (var below in Below(path).Append(path).ToList())
            all.Remove(below);
    }

    private FileError FindParent(string path)
    {
        var error = Find(Parent(path), out var parent);
        return error == FileError.None && !parent.Directory ? FileError.NotDirectory : error;
    }

    private FileError Find(string path, out (bool Directory, FileContent Content, bool FromLayer, int File) node)
    {
        node = (true, default, true, 0);
        if (path == "/")
            return FileError.None;
        for (var at = path.IndexOf('/', 1); at > 0; at = path.IndexOf('/', at + 1))
            if (!all.TryGetValue(path[..at], out var above))
                return FileError.NotFound;
            else if (!above.Directory)
                return FileError.NotDirectory;
        return all.TryGetValue(path, out node) ? FileError.None : FileError.NotFound;
    }
}
