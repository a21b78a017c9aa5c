using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Memory;

/// <summary>What reclaiming memory costs, and how same-page merging is set up.</summary>
public sealed record MemoryTunables : IParameterized
{
    /// <summary>The defaults of the data file, without swap.</summary>
    /// <param name="parameters">The numbers.</param>
    public MemoryTunables(Parameters parameters)
    {
        var part = parameters.Part(nameof(MemoryTunables));
        var s = part.Beside<MemoryTunables>();
        BalloonPage = s.Cycles("balloon_page");
        SwapPage = s.Cycles("swap_page");
        SwapCluster = s.Bytes("swap_cluster");
        PagesToScan = s.Whole("pages_to_scan");
        ScanSleep = s.Duration("scan_sleep").Value;
        ScanPage = s.Cycles("scan_page");
        SplitPage = s.Cycles("split_page");
        MergePage = s.Cycles("merge_page");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>Disk space that pages can be written to; zero for no swap.</summary>
    public Bytes Swap { get; init => field = Check.Memory(value); }

    /// <summary>Whether guests with a kernel of their own have a balloon driver.</summary>
    public bool Balloons { get; init; } = true;

    /// <summary>The guest's work for each page that its balloon gives back, and the host's with it.</summary>
    public Cycles BalloonPage { get; init => field = Check.Amount(value); }

    /// <summary>The host's work for each page that goes out to swap or comes back, the disk not counted.</summary>
    public Cycles SwapPage { get; init => field = Check.Amount(value); }

    /// <summary>Data that one swap write moves: reclaim works in clusters.</summary>
    public Bytes SwapCluster { get; init => field = Check.SomeMemory(value); }

    /// <summary>Pages that the merger looks at at a time (<c>pages_to_scan</c>), at least one.</summary>
    public int PagesToScan { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>Its sleep between two scans (<c>sleep_millisecs</c>).</summary>
    public TimeSpan ScanSleep { get; init => field = Positive(value); }

    /// <summary>Its work for each page: checksum, and a search in the tree.</summary>
    public Cycles ScanPage { get; init => field = Check.Amount(value); }

    /// <summary>A guest's work for each merged page that it writes to: fault, copy, new mapping.</summary>
    public Cycles SplitPage { get; init => field = Check.Amount(value); }

    /// <summary>Its work more for each page that it merges: comparison, write protection, new mapping.</summary>
    public Cycles MergePage { get; init => field = Check.Amount(value); }

    // A merger that finds nothing to scan and does not sleep would never let time pass.
    private static TimeSpan Positive(TimeSpan sleep) => sleep > TimeSpan.Zero ? sleep
        : throw new ArgumentOutOfRangeException(nameof(ScanSleep), sleep, $"{nameof(ScanSleep)} is positive");
}
