using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>
/// Docker on a Mac or on Windows: engine and containers as on Linux, but in one virtual machine; folders of the machine are reached through
/// a file-sharing daemon, and ports through a forwarder, both ordinary programs of the machine.
/// </summary>
/// <param name="machine">The machine with its own operating system.</param>
public sealed class DockerDesktop(HostModel machine)
{
    /// <summary>The data file.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<DockerDesktop>();

    /// <summary>The virtual machine as containers see it: all CPUs, a share of the memory.</summary>
    public HostModel Guest { get; } = machine with { Name = $"{machine.Name} VM", Memory = machine.Memory * Sheet.Ratio("memory_share"),
        HostReserved = Sheet.Bytes("vm_reserved") };

    /// <summary>Time until the virtual machine and its engine answer.</summary>
    public static TimeSpan Boot { get; } = Sheet.Duration("vm_boot");

    /// <summary>One operation on a shared folder: a request to the daemon outside, and its answer.</summary>
    /// <param name="program">The thread in the container.</param>
    /// <param name="daemon">The daemon's thread, which serves one request after the other.</param>
    /// <param name="size">Data read or written.</param>
    public IEnumerable<Event> SharedOperation(CpuTask program, CpuTask daemon, Bytes size)
    {
        var simulation = program.Scheduler.Simulation;
        yield return program.Execute(Nanoseconds(Sheet.Cycles("share_guest")));
        yield return simulation.Timeout(Sheet.Duration("share_wake"));
        yield return daemon.Execute(Nanoseconds(Sheet.Cycles("share_daemon").Value + Sheet.Cycles("share_per_byte").Value * size.Count));
        yield return simulation.Timeout(Sheet.Duration("share_wake"));
        yield return program.Execute(Nanoseconds(Sheet.Cycles("share_guest")));
    }

    /// <summary>
    /// The way from a program of the machine to a published port: the forwarder, the virtual machine's interface, then the engine's own
    /// way.
    /// </summary>
    public NetworkRoute Forwarded(NetworkRoute published) => published with
    {
        Hops = [new Hop("port forwarder", Sheet.Cycles("forward_packet"), Sheet.Cycles("forward_per_byte")), .. published.Hops],
    };

    private long Nanoseconds(Cycles cycles) => cycles.NanosecondsAt(machine.Cpu.Clock);
}
