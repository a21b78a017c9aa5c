using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>
/// A level of the cache hierarchy as one working set after another finds it; a TLB is one too, with pages for lines.
/// </summary>
/// <param name="Size">What it holds: 1 B to 4 PiB.</param>
/// <param name="Line">What it takes in at a time: 1 B to 4 PiB.</param>
/// <param name="Fill">Time of the CPU that a line costs which is not there, over one that is; not negative.</param>
/// <param name="IsShared">Whether all cores of a last-level cache share it; else each core has its own.</param>
/// <param name="IsTagged">Whether lines stay when another address space gets the CPU; a TLB without tags is emptied.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
public sealed record CacheLevel(Bytes Size, Bytes Line, Cycles Fill, bool IsShared = false, bool IsTagged = true)
{
    /// <summary>What it holds: 1 B to 4 PiB.</summary>
    public Bytes Size { get; init => field = Check.SomeMemory(value); } = Check.SomeMemory(Size);

    /// <summary>What it takes in at a time: 1 B to 4 PiB.</summary>
    public Bytes Line { get; init => field = Check.SomeMemory(value); } = Check.SomeMemory(Line);

    /// <summary>Time of the CPU that a line costs which is not there, over one that is; not negative.</summary>
    public Cycles Fill { get; init => field = Check.Amount(value); } = Check.Amount(Fill);
}
