using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A root file system on a block device of the sandbox's own: a snapshot of the image in a pool of the device mapper (Li et al., USENIX
/// ATC 2022, sec. 3.1). The pool's lock lets one snapshot be made at a time, its metadata go to the host's disk, and what the sandbox
/// reads is a device's, which the host's page cache shares with nobody. A shared file system needs neither: the file server reads
/// through the host's cache, once for all.
/// </summary>
internal static class SandboxDisk
{
    /// <summary>The host's part: the snapshot.</summary>
    public static Step Snapshot(Parameters parameters)
    {
        var p = parameters[nameof(SandboxDisk)];
        var (commits, size) = (p.Whole("commits"), p.Bytes("commit").Value);
        return Phases.Locked("snapshot of the device mapper", "device mapper",
            Phases.HostCpu("snapshot", Cycles.Of(p.Duration("prepare"), p.Frequency("measured_clock")), 0),
            new(StepKind.Load, "metadata", context => Enumerable.Range(0, commits)
                .Select(_ => context.Kernel.Transfer(size, context.Cgroup, write: true))));
    }

    /// <summary>What the sandbox reads of its image, from the host's disk.</summary>
    public static Step FirstReads(Parameters parameters)
    {
        var size = parameters[nameof(SandboxDisk)].Bytes("image_read").Value;
        return new(StepKind.Load, "reads of the image", context => [context.Transfer(size)]);
    }
}
