namespace CloudSim.Net.Kernel;

/// <summary>A pid namespace: it numbers its own processes and those of the namespaces within it, from 1, its init.</summary>
public sealed class PidNamespace : Namespace
{
    private readonly PidMap processes = new();
    private int last;

    internal PidNamespace(PidNamespace? parent, long number, Namespace? owner)
        : base(NamespaceKinds.Pid, parent, number, owner)
    {
    }

    /// <summary>Its first process: whose end ends all others, and which inherits orphans.</summary>
    public KernelProcess? Init => processes.GetValueOrDefault(1);

    /// <summary>The processes that its members see, by the pid that they have here.</summary>
    public IReadOnlyDictionary<int, KernelProcess> Processes => processes;

    internal bool IsDead { get; set; }

    internal int Add(KernelProcess process)
    {
        processes.Add(checked(last + 1), process);
        return ++last;
    }

    internal void Remove(int pid) => processes.Remove(pid);
}
