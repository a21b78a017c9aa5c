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
    /// <summary>Pages that a hello-world function touches between its restore and its answer.</summary>
    public static Bytes HelloWorld(Parameters parameters) => parameters[nameof(Snapshot)].Bytes("working_set");

    /// <summary>The first call of the function once its pages are there.</summary>
    public static Step Answer(Parameters parameters) => Phases.HostCpu("the function", parameters[nameof(Snapshot)], "function");

    /// <summary>The memory file is on disk: faults read it, with what lies around each page.</summary>
    public static Platform OnDisk(Parameters parameters, Platform platform, Bytes workingSet) =>
        Restored(parameters, platform, "restore, memory on disk", prefetch: false, p =>
        {
            var (fault, around) = (p.Duration("minor_fault").Value, p.Bytes("fault_around").Value);
            return context => FromDisk(context, workingSet, fault, around);
        });

    /// <summary>The memory file is in the host's page cache.</summary>
    public static Platform Cached(Parameters parameters, Platform platform, Bytes workingSet) =>
        Restored(parameters, platform, "restore, memory cached", prefetch: false, p =>
        {
            var fault = p.Duration("minor_fault").Value;
            return context => OnPages(context, workingSet, fault);
        });

    /// <summary>The working set is known and read in one piece before the guest goes on.</summary>
    public static Platform Prefetched(Parameters parameters, Platform platform, Bytes workingSet) =>
        Restored(parameters, platform, "restore, working set prefetched", prefetch: true, p =>
        {
            var (part, install) = (p.Bytes("prefetch_read").Value, p.Duration("install_page").Value);
            return context => FromFile(context, workingSet, part).Concat(OnPages(context, workingSet, install));
        });

    private static Platform Restored(Parameters parameters, Platform platform, string how, bool prefetch,
        Func<ParameterSheet, Func<StepContext, IEnumerable<Event>>> pages)
    {
        var part = parameters.Part(nameof(Snapshot));
        var p = part[nameof(Snapshot)];
        var (restore, perGib) = (p.Duration("restore").Value, p.Duration("restore_per_gib").Value);
        var faults = pages(p);
        return platform with
        {
            Name = $"{platform.Name}, {how}",
            Boot =
            [
                Phases.HostCpu("VMM process start", p, "vmm_start"),
                Phases.Mark(BootMark.StartCall),
                KvmProcess.ForVCpus(part,
                    new Step(StepKind.Program, "restore devices", context => Devices(context, restore, perGib))),
                .. prefetch ? new[] { new Step(StepKind.Load, "prefetch the working set", faults) } : [],
                Phases.Mark(BootMark.GuestEntry), Phases.Mark(BootMark.GuestInit),
                .. prefetch ? [] : new[] { new Step(StepKind.Load, "faults on the working set", faults) },
                Answer(part),
            ],
            Own = [.. part.Uses, .. platform.Own],
        };
    }

    // Registers, devices and the page tables of the mapping.
    private static IEnumerable<Event> Devices(StepContext context, TimeSpan restore, TimeSpan perGib)
    {
        yield return context.HostWork(Cycles.Of(restore, context.Clock) + Cycles.Of(perGib, context.Clock) * context.ConfiguredMemory.GiB);
    }

    private static IEnumerable<Event> OnPages(StepContext context, Bytes pages, TimeSpan each)
    {
        yield return context.HostWork(Cycles.Of(each, context.Clock) * pages.Pages(4.KiB));
    }

    // A fault that misses reads all around it, so that the next ones are minor.
    private static IEnumerable<Event> FromDisk(StepContext context, Bytes workingSet, TimeSpan fault, Bytes around)
    {
        for (var left = workingSet; left.Count > 0; left -= around)
        {
            var part = Bytes.Min(left, around);
            yield return context.Transfer(part);
            yield return context.HostWork(Cycles.Of(fault, context.Clock) * part.Pages(4.KiB));
        }
    }

    // Many reads at once: the disk serves them side by side.
    private static IEnumerable<Event> FromFile(StepContext context, Bytes workingSet, Bytes part)
    {
        var reads = new List<Event>();
        for (var left = workingSet; left.Count > 0; left -= part)
            reads.Add(context.Transfer(Bytes.Min(left, part)));
        yield return new AllOf(context.Simulation, reads);
    }
}
