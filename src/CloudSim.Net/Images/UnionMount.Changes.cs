using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

public sealed partial class UnionMount
{
    private const int Page = 4096;

    private int lastLink;

    /// <summary>
    /// Writes to a file that exists: afterwards it holds <paramref name="content"/>, under all its names in the writable layer. A file of a
    /// lower layer is copied up first, whole but for its holes; one that is opened to be emptied (O_TRUNC) without its data. A hard link
    /// between names of a lower layer breaks with that (<c>index=off</c>).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds afterwards.</param>
    /// <param name="truncate">Whether it is opened to be emptied.</param>
    public FileError Write(string path, FileContent content, bool truncate = false)
    {
        Count(operations: 1);
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        if (node!.IsDirectory)
            return FileError.IsDirectory;
        CopyUp(path, node, truncate);
        upper.TryGet(path, out var entry);
        if (entry.Link == 0)
            Put(path, new(EntryKind.File, content));
        else
            WriteAll(entry.Link, content);
        Work += new UnionWork { PageDoublings = Math.Log2(Math.Max(1, content.Size.Count / (double)Page)) };
        return FileError.None;
    }

    /// <summary>
    /// Changes the owner, mode or times of a file or directory: a file of a lower layer is copied up for it, data and all
    /// (<c>metacopy=off</c>).
    /// </summary>
    public FileError SetAttributes(string path)
    {
        Count(operations: 1);
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        if (node!.IsDirectory)
        {
            CopyUpAbove(UnionPath.Join(path, "."));
        }
        else
        {
            CopyUp(path, node);
            cache[path] = new(false, node.Content, [0]);
        }
        Count(changes: 1);
        return FileError.None;
    }

    /// <summary>Gives a file a second name (link(2)); a file of a lower layer is copied up first.</summary>
    public FileError Link(string path, string name)
    {
        Count(operations: 1);
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        error = Resolve(name, out _);
        if (error == FileError.None)
            return FileError.Exists;
        if (error != FileError.NotFound || (error = ResolveParent(name)) != FileError.None)
            return error;
        if (node!.IsDirectory)
            return FileError.NotPermitted;
        CopyUp(path, node);
        upper.TryGet(path, out var entry);
        if (entry.Link == 0)
            upper.Set(path, entry = entry with { Link = ++lastLink });
        cache[path] = new(false, entry.Content, [0]);
        CopyUpAbove(name);
        Put(name, entry);
        return FileError.None;
    }

    /// <summary>Makes a file that does not exist (<c>O_CREAT | O_EXCL</c>).</summary>
    public FileError Create(string path, FileContent content) => Make(path, new(EntryKind.File, content));

    /// <summary>Makes a directory; in the place of a removed one it is opaque, so that what was in that does not come back.</summary>
    public FileError MakeDirectory(string path) => Make(path, new(EntryKind.Directory));

    /// <summary>Removes a file (unlink).</summary>
    public FileError Delete(string path)
    {
        Count(operations: 1);
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        if (node!.IsDirectory)
            return FileError.IsDirectory;
        Remove(path);
        return FileError.None;
    }

    /// <summary>Removes a directory that shows no names.</summary>
    public FileError RemoveDirectory(string path)
    {
        Count(operations: 1);
        var error = Resolve(path, out var node);
        if (error != FileError.None)
            return error;
        if (!node!.IsDirectory)
            return FileError.NotDirectory;
        if (path == UnionPath.Root)
            return FileError.Invalid;
        if (Names(path, node).Count > 0)
            return FileError.NotEmpty;
        RemoveWhole(path);
        return FileError.None;
    }

    /// <summary>Renames a file or a directory, as rename(2): an existing file, or an empty directory, is replaced.</summary>
    public FileError Rename(string from, string to)
    {
        Count(operations: 1);
        var error = ResolveParent(from);
        if (error == FileError.None)
            error = ResolveParent(to);
        if (error != FileError.None)
            return error;
        error = Resolve(from, out var node);
        if (error != FileError.None)
            return error;
        if (from == UnionPath.Root || UnionPath.IsBelow(to, from))
            return FileError.Invalid;
        Resolve(to, out var target);
        if (to == from || AreLinks(from, to))
            return FileError.None;
        if (UnionPath.IsBelow(from, to))
            return FileError.NotEmpty;
        if (target is { IsDirectory: true } && !node!.IsDirectory)
            return FileError.IsDirectory;
        if (target is { IsDirectory: false } && node!.IsDirectory)
            return FileError.NotDirectory;
        if (node!.IsDirectory && !node.IsPure)
            return FileError.CrossDevice;
        if (target is { IsDirectory: true } && Names(to, target).Count > 0)
            return FileError.NotEmpty;

        CopyUp(from, node);
        CopyUpAbove(to);
        if (node.IsDirectory)
            MoveDirectory(from, to, target);
        else
            MoveFile(from, to);
        return FileError.None;
    }

    // Two names of one file: rename(2) leaves both.
    private bool AreLinks(string a, string b) =>
        upper.TryGet(a, out var one) && upper.TryGet(b, out var other) && one.Link != 0 && one.Link == other.Link;

    private void WriteAll(int link, FileContent content)
    {
        foreach (var name in upper.NamesOf(link).ToList())
        {
            upper.Set(name, new(EntryKind.File, content, link));
            cache[name] = new(false, content, [0]);
        }
        Count(changes: 1);
    }

    private FileError ResolveParent(string path)
    {
        var error = Resolve(path == UnionPath.Root ? path : UnionPath.Split(path).Parent, out var parent);
        return error == FileError.None && !parent!.IsDirectory ? FileError.NotDirectory : error;
    }

    private void MoveFile(string from, string to)
    {
        upper.TryGet(from, out var entry);
        Put(to, entry);
        Remove(from);
    }

    private void MoveDirectory(string from, string to, UnionNode? target)
    {
        if (target is not null)
            RemoveWhole(to);
        Resolve(UnionPath.Split(to).Parent, out var parent);
        var opaque = LowerShows(parent!, to);
        foreach (var path in upper.Below(from))
        {
            upper.TryGet(path, out var entry);
            upper.Set(to + path[from.Length..], entry);
        }
        Forget(to);
        Put(to, new(opaque ? EntryKind.OpaqueDirectory : EntryKind.Directory));
        RemoveWhole(from);
    }

    private FileError Make(string path, LayerEntry entry)
    {
        Count(operations: 1);
        var error = Resolve(path, out _);
        if (error == FileError.None)
            return FileError.Exists;
        if (error != FileError.NotFound)
            return error;
        error = ResolveParent(path);
        if (error != FileError.None)
            return error;
        CopyUpAbove(path);
        Put(path, entry.IsDirectory && upper.TryGet(path, out _) ? new(EntryKind.OpaqueDirectory) : entry);
        return FileError.None;
    }

    /// <summary>Brings a file, and the directories above it, into the writable layer (<c>ovl_copy_up_one</c>).</summary>
    private void CopyUp(string path, UnionNode node, bool truncate = false)
    {
        if (node.InUpper)
            return;
        CopyUpAbove(path);
        upper.Set(path, new(EntryKind.File, node.Content));
        Work += new UnionWork(0, 0, 1, truncate ? Bytes.Zero : node.Content.Data, 0, 0);
    }

    private void CopyUpAbove(string path)
    {
        foreach (var above in UnionPath.Above(path))
        {
            if (upper.TryGet(above, out _))
                continue;
            upper.Set(above, new(EntryKind.Directory));
            cache.Remove(above, out var known);
            cache[above] = known! with { Layers = [0, .. known.Layers] };
            Work += new UnionWork(0, 0, 0, Bytes.Zero, 1, 0);
        }
    }

    private void Put(string path, LayerEntry entry)
    {
        upper.Set(path, entry);
        cache[path] = new(entry.IsDirectory, entry.Content, [0]); // whatever was below it is hidden
        Count(changes: 1);
    }

    /// <summary>A name leaves the writable layer; a whiteout stays if a lower layer would show it.</summary>
    private void Remove(string path)
    {
        Resolve(UnionPath.Split(path).Parent, out var parent);
        if (LowerShows(parent!, path))
        {
            CopyUpAbove(path);
            upper.Set(path, new(EntryKind.Whiteout));
        }
        else
        {
            upper.Remove(path);
        }
        cache[path] = null;
        Count(changes: 1);
    }

    /// <summary>A directory leaves the writable layer with all that it holds there: whiteouts, or what was moved away.</summary>
    private void RemoveWhole(string path)
    {
        foreach (var below in upper.Below(path))
        {
            upper.Remove(below);
            Count(changes: 1);
        }
        Forget(path);
        Remove(path);
    }

    private void Forget(string directory)
    {
        foreach (var known in cache.Keys.Where(p => UnionPath.IsBelow(p, directory)).ToList())
            cache.Remove(known);
        cache.Remove(directory);
    }
}
