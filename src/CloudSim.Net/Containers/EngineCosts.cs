using CloudSim.Net.Calibration;

namespace CloudSim.Net.Containers;

/// <summary>What the engine's own work takes, as CPU time at the clock of the measured machine, and how long it waits.</summary>
internal sealed class EngineCosts
{
    private EngineCosts(Parameters p)
    {
        var sheet = p[nameof(ContainerEngine)];
        (Client, ContainerdClient) = (sheet.Duration("client"), sheet.Duration("containerd_client"));
        (Create, Start, Remove) = (sheet.Duration("engine_create"), sheet.Duration("engine_start"), sheet.Duration("engine_remove"));
        (Restart, Task) = (sheet.Duration("engine_restart"), sheet.Duration("containerd_task"));
        (ShimStart, ShimEnd) = (sheet.Duration("shim_start"), sheet.Duration("shim_end"));
        NetworkHook = sheet.Duration("network_hook");
        (Exec, EndpointRelease) = (sheet.Duration("engine_exec"), sheet.Duration("endpoint_release"));
        (UnpublishPort, KillWait) = (sheet.Duration("unpublish_port"), sheet.Duration("kill_wait"));
        (BridgeEndpoint, PublishPort) = (sheet.Duration("bridge_endpoint"), sheet.Duration("publish_port"));
        (FirstBackoff, LongestBackoff) = (sheet.Duration("backoff_first"), sheet.Duration("backoff_longest"));
        (BackoffReset, StopGrace) = (sheet.Duration("backoff_reset"), sheet.Duration("stop_grace"));
        LayerBlocks = sheet.WholeLong("writable_layer_blocks");
    }

    public static EngineCosts Of(Parameters parameters) => parameters.Make(nameof(EngineCosts), p => new EngineCosts(p));

    public TimeSpan Client { get; }

    public TimeSpan ContainerdClient { get; }

    public TimeSpan Create { get; }

    public TimeSpan Start { get; }

    public TimeSpan Remove { get; }

    /// <summary>The daemon's start until it answers.</summary>
    public TimeSpan Restart { get; }

    /// <summary>containerd's part of a start.</summary>
    public TimeSpan Task { get; }

    public TimeSpan ShimStart { get; }

    public TimeSpan ShimEnd { get; }

    public TimeSpan NetworkHook { get; }

    public TimeSpan BridgeEndpoint { get; }

    public TimeSpan PublishPort { get; }

    public TimeSpan UnpublishPort { get; }

    /// <summary>The daemon's part of giving an endpoint of a bridge up, beside the kernel's steps.</summary>
    public TimeSpan EndpointRelease { get; }

    /// <summary>The daemon's part of one program more in a container.</summary>
    public TimeSpan Exec { get; }

    /// <summary>So long a kill waits for the container's end.</summary>
    public TimeSpan KillWait { get; }

    public TimeSpan FirstBackoff { get; }

    public TimeSpan LongestBackoff { get; }

    /// <summary>After a run of this length the first wait counts again.</summary>
    public TimeSpan BackoffReset { get; }

    /// <summary>From SIGTERM to SIGKILL, if not asked otherwise.</summary>
    public TimeSpan StopGrace { get; }

    /// <summary>What a writable layer takes on the disk before anything is written to it, in blocks of 4 KiB.</summary>
    public long LayerBlocks { get; }
}
