using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// A task as Borg starts it (Verma et al., EuroSys 2015): its packages are written to a disk that other tasks use, then it begins.
/// </summary>
public static class Borg2015
{
    private static readonly ParameterSheet Sheet = ParameterSheet.Named(nameof(Borg2015));

    /// <summary>A machine whose disk has this much left for packages.</summary>
    public static HostModel Machine { get; } = HostModel.RackServer with
    {
        Name = "Borg", Nic = new NicModel(Sheet.Bandwidth("network")),
        Disk = new DiskModel(Sheet.Duration("seek"), 1, Sheet.Bandwidth("disk"), Sheet.Bandwidth("disk")),
    };

    /// <summary>The task.</summary>
    public static Platform Task { get; } = BareMetal.Platform with
    {
        Name = "Borg task",
        Boot =
        [
            Phases.Receive("packages received", Sheet.Bytes("package")) with { Kind = StepKind.Package },
            new Step(StepKind.Package, "packages written", Write),
            Phases.HostCpu("task", Cycles.Of(Sheet.Duration("task"), Machine.Cpu.Clock), Sheet.Ratio("sigma")),
        ],
        OwnSheets = [Sheet],
    };

    private static IEnumerable<Event> Write(StepContext context)
    {
        yield return context.Transfer(Sheet.Bytes("package"));
    }
}
