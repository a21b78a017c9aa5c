using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Kernel;

/// <summary>
/// A cgroup of the unified hierarchy (cgroup v2) with the controllers cpu, cpuset, memory, io and pids, all switched on everywhere: so only
/// the root has both processes and cgroups below it (Documentation/admin-guide/cgroup-v2.rst, No Internal Process Constraint). Limits bind
/// what is below; what is used is counted here and in every cgroup around. Files are read and written by their names:
/// <see cref="CgroupFiles"/>.
/// </summary>
public sealed class Cgroup : IPlaced
{
    // From so many on, children are found by a table of names.
    private const int Few = 8;

    private ArrivalList<Cgroup>? children;
    private Dictionary<string, Cgroup>? byName;
    private ArrivalList<KernelProcess>? processes;
    private IoController? io;
    private bool closed;

    private Cgroup(string name, Cgroup? parent, TaskGroup cpu)
    {
        (Name, Parent, Cpu) = (name, parent, cpu);
        Pids = new(parent?.Pids);
        Memory = new(this, parent?.Memory);
        parent?.Adopt(this);
    }

    /// <summary>The name within the parent.</summary>
    public string Name { get; }

    /// <summary>The cgroup around it; null for the root.</summary>
    public Cgroup? Parent { get; }

    /// <summary>The names from the root down.</summary>
    public string Path => Parent is null ? "/" : Parent.Parent is null ? $"/{Name}" : $"{Parent.Path}/{Name}";

    /// <summary>Cgroups within it.</summary>
    public IReadOnlyList<Cgroup> Children => children is null ? [] : children;

    /// <summary>Its own processes (<c>cgroup.procs</c>).</summary>
    public IReadOnlyList<KernelProcess> Processes => processes is null ? [] : processes;

    /// <summary>cpu: the scheduler's group.</summary>
    public TaskGroup Cpu { get; }

    /// <summary>memory.</summary>
    public MemoryController Memory { get; }

    /// <summary>io.</summary>
    public IoController Io => io ??= new(Parent?.Io);

    /// <summary>pids.</summary>
    public PidsController Pids { get; }

    /// <summary>The memory nodes that were asked for (<c>cpuset.mems</c>); null = those of the cgroup around. Kept to be read.</summary>
    public CpuSet? MemoryNodes { get; internal set; }

    /// <summary>Whether it was removed.</summary>
    public bool IsRemoved { get; private set; }

    int IPlaced.Place { get; set; }

    /// <summary>The root of the hierarchy of the kernel that has this scheduler.</summary>
    public static Cgroup Root(CpuScheduler scheduler) => Root(scheduler.Root);

    /// <summary>
    /// The root of the hierarchy of a kernel whose tasks are those of a group in a scheduler: that of a virtual machine in its host's. The
    /// groups of its cgroups lie below that one; what binds the group itself is its machine's business, not this hierarchy's.
    /// </summary>
    public static Cgroup Root(TaskGroup cpu) => new("", null, cpu);

    /// <summary>Makes a cgroup within this one.</summary>
    /// <exception cref="ArgumentException">The name is taken or malformed.</exception>
    /// <exception cref="InvalidOperationException">It has processes and is not the root (EBUSY), or was removed (ENODEV).</exception>
    public Cgroup Create(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IsRemoved || IsClosed)
            throw new InvalidOperationException($"cgroup {Path} was removed (ENODEV)");
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny('/', '\n') || Find(name) is not null)
            throw new ArgumentException($"cgroup '{name}' exists in {Path}, or is no name", nameof(name));
        if (Parent is not null && processes is { Count: > 0 })
            throw new InvalidOperationException(
                $"cgroup {Path} has processes (EBUSY): only the root has both processes and cgroups below it");
        return new(name, this, Cpu.Scheduler.CreateGroup(name, Cpu));
    }

    /// <summary>Removes it; cache that is left is charged to the parent.</summary>
    /// <exception cref="InvalidOperationException">It has processes, cgroups or tasks (EBUSY), or is the root.</exception>
    public void Remove()
    {
        if (Parent is null || processes is { Count: > 0 } || children is { Count: > 0 })
            throw new InvalidOperationException($"cgroup {Path} is busy (EBUSY)");
        if (IsRemoved)
            return;
        Cpu.Scheduler.Remove(Cpu);
        IsRemoved = true;
        Memory.Dissolve();
        Parent.children!.Remove(this);
        Parent.byName?.Remove(Name);
    }

    /// <summary>
    /// Moves a process here (a write to <c>cgroup.procs</c>): its memory stays charged where it was touched, limits on numbers are not
    /// asked.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// It has cgroups below it and is not the root (EBUSY), was removed (ENODEV) or is of another kernel, or the process has ended (ESRCH).
    /// </exception>
    public void Attach(KernelProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (!process.IsAlive)
            throw new InvalidOperationException($"process {process} has ended (ESRCH)");
        switch (Refusal)
        {
            case KernelError.NoDevice: throw new InvalidOperationException($"cgroup {Path} was removed (ENODEV)");
            case KernelError.Busy: throw new InvalidOperationException(
                $"cgroup {Path} has cgroups below it (EBUSY): only the root has both them and processes");
        }

        var before = process.Cgroup;
        if (before == this)
            return;
        if (before is not null && before.Top != Top)
            throw new InvalidOperationException($"cgroup {Path} is of another kernel than process {process}");
        before?.processes!.Remove(process);
        before?.Pids.Remove(process.Threads);
        Pids.Add(process.Threads);
        process.Cgroup = this;
        Add(process);
    }

    /// <summary>This one and all below.</summary>
    public IEnumerable<Cgroup> Tree() => Children.SelectMany(c => c.Tree()).Prepend(this);

    /// <summary>The processes here and below.</summary>
    public IEnumerable<KernelProcess> All() => Tree().SelectMany(c => c.Processes);

    /// <summary>Why it takes no process: removed, or an inner one (cgroup_migrate_vet_dst in kernel/cgroup/cgroup.c).</summary>
    internal KernelError Refusal => IsRemoved || IsClosed ? KernelError.NoDevice
        : Parent is not null && children is { Count: > 0 } ? KernelError.Busy : KernelError.None;

    /// <summary>It takes nobody any more, nor do those below: what it belongs to goes, and so will it.</summary>
    internal void Close() => closed = true;

    private bool IsClosed
    {
        get
        {
            for (var at = this; at is not null; at = at.Parent)
                if (at.closed)
                    return true;
            return false;
        }
    }

    /// <summary>The root of its hierarchy.</summary>
    internal Cgroup Top
    {
        get
        {
            var at = this;
            while (at.Parent is { } around)
                at = around;
            return at;
        }
    }

    internal void Add(KernelProcess process) => (processes ??= new()).Add(process);

    internal void Remove(KernelProcess process)
    {
        processes!.Remove(process);
        Pids.Remove(process.Threads);
        MemoryController.Leave(process);
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    internal Cgroup? Find(string name)
    {
        if (byName is not null)
            return byName.GetValueOrDefault(name);
        for (var i = 0; i < children?.Count; i++)
            if (children[i].Name == name)
                return children[i];
        return null;
    }

    private void Adopt(Cgroup child)
    {
        (children ??= new()).Add(child);
        if (byName is null && children.Count > Few)
            byName = children.ToDictionary(c => c.Name, StringComparer.Ordinal);
        else
            byName?.Add(child.Name, child);
    }
}
