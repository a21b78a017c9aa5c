using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>What came of charging memory to a cgroup.</summary>
/// <param name="Charged">
/// Whether all of the memory is there; false if the process that asked was ended for it, or if it does not fit and nobody may be ended.
/// </param>
/// <param name="Reclaimed">Cache that had to give way.</param>
/// <param name="Delay">How long the process is held back for being above <c>memory.high</c>.</param>
/// <param name="Killed">Processes ended because nothing could be reclaimed.</param>
public readonly record struct ChargeResult(bool Charged, Bytes Reclaimed, TimeSpan Delay, IReadOnlyList<KernelProcess> Killed)
{
    /// <summary>
    /// What was charged. Pages come one after the other: if the last do not fit and the process lives on, it keeps the first.
    /// </summary>
    public Bytes Size { get; init; }

    /// <summary>Anonymous memory of processes that was written to swap: the caller lets the time of the disk pass.</summary>
    public Bytes SwappedOut { get; init; }

    /// <summary>The cgroup whose <c>memory.max</c> could not be kept otherwise; null if all was charged.</summary>
    public Cgroup? RefusedBy { get; init; }

    /// <summary>What came of this charge and of one that followed it.</summary>
    internal ChargeResult Then(ChargeResult next) => next with
    {
        Reclaimed = Reclaimed + next.Reclaimed, Delay = Delay + next.Delay, SwappedOut = SwappedOut + next.SwappedOut,
        Size = Size + next.Size, Killed = Killed.Count == 0 ? next.Killed : [.. Killed, .. next.Killed],
    };

    /// <summary>Why not all was charged; null if all was.</summary>
    public string? Reason => Charged ? null
        : RefusedBy is null ? "the process has ended"
        : $"memory of cgroup {RefusedBy.Path} is full ({RefusedBy.Memory.Max})";
}
