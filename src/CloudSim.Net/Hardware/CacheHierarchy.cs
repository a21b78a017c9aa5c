using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>
/// The caches and TLBs of a machine, as far as who gets a CPU finds less there than he left. Defaults come from
/// <c>CacheHierarchy.csv</c>.
/// </summary>
public sealed record CacheHierarchy : IParameterized
{
    /// <summary>The levels. What a line misses in several of them adds up.</summary>
    public required IReadOnlyList<CacheLevel> Levels { get; init => field = Check.NotNull(value); }

    /// <summary>The clock in whose cycles the levels count.</summary>
    public required Frequency Clock { get; init => field = Check.Rate(value); }

    /// <summary>
    /// How much of its working set a task touches in a time of work: one that runs for less than a round touches a part.
    /// </summary>
    public required Bandwidth TouchRate { get; init => field = Check.Rate(value); }

    /// <inheritdoc/>
    public required IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); }

    /// <summary>The caches of <see cref="HostModel.RackServer"/>: all cores share the last level.</summary>
    public static CacheHierarchy RackServer(Parameters parameters) => parameters.Make(nameof(CacheHierarchy), p =>
    {
        var server = HostModel.RackServer(p);
        return Of(p, server.Cpu, server.Topology.Cores / server.Topology.LastLevelCaches) with { Uses = p.Uses };
    });

    /// <summary>
    /// A private cache for each core and one that cores share, both as large as on a server of 2017, with the TLB of this CPU.
    /// </summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="cpu">The CPU.</param>
    /// <param name="cores">Cores that share a last-level cache, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No core.</exception>
    public static CacheHierarchy Of(Parameters parameters, CpuModel cpu, int cores)
    {
        Check.NotNull(cpu);
        Check.Between(cores, 1, int.MaxValue);
        var part = parameters.Part(nameof(CacheHierarchy));
        var p = part.Beside<CacheHierarchy>();
        var line = p.Bytes("line").Value;
        part.Use(cpu);
        return new CacheHierarchy
        {
            Levels =
            [
                .. Tlb(cpu),
                new(p.Bytes("private_size"), line, p.Cycles("private_fill")),
                new(p.Bytes("shared_size_per_core").Value * cores, line, p.Cycles("shared_fill"), IsShared: true),
            ],
            Clock = cpu.Clock,
            TouchRate = p.Bandwidth("touch_rate"),
            Uses = part.Uses,
        };
    }

    /// <summary>The TLB of a CPU as a level: a lost entry costs a walk. None if it has no entries.</summary>
    public static IReadOnlyList<CacheLevel> Tlb(CpuModel cpu) => Check.NotNull(cpu).TlbSmall == 0 ? []
        : [new(4.KiB * cpu.TlbSmall, 4.KiB, cpu.WalkLeaf + (cpu.PageTableLevels - 1) * cpu.WalkUpper, IsTagged: cpu.TaggedTlb)];
}
