using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What a guest is to the kernel of a host, beside its tasks and its memory: a cgroup with the process of its VMM or program, who watches a
/// container, and the kernel objects that it takes. While it moves it has this on two hosts.
/// </summary>
internal sealed class GuestProcesses
{
    private readonly Platform platform;
    private readonly GuestSpec spec;

    /// <summary>Takes all of it; what has run out is found before.</summary>
    public GuestProcesses(Host host, Platform platform, GuestSpec spec, string name)
    {
        (Host, this.platform, this.spec) = (host, platform, spec);
        var (kernel, threads, inside) = (host.Kernel, platform.Threads, Guest.ThreadsInside(platform));
        Cgroup = spec.HasCgroup ? kernel.Root.Create(name) : kernel.Root;
        try
        {
            if (spec.HasCgroup)
                WriteLimits();
            // The runtime's own threads stay where the machine's services are: the container has its program's.
            if (threads > inside)
                Shim = Fork(name, "shim", kernel.Root, threads - inside);
            if (threads > 0)
                Process = Fork(name, platform.SharesKernel ? "program" : "vmm", Cgroup, inside);
            host.TakeObjects(platform, spec);
            if (Host.SharesText(platform))
                host.Files.Admit(platform.Footprint.SharedFile, platform.Footprint.Shared);
            if (Host.SharesImage(platform, spec))
                host.Files.Admit(GuestMemory.Image(spec), spec.Image);
        }
        catch
        {
            EndProcesses();
            if (spec.HasCgroup)
                Cgroup.Remove();
            throw;
        }
    }

    /// <summary>The host.</summary>
    public Host Host { get; }

    /// <summary>The cgroup; the root if it has none of its own.</summary>
    public Cgroup Cgroup { get; }

    /// <summary>Its VMM or its program; null where the host knows no process of it.</summary>
    public KernelProcess? Process { get; }

    /// <summary>Who watches a container; null without.</summary>
    public KernelProcess? Shim { get; }

    /// <summary>All its processes that the host forked for it.</summary>
    public IEnumerable<KernelProcess> Forks
    {
        get
        {
            if (Process is not null)
                yield return Process;
            if (Shim is not null)
                yield return Shim;
        }
    }

    /// <summary>Who maps what is shared: a domain has no process here, its toolstack is the machine's.</summary>
    public KernelProcess Mapper => Shim ?? Process ?? Host.Kernel.Processes.Init;

    /// <summary>Ends its processes, and those that others have put into its cgroup.</summary>
    public void EndProcesses()
    {
        foreach (var one in spec.HasCgroup ? [.. Cgroup.All(), .. Forks] : Forks.ToList())
            Host.Kernel.Processes.End(one, 0);
    }

    /// <summary>What was written to the files of its cgroup on another host, and to its processes, is written here too.</summary>
    public void Follow(GuestProcesses from)
    {
        if (Process is not null && from.Process is not null)
            Process.OomScoreAdjust = from.Process.OomScoreAdjust;
        if (Shim is not null && from.Shim is not null)
            Shim.OomScoreAdjust = from.Shim.OomScoreAdjust;
        if (!spec.HasCgroup)
            return;
        FollowCpu(from.Cgroup.Cpu);
        Cgroup.MemoryNodes = from.Cgroup.MemoryNodes;
        Cgroup.Pids.Max = from.Cgroup.Pids.Max;
        (Cgroup.Io.Weight, Cgroup.Io.Max) = (from.Cgroup.Io.Weight, from.Cgroup.Io.Max);
        var (memory, before) = (Cgroup.Memory, from.Cgroup.Memory);
        (memory.Min, memory.Low, memory.OomGroup) = (before.Min, before.Low, before.OomGroup);
        (memory.SwapMax, memory.High) = (before.SwapMax, before.High);
        memory.Max = before.Max; // what it has there may be too much for it
    }

    /// <summary>Gives the kernel objects back.</summary>
    public void GiveObjects() => Host.GiveObjects(platform, spec);

    private KernelProcess Fork(string guest, string program, Cgroup cgroup, int threads)
    {
        var kernel = Host.Kernel;
        var error = kernel.Processes.Fork(kernel.Processes.Init, program, NamespaceKinds.None, out var forked, cgroup, threads);
        return forked ?? throw new InvalidOperationException($"{guest}: no process for its {program} ({error})");
    }

    // A set of CPUs means nothing to a machine that does not have them, or to one whose CPUs are all alike.
    private void FollowCpu(TaskGroup from)
    {
        var (to, cpus) = (Cgroup.Cpu, Host.Scheduler.Cpus);
        if (to.IsIdle != from.IsIdle)
            to.IsIdle = from.IsIdle;
        if (!from.IsIdle && to.Weight != from.Weight)
            to.Weight = from.Weight;
        if ((to.QuotaUs, to.PeriodUs, to.BurstUs) != (from.QuotaUs, from.PeriodUs, from.BurstUs))
            to.SetBandwidth(from.QuotaUs is { } quota ? Durations.OfMicroseconds(quota) : null,
                Durations.OfMicroseconds(from.PeriodUs ?? 0), Durations.OfMicroseconds(from.BurstUs ?? 0));
        if (to.Affinity != from.Affinity && (from.Affinity is not { } set || (set.Last < cpus
            && (Host.Scheduler.HasCpus || cpus == from.Scheduler.Cpus))))
            to.Affinity = from.Affinity;
        to.Frozen = from.Frozen;
    }

    private void WriteLimits()
    {
        spec.Limits.WriteTo(Cgroup);
        if (platform.SharesKernel && spec.Limits.MemoryMax is null)
            Cgroup.Memory.Max = spec.ConfiguredMemory;
    }
}
