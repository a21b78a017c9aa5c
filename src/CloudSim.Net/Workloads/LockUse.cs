using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>A lock of the kernel that a piece of work takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PerUnit">How often a unit of the work takes it, on average.</param>
/// <param name="Hold">Kernel cycles done while it is held, on average; exponentially distributed.</param>
public sealed record LockUse(string Name, double PerUnit, Cycles Hold)
{
    /// <summary>How often a unit of the work takes it, on average.</summary>
    public double PerUnit { get; init => field = Check.Amount(value); } = Check.Amount(PerUnit);

    /// <summary>Kernel cycles done while it is held, on average; exponentially distributed.</summary>
    public Cycles Hold { get; init => field = Check.Amount(value); } = Check.Amount(Hold);

    /// <summary>How many locks of this kind there are, each taken as often: one bucket of a hash table, for instance.</summary>
    public int Locks { get; init => field = Check.Between(value, 1, 1_000_000); } = 1;

    /// <summary>Whether its waiters sleep (a mutex or a semaphore) and do not spin.</summary>
    public bool Sleeps { get; init; }
}
