using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Memory;

/// <summary>Disk space that anonymous pages can be written to (swapon(8)); one a kernel.</summary>
public sealed class SwapSpace
{
    /// <summary>Empty space of this size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public SwapSpace(Bytes capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity.Count);
        Capacity = capacity;
    }

    /// <summary>Its size.</summary>
    public Bytes Capacity { get; }

    /// <summary>Pages that are there only, not in memory.</summary>
    public Bytes Used { get; internal set; }

    /// <summary>The rest.</summary>
    public Bytes Free => Capacity - Used;
}
