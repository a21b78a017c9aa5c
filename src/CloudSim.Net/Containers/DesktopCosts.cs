using CloudSim.Net.Calibration;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>What the programs of a <see cref="DockerDesktop"/> take: times as CPU time at the clock of the measured machine.</summary>
internal sealed class DesktopCosts
{
    private DesktopCosts(Parameters p)
    {
        var sheet = p[nameof(DockerDesktop)];
        MemoryShare = sheet.Ratio("memory_share");
        (ForwardersStart, Init, Services) = (sheet.Duration("forwarders_start"), sheet.Duration("init"), sheet.Whole("services"));
        ContainerdStart = sheet.Duration("containerd_start");
        (ContainerdMemory, DockerdMemory) = (sheet.Bytes("containerd_memory"), sheet.Bytes("dockerd_memory"));
        (ShareGuest, ShareWake) = (sheet.Cycles("share_guest"), sheet.Duration("share_wake"));
        (ShareDaemon, ShareByte) = (sheet.Cycles("share_daemon"), sheet.Cycles("share_per_byte"));
        Forwarder = new Hop("port forwarder", sheet.Cycles("forward_packet"), sheet.Cycles("forward_per_byte"));
    }

    public static DesktopCosts Of(Parameters parameters) => parameters.Make(nameof(DesktopCosts), p => new DesktopCosts(p));

    /// <summary>The virtual machine's share of the machine's memory, if not asked otherwise.</summary>
    public double MemoryShare { get; }

    public TimeSpan ForwardersStart { get; }

    public TimeSpan Init { get; }

    /// <summary>Small containers that the virtual machine's user space starts before the daemons.</summary>
    public int Services { get; }

    public TimeSpan ContainerdStart { get; }

    public Bytes ContainerdMemory { get; }

    public Bytes DockerdMemory { get; }

    /// <summary>An operation on a shared folder in the virtual machine, at its begin and again at its end.</summary>
    public Cycles ShareGuest { get; }

    /// <summary>The way between the virtual machine and the daemon outside, each time.</summary>
    public TimeSpan ShareWake { get; }

    public Cycles ShareDaemon { get; }

    public Cycles ShareByte { get; }

    public Hop Forwarder { get; }
}
