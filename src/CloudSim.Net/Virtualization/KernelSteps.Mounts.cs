using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Locks;

namespace CloudSim.Net.Virtualization;

/// <summary>Mounts, and what is given up with them.</summary>
public sealed partial class KernelSteps
{
    /// <summary>
    /// The part of giving up mounts in which nobody works: the grace period that follows each change of the tree of mounts
    /// (<c>namespace_unlock</c>, <c>synchronize_rcu_expedited</c>), on a kernel where nobody else waits for one.
    /// </summary>
    public TimeSpan MountGrace => Time("mount_grace");

    /// <summary>Mounts an overlay of so many lower layers.</summary>
    /// <param name="layers">Lower layers.</param>
    public Step OverlayMount(int layers) => new(StepKind.UnionMount, "overlay mount", context => Work(
        context, Time("overlay_mount") + Growth(layers, "overlay_layer") + Growth(context.Count(KernelObject.OverlayMount),
            "overlay_existing")));

    /// <summary>Unmounts it.</summary>
    /// <param name="layers">Lower layers.</param>
    /// <param name="used">Whether a program ran on it, so that names and files which the kernel remembers are to be freed.</param>
    public Step OverlayUnmount(int layers, bool used = true) => new(StepKind.UnionMount, "overlay unmount", context => Unmounting(
        context, Time("overlay_umount") + Growth(layers, "overlay_umount_layer") + (used ? Time("overlay_umount_used") : TimeSpan.Zero)));

    /// <summary>Detaches the old root with all its mounts.</summary>
    public Step Detach() => new(StepKind.SystemCall, "unmount old root", context => Unmounting(context, Time("unmount_old_root")));

    /// <summary>Private mounts within the container, and the new root.</summary>
    public Step EnterRoot() => Sequence("mounts and pivot_root",
        Plain("remount slave", "remount_slave"), Plain("bind mount", "bind_mount"),
        new(StepKind.Mounts, "mount proc, dev, sys", context => Work(context, 3 * Time("api_mount"))),
        Plain("pivot_root", "pivot_root"), Detach()) with { Kind = StepKind.Mounts };

    /// <summary>Gives up one namespace as the last who holds it.</summary>
    public Step CloseNamespace(NamespaceKinds kind, int mounts) => new(StepKind.Namespaces, "close", context =>
        kind == NamespaceKinds.Mount ? Unmounting(context, Close(kind, mounts) - MountGrace) : Work(context, Close(kind, mounts)));

    // One grace period serves all who came before it began, whoever comes later waits for the next one.
    private IEnumerable<Event> Unmounting(StepContext context, TimeSpan work)
    {
        foreach (var step in Work(context, work))
            yield return step;
        yield return context.Kernel.Part(k => new MountGraces(new(k.Simulation, _ => MountGrace))).Queue.Synchronize();
    }

    private sealed record MountGraces(GracePeriodQueue Queue);
}
