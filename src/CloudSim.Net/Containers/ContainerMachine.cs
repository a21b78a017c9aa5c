using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Steps;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>
/// What a machine has for containers: its processes and cgroups, its networks, its store of images, its disk's scheduler.
/// </summary>
public sealed class ContainerMachine
{
    private long created;

    /// <summary>A machine just booted.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="v1">Controllers of cgroup v1 if the machine uses that; none for v2.</param>
    public ContainerMachine(Host host, params string[] v1)
    {
        (Host, V1) = (host, v1);
        Cgroups = Cgroup.Root(host.Scheduler);
        Cgroups.Memory.Max = host.Model.Memory - host.Model.HostReserved;
        Cgroups.Pids.Max = host.Model.Limits.TryGetValue(HostLimit.Processes, out var most) ? most : null;
        Processes = new(Cgroups);
        Io = new(host.Simulation, host.Disk, host.Model.Disk.Channels);
    }

    /// <summary>The machine.</summary>
    public Host Host { get; }

    /// <summary>Controllers of cgroup v1; none for v2.</summary>
    public string[] V1 { get; }

    /// <summary>The root cgroup: its memory limit is what the machine has.</summary>
    public Cgroup Cgroups { get; }

    /// <summary>Processes and namespaces.</summary>
    public ProcessTable Processes { get; }

    /// <summary>Networks.</summary>
    public NetworkController Networks { get; } = new();

    /// <summary>Images.</summary>
    public LayerStore Store { get; } = new();

    /// <summary>The disk's scheduler.</summary>
    public IoScheduler Io { get; }

    /// <summary>The simulation.</summary>
    public Simulation Simulation => Host.Simulation;

    /// <summary>Does a step of a container's start as a thread; its duration, waiting included, is noted for the container.</summary>
    internal Process Do(CpuTask task, KernelStep step, OciContainer container)
    {
        return Simulation.Process(Timed());

        IEnumerable<Event> Timed()
        {
            var begin = Simulation.Now;
            foreach (var wait in step.Run(Context(task, container.Streams["start"])))
                yield return wait;
            container.Note(step.Component, step.Title, Simulation.Now - begin);
        }
    }

    /// <summary>Does a step as a thread, with these random numbers.</summary>
    internal Process Do(CpuTask task, KernelStep step, RandomStream random) => Simulation.Process(step.Run(Context(task, random)));

    /// <summary>Random numbers of the next container: they do not depend on what others draw.</summary>
    internal StreamScope NextStreams() => Host.Streams.Fresh($"container {created++}");

    private TaskContext Context(CpuTask task, RandomStream random) =>
        new(task, Host.Kernel, Host.Model.Cpu.Clock, random, Host.Taken);

    /// <summary>CPU time here of work that takes this long at the clock of the measured machine, in nanoseconds.</summary>
    internal long Nanoseconds(TimeSpan measured) => Cycles.Of(measured, KernelSteps.Clock).NanosecondsAt(Host.Model.Cpu.Clock);
}
