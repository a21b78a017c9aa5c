namespace CloudSim.Net.Kernel;

/// <summary>One namespace of any kind but pid: what its members see of a resource of the kernel.</summary>
public class Namespace
{
    private SortedSet<int>? keys;

    internal Namespace(NamespaceKinds kind, Namespace? parent, long number, Namespace? owner)
    {
        (Kind, Parent, Number, Owner) = (kind, parent, number, owner);
        Level = parent is null ? 0 : parent.Level + 1;
    }

    /// <summary>The kind.</summary>
    public NamespaceKinds Kind { get; }

    /// <summary>The one that it was made in; null for the first.</summary>
    public Namespace? Parent { get; }

    /// <summary>Number in order of creation, as the inode number under <c>/proc/PID/ns</c>.</summary>
    public long Number { get; }

    /// <summary>The user namespace whose privileges count for it; null for the first user namespace.</summary>
    public Namespace? Owner { get; }

    /// <summary>Levels below the first of its kind.</summary>
    public int Level { get; }

    /// <summary>Processes in it.</summary>
    public int Members { get; internal set; }

    /// <summary>Host name (uts).</summary>
    public string HostName { get; internal set; } = "host";

    /// <summary>Mount points (mount); a new namespace begins with a copy of its parent's.</summary>
    public IReadOnlyList<string> Mounts { get; internal set; } = [];

    /// <summary>Keys of shared memory segments (ipc).</summary>
    public IReadOnlyCollection<int> SharedMemory => keys is null ? [] : keys;

    /// <summary>Offset of the monotonic clock (time).</summary>
    public TimeSpan ClockOffset { get; internal set; }

    /// <summary>The cgroup that its members see as the root (cgroup); null for the real root.</summary>
    public Cgroup? CgroupRoot { get; internal set; }

    /// <summary>Host user that its root is (user): 0 for the first, an unprivileged one for others.</summary>
    public int RootUser { get; internal set; }

    /// <summary>Whether this one is another or lies around it.</summary>
    public bool Contains(Namespace other)
    {
        for (var at = other; at is not null; at = at.Parent)
            if (at == this)
                return true;
        return false;
    }

    internal void AddKey(int key) => (keys ??= []).Add(key);

    /// <summary>As <c>readlink /proc/PID/ns/KIND</c> shows it.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}:[{4026531835 + Number}]";
}
