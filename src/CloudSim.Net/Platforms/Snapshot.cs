using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A guest started from a snapshot: the VMM restores its devices and maps the memory file, and the guest goes on at once; each page
/// that it touches for the first time then faults, to the page cache or to the disk. Prefetching reads the pages of the working
/// set in one piece before (Ustiugov et al., ASPLOS 2021; Ao et al., EuroSys 2022).
/// </summary>
public static class Snapshot
{
    /// <summary>The data file behind the figures.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Named(nameof(Snapshot));

    /// <summary>Pages that a hello-world function touches between its restore and its answer.</summary>
    public static Bytes HelloWorld { get; } = Sheet.Bytes("working_set");

    /// <summary>The first call of the function once its pages are there.</summary>
    public static Step Answer => Cpu("the function", "function");

    /// <summary>The memory file is on disk: faults read it, with what lies around each page.</summary>
    public static Platform OnDisk(Platform platform, Bytes workingSet) =>
        Restored(platform, "restore, memory on disk", workingSet, FromDisk, prefetch: false);

    /// <summary>The memory file is in the host's page cache.</summary>
    public static Platform Cached(Platform platform, Bytes workingSet) =>
        Restored(platform, "restore, memory cached", workingSet, FromCache, prefetch: false);

    /// <summary>The working set is known and read in one piece before the guest goes on.</summary>
    public static Platform Prefetched(Platform platform, Bytes workingSet) =>
        Restored(platform, "restore, working set prefetched", workingSet, FromFile, prefetch: true);

    private static Platform Restored(Platform platform, string how, Bytes workingSet, Func<StepContext, Bytes, IEnumerable<Event>> faults,
        bool prefetch) => platform with
    {
        Name = $"{platform.Name}, {how}",
        Boot =
        [
            Cpu("VMM process start", "vmm_start"),
            Phases.Mark(BootMark.StartCall),
            new Step(StepKind.Program, "restore devices", Devices),
            .. prefetch ? new[] { new Step(StepKind.Load, "prefetch the working set", context => faults(context, workingSet)) } : [],
            Phases.Mark(BootMark.GuestEntry), Phases.Mark(BootMark.GuestInit),
            .. prefetch ? [] : new[] { new Step(StepKind.Load, "faults on the working set", context => faults(context, workingSet)) },
            Answer,
        ],
        OwnSheets = [Sheet, .. platform.OwnSheets],
    };

    private static Step Cpu(string phase, string parameter) => Phases.HostCpu(phase, Sheet, parameter);

    // Registers, devices and the page tables of the mapping.
    private static IEnumerable<Event> Devices(StepContext context)
    {
        yield return context.HostWork(At(context, "restore") + At(context, "restore_per_gib") * context.ConfiguredMemory.GiB);
    }

    private static IEnumerable<Event> FromCache(StepContext context, Bytes workingSet)
    {
        yield return context.HostWork(At(context, "minor_fault") * workingSet.Pages(4.KiB));
    }

    // A fault that misses reads all around it, so that the next ones are minor.
    private static IEnumerable<Event> FromDisk(StepContext context, Bytes workingSet)
    {
        var around = Sheet.Bytes("fault_around").Value;
        for (var left = workingSet; left.Count > 0; left -= around)
        {
            var part = Bytes.Min(left, around);
            yield return context.Transfer(part);
            yield return context.HostWork(At(context, "minor_fault") * part.Pages(4.KiB));
        }
    }

    private static IEnumerable<Event> FromFile(StepContext context, Bytes workingSet)
    {
        // Many reads at once: the disk serves them side by side.
        var (part, reads) = (Sheet.Bytes("prefetch_read").Value, new List<Event>());
        for (var left = workingSet; left.Count > 0; left -= part)
            reads.Add(context.Transfer(Bytes.Min(left, part)));
        yield return new AllOf(context.Simulation, reads);
        yield return context.HostWork(At(context, "install_page") * workingSet.Pages(4.KiB));
    }

    private static Cycles At(StepContext context, string parameter) => Cycles.Of(Sheet.Duration(parameter), context.Clock);
}
