using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Kernel;

/// <summary>
/// A cgroup of the unified hierarchy (cgroup v2) with the controllers cpu, memory, io and pids. Limits bind what is below; what is used is
/// counted here and in every cgroup around. Files are read and written by their names: <see cref="CgroupFiles"/>.
/// </summary>
public sealed class Cgroup
{
    private readonly List<Cgroup> children = [];
    private readonly List<KernelProcess> processes = [];
    private bool removed;

    private Cgroup(string name, Cgroup? parent, TaskGroup cpu)
    {
        (Name, Parent, Cpu) = (name, parent, cpu);
        Pids = new(parent?.Pids);
        Memory = new(this, parent?.Memory);
        Io = new(parent?.Io);
        parent?.children.Add(this);
    }

    /// <summary>The name within the parent.</summary>
    public string Name { get; }

    /// <summary>The cgroup around it; null for the root.</summary>
    public Cgroup? Parent { get; }

    /// <summary>The names from the root down.</summary>
    public string Path => Parent is null ? "/" : Parent.Parent is null ? $"/{Name}" : $"{Parent.Path}/{Name}";

    /// <summary>Cgroups within it.</summary>
    public IReadOnlyList<Cgroup> Children => children;

    /// <summary>Its own processes (<c>cgroup.procs</c>).</summary>
    public IReadOnlyList<KernelProcess> Processes => processes;

    /// <summary>cpu: the scheduler's group.</summary>
    public TaskGroup Cpu { get; }

    /// <summary>memory.</summary>
    public MemoryController Memory { get; }

    /// <summary>io.</summary>
    public IoController Io { get; }

    /// <summary>pids.</summary>
    public PidsController Pids { get; }

    /// <summary>The root of a machine's hierarchy.</summary>
    public static Cgroup Root(CpuScheduler scheduler) => Root(scheduler.Root);

    /// <summary>The root of a hierarchy whose CPU time comes from this group.</summary>
    public static Cgroup Root(TaskGroup cpu) => new("", null, cpu);

    /// <summary>Makes a cgroup within this one.</summary>
    /// <exception cref="ArgumentException">The name is taken or malformed.</exception>
    public Cgroup Create(string name)
    {
        if (name.Length == 0 || name.Contains('/') || children.Any(c => c.Name == name))
            throw new ArgumentException($"cgroup '{name}' exists in {Path}, or is no name", nameof(name));
        return new(name, this, Cpu.Scheduler.CreateGroup(name, Cpu));
    }

    /// <summary>Removes it; cache that is left is charged to the parent.</summary>
    /// <exception cref="InvalidOperationException">It has processes or cgroups (EBUSY), or is the root.</exception>
    public void Remove()
    {
        if (Parent is null || processes.Count > 0 || children.Count > 0)
            throw new InvalidOperationException($"cgroup {Path} is busy");
        if (removed)
            return;
        removed = true;
        Memory.Dissolve();
        Parent.children.Remove(this);
        Cpu.Scheduler.Remove(Cpu);
    }

    /// <summary>
    /// Moves a process here (a write to <c>cgroup.procs</c>): its memory stays charged where it was touched, limits on numbers are not
    /// asked.
    /// </summary>
    public void Attach(KernelProcess process)
    {
        if (process.Cgroup is { } before)
        {
            before.processes.Remove(process);
            before.Pids.Move(Pids);
        }
        process.Cgroup = this;
        processes.Add(process);
    }

    /// <summary>This one and all below.</summary>
    public IEnumerable<Cgroup> Tree() => children.SelectMany(c => c.Tree()).Prepend(this);

    /// <summary>The processes here and below.</summary>
    public IEnumerable<KernelProcess> All() => Tree().SelectMany(c => c.processes);

    internal void Add(KernelProcess process) => processes.Add(process);

    internal void Remove(KernelProcess process)
    {
        processes.Remove(process);
        Pids.Remove();
        MemoryController.Leave(process);
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
