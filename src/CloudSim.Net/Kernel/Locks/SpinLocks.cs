using CloudSim.Net.Hardware;

namespace CloudSim.Net.Kernel.Locks;

/// <summary>The spinlocks of one kernel, by name; each is made when it is first asked for.</summary>
internal sealed class SpinLocks(HostModel machine, SpinLockKind kind)
{
    private readonly Dictionary<string, SpinLock> all = new(StringComparer.Ordinal);

    /// <summary>Those of a machine: of queues, as Linux has them there since 4.2.</summary>
    public static SpinLocks Of(MachineKernel kernel) => kernel.Part(k => new SpinLocks(k.Machine, SpinLockKind.Queued));

    public SpinLock Of(string name)
    {
        if (!all.TryGetValue(name, out var made))
            all.Add(name, made = new(machine, kind));
        return made;
    }
}
