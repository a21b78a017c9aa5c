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
    /// <summary>A machine whose disk has this much left for packages.</summary>
    public static HostModel Machine(Parameters parameters) => parameters.Make("Borg2015.Machine", p =>
    {
        var sheet = p[nameof(Borg2015)];
        return HostModel.RackServer(p) with
        {
            Name = "Borg", Nic = new NicModel(sheet.Bandwidth("network")),
            Disk = new DiskModel(sheet.Duration("seek"), 1, sheet.Bandwidth("disk"), sheet.Bandwidth("disk")),
            Uses = p.Uses,
        };
    });

    /// <summary>The task.</summary>
    public static Platform Task(Parameters parameters) => parameters.Make("Borg2015.Task", p =>
    {
        var sheet = p[nameof(Borg2015)];
        var package = sheet.Bytes("package");
        return BareMetal.Of(p) with
        {
            Name = "Borg task",
            Boot =
            [
                Phases.Receive("packages received", package) with { Kind = StepKind.Package },
                new Step(StepKind.Package, "packages written", context => Write(context, package)),
                Phases.HostCpu("task", Cycles.Of(sheet.Duration("task"), Machine(p).Cpu.Clock), sheet.Ratio("sigma")),
            ],
            Own = p.Uses,
        };
    });

    private static IEnumerable<Event> Write(StepContext context, Bytes package)
    {
        yield return context.Transfer(package);
    }
}
