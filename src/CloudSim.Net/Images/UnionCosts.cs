using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>
/// What a union file system's work costs: each look-up in a layer, each byte copied at the rate of memory, each file made durable
/// by a flush of the journal and its bytes at the rate of the disk. Times are those of a CPU with the clock of the measured machine.
/// </summary>
public sealed class UnionCosts : IParameterized
{
    private readonly TimeSpan operation, lookup, found, change, copyBase, copyDirectory, flush;
    private readonly Bandwidth copy, write;
    private readonly double doubling;

    /// <summary>The costs on this storage, with the figures of <c>UnionCosts.csv</c>.</summary>
    public UnionCosts(Parameters parameters, UnionStorage storage)
    {
        var part = parameters.Part(nameof(UnionCosts));
        var p = part.Beside<UnionCosts>();
        Storage = storage;
        var memory = storage == UnionStorage.Memory;
        (operation, lookup, found) = (p.Duration("operation"), p.Duration("layer_lookup"), p.Duration("found"));
        change = p.Duration(memory ? "change_memory" : "change_disk");
        doubling = p.DurationSeconds("change_doubling");
        copyBase = p.Duration(memory ? "copy_up_memory" : "copy_up_disk");
        copyDirectory = p.Duration(memory ? "copy_directory_memory" : "copy_directory_disk");
        copy = p.Bandwidth(memory ? "copy_rate_memory" : "copy_rate_disk");
        flush = storage == UnionStorage.Disk ? p.Duration("flush") : TimeSpan.Zero;
        write = p.Bandwidth("flush_rate");
        Clock = p.Frequency("measured_clock");
        Uses = part.Uses;
    }

    /// <summary>Every number that they were made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>What lies under the writable layer.</summary>
    public UnionStorage Storage { get; }

    /// <summary>The clock of the CPU on which the times were measured.</summary>
    public Frequency Clock { get; }

    /// <summary>An open, small read or write and close of a file on the storage itself, without a union.</summary>
    public static TimeSpan PlainOperation(Parameters parameters) => parameters.Beside<UnionCosts>().Duration("plain_operation");

    /// <summary>A stat of a name that the union knows already.</summary>
    public static TimeSpan Stat(Parameters parameters) => parameters.Beside<UnionCosts>().Duration("stat");

    /// <summary>Time of this work on a CPU of the measured machine's clock and an idle disk.</summary>
    public UnionTime Of(UnionWork work) => new(
        operation * work.Operations + lookup * work.Lookups + found * work.Found + change * work.Changes
            + Durations.OfSeconds(doubling * work.PageDoublings) + copyBase * work.CopiedFiles
            + copyDirectory * work.CopiedDirectories + work.CopiedBytes / copy,
        Storage == UnionStorage.Disk ? flush * work.CopiedFiles + work.CopiedBytes / write : TimeSpan.Zero);
}
