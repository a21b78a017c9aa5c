using CloudSim.Net.Hardware;

namespace CloudSim.Net.Kernel.Locks;

/// <summary>What the hand-over of a spinlock costs, and when a paravirtual waiter halts: <c>SpinLocks.csv</c>.</summary>
/// <param name="TransferNs">The word of the lock moves to the next holder's cache.</param>
/// <param name="RequestNs">One further waiter asks for the word.</param>
/// <param name="HaltAfterNs">After how much spinning a paravirtual waiter halts.</param>
internal sealed record SpinLockCosts(long TransferNs, long RequestNs, long HaltAfterNs)
{
    /// <summary>Those of a machine.</summary>
    public static SpinLockCosts Of(HostModel machine)
    {
        var s = machine.Parameters["SpinLocks"];
        return new(
            s.Cycles("transfer").Value.NanosecondsAt(machine.Cpu.Clock), s.Cycles("request").Value.NanosecondsAt(machine.Cpu.Clock),
            (s.Count("halt_after_loops").Value * s.Cycles("loop").Value).NanosecondsAt(machine.Cpu.Clock));
    }
}
