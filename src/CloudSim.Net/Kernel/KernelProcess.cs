using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// A process as the kernel keeps it: a pid in its pid namespace and in each around it, its namespaces, its root directory, its cgroup.
/// </summary>
public sealed class KernelProcess : IPlaced
{
    private KernelProcess? firstChild, next, previous; // children in order of arrival, siblings linked
    private KernelProcess? lastChild;

    internal KernelProcess(ProcessTable table, KernelProcess? parent, string name, NamespaceSet namespaces, Cgroup? cgroup, int threads)
    {
        (Table, Parent, Name, Namespaces, Cgroup, Threads) = (table, parent, name, namespaces, cgroup, threads);
        Root = parent?.Root ?? "/";
        User = parent?.User ?? 0;
    }

    /// <summary>Raised once, when it has ended.</summary>
    public event Action<KernelProcess>? Exited;

    /// <summary>The machine's processes.</summary>
    public ProcessTable Table { get; }

    /// <summary>Who forked it, or inherited it.</summary>
    public KernelProcess? Parent { get; internal set; }

    /// <summary>Its program.</summary>
    public string Name { get; internal set; }

    /// <summary>Its pids from the innermost namespace out; the last is the machine's.</summary>
    public IReadOnlyList<int> Pids { get; internal set; } = [];

    /// <summary>The pid in its own namespace.</summary>
    public int Pid => Pids[0];

    /// <summary>The pid on the machine.</summary>
    public int HostPid => Pids[^1];

    /// <summary>Its root directory: chroot changes it, and nothing else.</summary>
    public string Root { get; internal set; }

    /// <summary>The user as the machine sees it; 0 is root.</summary>
    public int User { get; internal set; }

    /// <summary>Its cgroup; null without cgroups.</summary>
    public Cgroup? Cgroup { get; internal set; }

    /// <summary>Its threads, at least one: each counts in <c>pids.current</c>.</summary>
    public int Threads { get; internal set; }

    /// <summary>Whether it runs.</summary>
    public bool IsAlive { get; internal set; } = true;

    /// <summary>0 to 255 once it has ended by itself, 128 and the signal if it was ended.</summary>
    public int? ExitCode { get; internal set; }

    /// <summary>Whether SIGTERM has a handler (which makes the program end); the init of a pid namespace ignores it without one.</summary>
    public bool HandlesTerminate { get; set; }

    /// <summary>Anonymous memory that it holds in pages of its own (RssAnon).</summary>
    public Bytes Memory => Held.Resident;

    /// <summary>Anonymous memory of it in swap (VmSwap).</summary>
    public Bytes Swapped => Held.Swapped;

    /// <summary>Merged pages that it maps and others too: not its own any more, but part of its resident set.</summary>
    public Bytes Shared => Held.Shared;

    /// <summary>The part of <see cref="Memory"/> that it does not use: it goes to swap first. Not negative.</summary>
    public Bytes Cold
    {
        get => Held.Cold;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value.Count);
            Held.Cold = value;
        }
    }

    /// <summary>Adjustment of its chance to be chosen when memory runs out, -1000 to 1000 (<c>oom_score_adj</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public int OomScoreAdjust { get; set => field = Check.Between(value, -1000, 1000); }

    /// <summary>Its pid namespace.</summary>
    public PidNamespace PidNamespace => (PidNamespace)Namespaces[NamespaceKinds.Pid];

    /// <summary>Its namespace of a kind.</summary>
    public Namespace Namespace(NamespaceKinds kind) => Namespaces[kind];

    /// <summary>Its pid as a namespace sees it; null if it does not.</summary>
    public int? PidIn(PidNamespace space)
    {
        var at = PidNamespace;
        for (var i = 0; at is not null; i++, at = (PidNamespace?)at.Parent)
            if (at == space)
                return Pids[i];
        return null;
    }

    int IPlaced.Place { get; set; }

    internal NamespaceSet Namespaces { get; set; }

    /// <summary>The first of the processes that it forked or inherited and that run; null without any.</summary>
    internal KernelProcess? FirstChild => firstChild;

    /// <summary>Gives it a child that has no parent.</summary>
    internal void AddChild(KernelProcess child)
    {
        (child.Parent, child.previous, child.next) = (this, lastChild, null);
        if (lastChild is null)
            firstChild = child;
        else
            lastChild.next = child;
        lastChild = child;
    }

    /// <summary>Takes a child from it, whose <see cref="Parent"/> stays what it was until it has another one.</summary>
    internal void RemoveChild(KernelProcess child)
    {
        if (child.previous is { } before)
            before.next = child.next;
        else
            firstChild = child.next;
        if (child.next is { } after)
            after.previous = child.previous;
        else
            lastChild = child.previous;
        child.previous = child.next = null;
    }

    /// <summary>Its memory, and where that is charged.</summary>
    internal ProcessMemory Held;

    internal void RaiseExited() => Exited?.Invoke(this);

    /// <summary>The program and pids.</summary>
    public override string ToString() => $"{Name} ({string.Join('/', Pids)})";
}
