using CloudSim.Net.Calibration;

namespace CloudSim.Net.Hardware;

/// <summary>
/// Servers whose power was measured: each a data file for what was bought and a table of <see cref="PowerTables"/>. The costs of their
/// CPUs in cycles are those of the nearest CPU that is known: of no EPYC here, so Skylake's stand for them.
/// </summary>
public static class MeasuredServers
{
    /// <summary>HP ProLiant ML110 G4 (Xeon 3040, 2006), half of the hosts in the studies of consolidation on PlanetLab's traces.</summary>
    public static HostModel HpMl110G4(Parameters parameters) => Known(parameters, nameof(HpMl110G4), "Xeon 3040", CpuModels.Merom);

    /// <summary>HP ProLiant ML110 G5 (Xeon 3075, 2007), the other half.</summary>
    public static HostModel HpMl110G5(Parameters parameters) => Known(parameters, nameof(HpMl110G5), "Xeon 3075", CpuModels.Merom);

    /// <summary>Dell PowerEdge R720 (two Xeon E5-2660, 2012).</summary>
    public static HostModel DellR720(Parameters parameters) =>
        Known(parameters, nameof(DellR720), "Xeon E5-2660 (Sandy Bridge)", CpuModels.SandyBridge);

    /// <summary>Dell PowerEdge R630 (two Xeon E5-2699 v3, 2015).</summary>
    public static HostModel DellR630(Parameters parameters) =>
        Known(parameters, nameof(DellR630), "Xeon E5-2699 v3 (Haswell)", CpuModels.SandyBridge);

    /// <summary>Dell PowerEdge R640 (two Xeon Platinum 8180, 2017).</summary>
    public static HostModel DellR640(Parameters parameters) =>
        Known(parameters, nameof(DellR640), "Xeon Platinum 8180 (Skylake)", CpuModels.Skylake);

    /// <summary>Dell PowerEdge R7515 (EPYC 7742, 2019).</summary>
    public static HostModel DellR7515(Parameters parameters) =>
        Known(parameters, nameof(DellR7515), "EPYC 7742 (costs of Skylake)", CpuModels.Skylake);

    /// <summary>Dell PowerEdge R6515 (EPYC 7702P, 2020).</summary>
    public static HostModel DellR6515(Parameters parameters) =>
        Known(parameters, nameof(DellR6515), "EPYC 7702P (costs of Skylake)", CpuModels.Skylake);

    private static HostModel Known(Parameters parameters, string sheet, string cpu, Func<Parameters, CpuModel> like) =>
        parameters.Make(sheet, p => HostModel.Named(p, sheet, like(p) with { Name = cpu, Clock = p[sheet].Frequency("clock") }) with
        {
            Power = PowerTables.Of(p, sheet), Uses = p.Uses,
        });
}
