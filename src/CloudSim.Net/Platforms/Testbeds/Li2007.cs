using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// The machine of Li, Ding and Shen (ExpCS 2007), on which they measured what a switch costs: a Xeon of 2.0 GHz under Linux 2.6.17, whose
/// second-level cache is the last one.
/// </summary>
public static class Li2007
{
    /// <summary>One CPU of it.</summary>
    public static HostModel Machine(Parameters parameters) => parameters.Make("Li2007.Machine", set =>
    {
        var p = set[nameof(Li2007)];
        var clock = p.Frequency("clock").Value;
        var cpu = CpuModels.Prestonia(set) with
        {
            Name = "Xeon 2.0 GHz (2002)", Clock = clock, ContextSwitch = Cycles.Of(p.Duration("switch"), clock),
        };
        return HostModel.PowerEdge2650(set) with
        {
            Name = "Xeon workstation of 2002", Cpu = cpu,
            Caches = new CacheHierarchy
            {
                Levels = [.. CacheHierarchy.Tlb(cpu), new(p.Bytes("cache"), p.Bytes("line"), p.Cycles("fill"))],
                Clock = clock, TouchRate = p.Bandwidth("touch_rate"), Uses = set.Uses,
            },
            Uses = set.Uses,
        };
    });
}
