
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
        Init = new KernelProcess(this, null, "init", [], root);
        var first = new Dictionary<NamespaceKinds, Namespace>();
        foreach (var kind in Kinds(~NamespaceKinds.None))
            first[kind] = kind == NamespaceKinds.Pid ? new PidNamespace(null, ++spaces, null) : new Namespace(kind, null, ++spaces, null);
        first[NamespaceKinds.Mount].MountList.AddRange(["/", "/proc", "/sys", "/dev"]);
        Init = new KernelProcess(this, null, "init", first, root);
        Register(Init);
        root?.Pids.TryAdd();
        root?.Add(Init);
    }

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
    /// <returns>EAGAIN where a cgroup's <c>pids.max</c> is reached, EPERM where the caller may not make namespaces, ENOSPC 32 levels deep,
    /// ENOMEM in a pid namespace whose init has ended.</returns>
    public KernelError Fork(KernelProcess parent, string name, NamespaceKinds kinds, out KernelProcess? child, Cgroup? cgroup = null)
    {
        child = null;
        cgroup ??= parent.Cgroup;
        if (parent.PidNamespace.IsDead)
            return KernelError.NoMemory;
        if ((kinds & ~NamespaceKinds.User) != 0 && !kinds.HasFlag(NamespaceKinds.User)
            && !HasCapability(parent, parent.Namespace(NamespaceKinds.User)))
            return KernelError.NotPermitted;
        if ((kinds.HasFlag(NamespaceKinds.Pid) && parent.PidNamespace.Level >= DeepestLevel)
            || (kinds.HasFlag(NamespaceKinds.User) && parent.Namespace(NamespaceKinds.User).Level >= DeepestLevel))
            return KernelError.TooDeep;
        if (cgroup?.Pids.TryAdd() == false)
            return KernelError.Again;
        var own = Kinds(~NamespaceKinds.None).ToDictionary(k => k, parent.Namespace);
        child = new KernelProcess(this, parent, name, own, cgroup);
        foreach (var kind in Kinds(kinds).OrderByDescending(k => k == NamespaceKinds.User))
            own[kind] = Make(kind, parent, child);
        Register(child);
        cgroup?.Add(child);
        return KernelError.None;
    }

    /// <summary>
    /// Forks a process into the namespaces, root directory and cgroup of another (setns(2), as <c>runc exec</c> and <c>nsenter</c> do).
    /// </summary>
    /// <param name="parent">Who forks.</param>
    /// <param name="within">Whose namespaces and cgroup it joins.</param>
    /// <param name="name">The program.</param>
    /// <param name="child">The new process, or null.</param>
    /// <returns>As <see cref="Fork"/>; EPERM without privileges over those namespaces.</returns>
    public KernelError Join(KernelProcess parent, KernelProcess within, string name, out KernelProcess? child)
    {
        child = null;
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
        process.Parent?.Children.Remove(process.HostPid);
        foreach (var child in process.Children.Values.ToList())
            Adopt(process.PidNamespace.Init is { IsAlive: true } init ? init : Init, child);
        var space = process.PidNamespace;
        foreach (var pid in process.Pids)
        {
            space!.Remove(pid);
            space = (PidNamespace?)space.Parent;
        }
        foreach (var one in process.All)
            one.Members--;
        process.Cgroup?.Remove(process);
        process.RaiseExited();
    }

    /// <summary>Sets the host name of the process's uts namespace.</summary>
    public KernelError SetHostName(KernelProcess process, string name) => In(process, NamespaceKinds.Uts, s => s.HostName = name);

    /// <summary>Mounts something in the process's mount namespace, privately.</summary>
    public KernelError Mount(KernelProcess process, string point) => In(process, NamespaceKinds.Mount, s => s.MountList.Add(point));

    /// <summary>Makes a shared memory segment in the process's ipc namespace.</summary>
    public void CreateSharedMemory(KernelProcess process, int key) => process.Namespace(NamespaceKinds.Ipc).Keys.Add(key);

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

    private static IEnumerable<NamespaceKinds> Kinds(NamespaceKinds flags) =>
        Enum.GetValues<NamespaceKinds>().Where(k => int.PopCount((int)k) == 1 && flags.HasFlag(k));

    private static KernelError In(KernelProcess process, NamespaceKinds kind, Action<Namespace> change)
    {
        var space = process.Namespace(kind);
        if (!HasCapability(process, space.Owner ?? process.Table.Init.Namespace(NamespaceKinds.User)))
            return KernelError.NotPermitted;
        change(space);
        return KernelError.None;
    }

    private Namespace Make(NamespaceKinds kind, KernelProcess parent, KernelProcess child)
    {
        if (kind == NamespaceKinds.Pid)
            return new PidNamespace(parent.PidNamespace, ++spaces, child);
        var from = parent.Namespace(kind);
        var made = new Namespace(kind, from, ++spaces, child) { HostName = from.HostName, ClockOffset = from.ClockOffset };
        made.MountList.AddRange(from.MountList);
        if (kind == NamespaceKinds.Cgroup)
            made.CgroupRoot = child.Cgroup;
        if (kind == NamespaceKinds.User)
            child.User = made.RootUser = 100_000 + (int)spaces * 65_536; // a range of subordinate ids of its own (subuid(5))
        return made;
    }

    private static void Adopt(KernelProcess parent, KernelProcess child)
    {
        child.Parent?.Children.Remove(child.HostPid);
        child.Parent = parent;
        parent.Children.Add(child.HostPid, child);
    }

    private void Register(KernelProcess process)
    {
        var pids = new List<int>();
        for (var space = process.PidNamespace; space is not null; space = (PidNamespace?)space.Parent)
            pids.Add(space.Add(process));
        process.Pids = pids;
        process.Parent?.Children.Add(process.HostPid, process);
        foreach (var one in process.All)
            one.Members++;
    }
}
