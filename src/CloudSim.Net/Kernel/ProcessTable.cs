
namespace CloudSim.Net.Kernel;

/// <summary>
/// The processes of one kernel and their namespaces: who sees, names and may signal whom (pid_namespaces(7), user_namespaces(7),
/// kill(2)). What a process sees follows from its pid namespace, never from its root directory.
/// </summary>
public sealed class ProcessTable
{
    private const int DeepestLevel = 32; // MAX_PID_NS_LEVEL (kernel/pid_namespace.c); user namespaces likewise (kernel/user_namespace.c)

    private long spaces;

    /// <summary>A machine with its init running in the first namespaces.</summary>
    /// <param name="root">The root cgroup; null without cgroups.</param>
    public ProcessTable(Cgroup? root = null)
    {
        if (root is not null && root.Refusal != KernelError.None)
            throw new InvalidOperationException($"cgroup {root} takes no process: it was removed, or has cgroups below it");
        var first = new NamespaceSet([.. NamespaceSet.Kinds.Select(kind => kind == NamespaceKinds.Pid
            ? new PidNamespace(null, ++spaces, null) : new Namespace(kind, null, ++spaces, null))]);
        first[NamespaceKinds.Mount].Mounts = ["/", "/proc", "/sys", "/dev"];
        Init = new KernelProcess(this, null, "init", first, root, 1);
        Register(Init);
        root?.Pids.Add(1);
        root?.Add(Init);
    }

    /// <summary>
    /// Address spaces beside the kernel's own that there can be, one for each process but the first; null for any number. A kernel that is
    /// a library of its program has few.
    /// </summary>
    internal int? AddressSpaces { get; set; }

    /// <summary>The machine's first process.</summary>
    public KernelProcess Init { get; }

    /// <summary>All processes, by the machine's pid.</summary>
    public IReadOnlyDictionary<int, KernelProcess> Processes => Init.PidNamespace.Processes;

    /// <summary>Forks a process, into new namespaces of these kinds (clone(2)).</summary>
    /// <param name="parent">Who forks.</param>
    /// <param name="name">The program.</param>
    /// <param name="kinds">Namespaces to make.</param>
    /// <param name="child">The new process, or null.</param>
    /// <param name="cgroup">Its cgroup (CLONE_INTO_CGROUP); the parent's if left out.</param>
    /// <param name="threads">Its threads, taken together with it, all or none.</param>
    /// <returns>EAGAIN where a cgroup's <c>pids.max</c> is reached, EPERM where the caller may not make namespaces, ENOSPC 32 levels deep,
    /// ENOMEM in a pid namespace whose init has ended, and where every address space is in use, ESRCH for a parent that has ended; EBUSY
    /// and ENODEV where the cgroup has others below it or was removed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    /// <exception cref="ArgumentException">The cgroup is of another kernel than the parent's.</exception>
    public KernelError Fork(KernelProcess parent, string name, NamespaceKinds kinds, out KernelProcess? child, Cgroup? cgroup = null,
        int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        child = null;
        cgroup ??= parent.Cgroup;
        if (cgroup is not null && parent.Cgroup is { } own && own != cgroup && own.Top != cgroup.Top)
            throw new ArgumentException($"cgroup {cgroup} is of another kernel than process {parent}", nameof(cgroup));
        if (Refusal(parent, kinds) is var error and not KernelError.None)
            return error;
        if (cgroup?.Refusal is { } refused and not KernelError.None)
            return refused;
        if (Processes.Count - 1 >= AddressSpaces)
            return KernelError.NoMemory;
        if (cgroup?.Pids.TryAdd(threads) == false)
            return KernelError.Again;
        var made = child = new KernelProcess(this, parent, name, parent.Namespaces, cgroup, threads);
        if (kinds != NamespaceKinds.None)
            child.Namespaces = parent.Namespaces.With(kinds, (kind, owner) => Make(kind, parent, made, owner));
        Register(child);
        cgroup?.Add(child);
        return KernelError.None;
    }

    /// <summary>Adds threads to a process, all or none.</summary>
    /// <returns>EAGAIN where a cgroup's <c>pids.max</c> is reached, ESRCH if the process has ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public KernelError AddThreads(KernelProcess process, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!process.IsAlive)
            return KernelError.NoSuchProcess;
        if (threads > int.MaxValue - process.Threads || process.Cgroup?.Pids.TryAdd(threads) == false)
            return KernelError.Again;
        process.Threads += threads;
        return KernelError.None;
    }

    /// <summary>Ends threads of a process, of which the last one ends with it.</summary>
    /// <returns>ESRCH if the process has ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one, or as many as it has.</exception>
    public KernelError RemoveThreads(KernelProcess process, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!process.IsAlive)
            return KernelError.NoSuchProcess;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(threads, process.Threads);
        process.Threads -= threads;
        process.Cgroup?.Pids.Remove(threads);
        return KernelError.None;
    }

    /// <summary>
    /// Forks a process into the namespaces, root directory and cgroup of another (setns(2), as <c>runc exec</c> and <c>nsenter</c> do).
    /// </summary>
    /// <param name="parent">Who forks.</param>
    /// <param name="within">Whose namespaces and cgroup it joins.</param>
    /// <param name="name">The program.</param>
    /// <param name="child">The new process, or null.</param>
    /// <returns>As <see cref="Fork"/>, of whose cgroup and namespaces it is; EPERM without privileges over those namespaces.</returns>
    public KernelError Join(KernelProcess parent, KernelProcess within, string name, out KernelProcess? child)
    {
        child = null;
        if (!parent.IsAlive)
            return KernelError.NoSuchProcess;
        if (!HasCapability(parent, within.Namespace(NamespaceKinds.User)))
            return KernelError.NotPermitted;
        var error = Fork(within, name, NamespaceKinds.None, out child);
        if (child is not null)
            Adopt(parent, child);
        return error;
    }

    /// <summary>Changes the root directory, and nothing else (chroot(2)).</summary>
    public KernelError ChangeRoot(KernelProcess process, string directory)
    {
        if (!HasCapability(process, process.Namespace(NamespaceKinds.User)))
            return KernelError.NotPermitted;
        process.Root = directory;
        return KernelError.None;
    }

    /// <summary>What <c>ps</c> in this process shows: pids of its namespace and of those within, none of those around it.</summary>
    public IReadOnlyDictionary<int, KernelProcess> Visible(KernelProcess process) => process.PidNamespace.Processes;

    /// <summary>Sends a signal to a pid of the sender's pid namespace.</summary>
    public KernelError Kill(KernelProcess sender, int pid, Signal signal)
    {
        if (!sender.PidNamespace.Processes.TryGetValue(pid, out var target))
            return KernelError.NoSuchProcess;
        if (sender.User != target.User && !HasCapability(sender, target.Namespace(NamespaceKinds.User)))
            return KernelError.NotPermitted;
        // The init of a namespace cannot be ended from within by what it has no handler for.
        var shielded = target.Pid == 1 && sender.PidNamespace == target.PidNamespace;
        if (shielded && (signal == Signal.Kill || !target.HandlesTerminate))
            return KernelError.None;
        if (target.Pid == 1 && signal == Signal.Terminate && !target.HandlesTerminate)
            return KernelError.None;
        End(target, 128 + (int)signal);
        return KernelError.None;
    }

    /// <summary>
    /// Ends a process: with the init of a pid namespace, all in it and within; its children go to the init of its namespace.
    /// </summary>
    public void End(KernelProcess process, int exitCode)
    {
        if (!process.IsAlive)
            return;
        process.IsAlive = false;
        process.ExitCode = exitCode;
        if (process.Pid == 1)
        {
            process.PidNamespace.IsDead = true;
            foreach (var member in process.PidNamespace.Processes.Values.Where(p => p != process).ToList())
                End(member, 128 + (int)Signal.Kill);
        }
        process.Parent?.RemoveChild(process);
        while (process.FirstChild is { } child)
            if (child.IsAlive && Init.IsAlive)
                Adopt(process.PidNamespace.Init is { IsAlive: true } init ? init : Init, child);
            else
                Orphan(process, child); // it is ending too, or nobody is left
        var space = process.PidNamespace;
        foreach (var pid in process.Pids)
        {
            space!.Remove(pid);
            space = (PidNamespace?)space.Parent;
        }
        process.Namespaces.Count(-1);
        process.Cgroup?.Remove(process);
        process.RaiseExited();
    }

    /// <summary>Sets the host name of the process's uts namespace.</summary>
    public KernelError SetHostName(KernelProcess process, string name) => In(process, NamespaceKinds.Uts, s => s.HostName = name);

    /// <summary>Mounts something in the process's mount namespace, privately.</summary>
    public KernelError Mount(KernelProcess process, string point) =>
        In(process, NamespaceKinds.Mount, s => s.Mounts = [.. s.Mounts, point]);

    /// <summary>Makes a shared memory segment in the process's ipc namespace.</summary>
    public void CreateSharedMemory(KernelProcess process, int key) => process.Namespace(NamespaceKinds.Ipc).AddKey(key);

    /// <summary>Sets the offset of the monotonic clock of the process's time namespace.</summary>
    public KernelError SetClockOffset(KernelProcess process, TimeSpan offset) =>
        In(process, NamespaceKinds.Time, s => s.ClockOffset = offset);

    /// <summary>The process's cgroup as it sees it: from the root of its cgroup namespace.</summary>
    public string CgroupPath(KernelProcess process)
    {
        var root = process.Namespace(NamespaceKinds.Cgroup).CgroupRoot?.Path ?? "/";
        var path = process.Cgroup?.Path ?? "/";
        return root == "/" ? path : path == root ? "/" : path.StartsWith(root + "/", StringComparison.Ordinal)
            ? path[root.Length..] : "/.." + path;
    }

    /// <summary>Whether the process has the privileges of root in a user namespace: as its root, or as root of one around it.</summary>
    public static bool HasCapability(KernelProcess process, Namespace user)
    {
        var own = process.Namespace(NamespaceKinds.User);
        return process.User == own.RootUser && own.Contains(user);
    }

    // copy_process: whether this process may fork into new namespaces of these kinds.
    private static KernelError Refusal(KernelProcess parent, NamespaceKinds kinds)
    {
        if (parent.PidNamespace.IsDead)
            return KernelError.NoMemory;
        if (!parent.IsAlive)
            return KernelError.NoSuchProcess;
        var user = parent.Namespace(NamespaceKinds.User);
        if ((kinds & ~NamespaceKinds.User) != 0 && !kinds.HasFlag(NamespaceKinds.User) && !HasCapability(parent, user))
            return KernelError.NotPermitted;
        return (kinds.HasFlag(NamespaceKinds.Pid) && parent.PidNamespace.Level >= DeepestLevel)
            || (kinds.HasFlag(NamespaceKinds.User) && user.Level >= DeepestLevel) ? KernelError.TooDeep : KernelError.None;
    }

    private static KernelError In(KernelProcess process, NamespaceKinds kind, Action<Namespace> change)
    {
        var space = process.Namespace(kind);
        if (!HasCapability(process, space.Owner ?? process.Table.Init.Namespace(NamespaceKinds.User)))
            return KernelError.NotPermitted;
        change(space);
        return KernelError.None;
    }

    private Namespace Make(NamespaceKinds kind, KernelProcess parent, KernelProcess child, Namespace owner)
    {
        if (kind == NamespaceKinds.Pid)
            return new PidNamespace(parent.PidNamespace, ++spaces, owner);
        var from = parent.Namespace(kind);
        var made = new Namespace(kind, from, ++spaces, owner)
        {
            HostName = from.HostName, ClockOffset = from.ClockOffset, Mounts = from.Mounts,
        };
        if (kind == NamespaceKinds.Cgroup)
            made.CgroupRoot = child.Cgroup;
        if (kind == NamespaceKinds.User)
            child.User = made.RootUser = 100_000 + (int)spaces * 65_536; // a range of subordinate ids of its own (subuid(5))
        return made;
    }

    private static void Orphan(KernelProcess parent, KernelProcess child)
    {
        parent.RemoveChild(child);
        child.Parent = null;
    }

    private static void Adopt(KernelProcess parent, KernelProcess child)
    {
        child.Parent?.RemoveChild(child);
        parent.AddChild(child);
    }

    private void Register(KernelProcess process)
    {
        var pids = new int[process.PidNamespace.Level + 1];
        var space = process.PidNamespace;
        for (var i = 0; i < pids.Length; i++, space = (PidNamespace?)space.Parent!)
            pids[i] = space.Add(process);
        process.Pids = pids;
        process.Parent?.AddChild(process);
        process.Namespaces.Count(1);
    }
}
