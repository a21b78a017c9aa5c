using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// The files of which a kernel has pages in memory (mm/filemap.c). A page is charged to the cgroup that reads it first, and is free for all
/// others (cgroup-v2.rst, memory ownership); when that cgroup is removed its parent pays. Files that nobody maps are reclaimed, least
/// recently used first, in parts; mapped ones are not. What was reclaimed must be read again, and is charged to who reads it then.
/// A file's size is the one it was last read with: pages beyond a smaller one go. One that is mapped keeps its size.
/// </summary>
public sealed class PageCache
{
    private readonly Dictionary<string, CachedFile> files = new(StringComparer.Ordinal);
    private long uses;

    internal PageCache()
    {
    }

    /// <summary>How much of a file is in memory.</summary>
    public Bytes Cached(string file) => files.TryGetValue(file, out var entry) ? entry.Cached : Bytes.Zero;

    /// <summary>Pages of all files.</summary>
    internal Bytes All
    {
        get
        {
            var sum = Bytes.Zero;
            foreach (var file in files.Values)
                sum += file.Cached;
            return sum;
        }
    }

    /// <summary>How often a file is mapped.</summary>
    public int Mappings(string file) => files.TryGetValue(file, out var entry) ? entry.Mappings : 0;

    /// <summary>A process reads a whole file; what is missing is charged to its cgroup.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    /// <exception cref="ArgumentException">The file is mapped with another size, or the process has no cgroup.</exception>
    public FileRead Read(KernelProcess process, string file, Bytes size) => Read(OwnerOf(process), process, file, size);

    /// <summary>A whole file is read for a cgroup by no process of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    /// <exception cref="ArgumentException">The file is mapped with another size.</exception>
    public FileRead Read(Cgroup cgroup, string file, Bytes size) => Read(cgroup.Memory, null, file, size);

    /// <summary>
    /// A process maps a whole file, as it does with its program's text, and reads what is missing. Until the last mapping ends (with its
    /// process at the latest) no page of the file is reclaimed. If the charge fails the file is not mapped.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    /// <exception cref="ArgumentException">The file is mapped with another size, or the process has no cgroup.</exception>
    public FileRead Map(KernelProcess process, string file, Bytes size)
    {
        var owner = OwnerOf(process);
        var entry = Find(file, size);
        if (!process.IsAlive)
        {
            Forget(entry);
            return new(Bytes.Zero, new(false, Bytes.Zero, TimeSpan.Zero, []));
        }
        entry.Map(+1);
        process.Held.Map(entry);
        var read = Fill(owner, process, entry);
        if (!read.Charge.Charged && process.IsAlive)
            Unmap(process, file);
        return read;
    }

    /// <summary>A process ends one mapping; the pages stay until they are reclaimed.</summary>
    /// <exception cref="ArgumentException">It does not map the file.</exception>
    public void Unmap(KernelProcess process, string file)
    {
        if (process.Held.Mapped is not { } mapped || mapped.FindIndex(f => f.Name == file) is not (>= 0 and var at))
            throw new ArgumentException($"{process} does not map '{file}'", nameof(file));
        var entry = mapped[at];
        mapped.RemoveAt(at);
        entry.Map(-1);
        Forget(entry);
    }

    /// <summary>A file's pages go (it is deleted, or its cache dropped); nothing happens while it is mapped.</summary>
    public void Drop(string file)
    {
        if (!files.TryGetValue(file, out var entry) || entry.Mappings > 0)
            return;
        Shrink(entry, Bytes.Zero);
        Forget(entry);
    }

    internal void UnmapAll(List<CachedFile> mapped)
    {
        foreach (var file in mapped)
        {
            file.Map(-1);
            Forget(file);
        }
        mapped.Clear();
    }

    /// <summary>Pages of a cgroup's files go, least recently used first.</summary>
    internal void Take(MemoryController controller, Bytes size)
    {
        while (size > Bytes.Zero)
        {
            var first = controller.Files.Evictable.First!.Value;
            var part = Bytes.Min(size, first.Size);
            first.File.Take(first, part);
            Forget(first.File);
            size -= part;
        }
    }

    private FileRead Read(MemoryController owner, KernelProcess? process, string file, Bytes size) =>
        Fill(owner, process, Find(file, size));

    private FileRead Fill(MemoryController owner, KernelProcess? process, CachedFile entry)
    {
        entry.Use(++uses);
        var missing = entry.Size - entry.Cached;
        entry.Readers++;
        var charge = MemoryCharging.Charge(owner, process, missing, MemoryKind.File, entry);
        entry.Readers--;
        Forget(entry);
        return new(missing, charge);
    }

    private CachedFile Find(string file, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        if (!files.TryGetValue(file, out var entry))
            files.Add(file, entry = new(file, size));
        if (entry.Size == size)
            return entry;
        if (entry.Mappings > 0)
            throw new ArgumentException($"'{file}' is mapped with {entry.Size}, not {size}", nameof(size));
        entry.Size = size;
        Shrink(entry, size);
        return entry;
    }

    private static void Shrink(CachedFile entry, Bytes size)
    {
        while (entry.Cached > size)
        {
            var last = entry.Charges[^1];
            var part = Bytes.Min(entry.Cached - size, last.Size);
            last.Controller.Add(Bytes.Zero, Bytes.Zero - part, Bytes.Zero);
            entry.Take(last, part);
        }
    }

    // One without pages, that nobody maps or reads, is no entry.
    private void Forget(CachedFile entry)
    {
        if (entry.Cached == Bytes.Zero && entry.Mappings == 0 && entry.Readers == 0)
            files.Remove(entry.Name);
    }

    private static MemoryController OwnerOf(KernelProcess process) => process.Cgroup?.Memory
        ?? throw new ArgumentException($"{process} is in no cgroup", nameof(process));
}
