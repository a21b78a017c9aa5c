using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Memory;

/// <summary>What reclaiming memory costs, and how same-page merging is set up.</summary>
public sealed record MemoryTunables
{
    /// <summary>The data file behind the defaults.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<MemoryTunables>();

    /// <summary>Disk space that pages can be written to; zero for no swap.</summary>
    public Bytes Swap { get; init => field = Check.Memory(value); }

    /// <summary>Whether guests with a kernel of their own have a balloon driver.</summary>
    public bool Balloons { get; init; } = true;

    /// <summary>The guest's work for each page that its balloon gives back, and the host's with it.</summary>
    public Cycles BalloonPage { get; init => field = Check.Amount(value); } = Sheet.Cycles("balloon_page");

    /// <summary>The host's work for each page that goes out to swap or comes back, the disk not counted.</summary>
    public Cycles SwapPage { get; init => field = Check.Amount(value); } = Sheet.Cycles("swap_page");

    /// <summary>Data that one swap write moves: reclaim works in clusters.</summary>
    public Bytes SwapCluster { get; init => field = Check.SomeMemory(value); } = Sheet.Bytes("swap_cluster");

    /// <summary>Pages that the merger looks at at a time (<c>pages_to_scan</c>), at least one.</summary>
    public int PagesToScan { get; init => field = Check.Between(value, 1, int.MaxValue); } =
        (int)Sheet.Count("pages_to_scan").Value;

    /// <summary>Its sleep between two scans (<c>sleep_millisecs</c>).</summary>
    public TimeSpan ScanSleep { get; init => field = Positive(value); } = Sheet.Duration("scan_sleep").Value;

    /// <summary>Its work for each page: checksum, and a search in the tree.</summary>
    public Cycles ScanPage { get; init => field = Check.Amount(value); } = Sheet.Cycles("scan_page");

    /// <summary>A guest's work for each merged page that it writes to: fault, copy, new mapping.</summary>
    public Cycles SplitPage { get; init => field = Check.Amount(value); } = Sheet.Cycles("split_page");

    /// <summary>Its work more for each page that it merges: comparison, write protection, new mapping.</summary>
    public Cycles MergePage { get; init => field = Check.Amount(value); } = Sheet.Cycles("merge_page");

    // A merger that finds nothing to scan and does not sleep would never let time pass.
    private static TimeSpan Positive(TimeSpan sleep) => sleep > TimeSpan.Zero ? sleep
        : throw new ArgumentOutOfRangeException(nameof(ScanSleep), sleep, $"{nameof(ScanSleep)} is positive");
}
