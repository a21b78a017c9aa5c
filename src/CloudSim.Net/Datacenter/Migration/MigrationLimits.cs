using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>When the rounds of a pre-copy that does not come to an end are cut off, and what happens then.</summary>
public sealed record MigrationLimits
{
    /// <summary>As many rounds as the data file has, and nothing else; then the move is given up.</summary>
    public MigrationLimits(Parameters parameters) => Rounds = Sheet(parameters).Whole("rounds");

    /// <summary>Most rounds before the guest stands still; 1 or more.</summary>
    public int Rounds { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>Most time: at the instant, or if the guest is stopped instead at the end of the round; null for no such limit.</summary>
    public TimeSpan? Time { get; init => field = value is { } time ? Check.Length(time) : null; }

    /// <summary>Most time in which no round leaves less than all before it; null for no such limit.</summary>
    public TimeSpan? WithoutProgress { get; init => field = value is { } time ? Check.Length(time) : null; }

    /// <summary>Most bytes sent, as a multiple of the guest's memory; null for no such limit.</summary>
    public double? TimesMemory { get; init => field = value is { } times ? Check.Positive(times) : null; }

    /// <summary>Whether the guest is then stopped and the rest sent, however long that takes; if not, the move is given up.</summary>
    public bool StopsGuest { get; init; }

    /// <summary>KubeVirt's: time for each GiB, and time without progress.</summary>
    public static MigrationLimits KubeVirt(Parameters parameters, Bytes memory) => new(parameters)
    {
        Time = Sheet(parameters).Duration("kubevirt_per_gib").Value * Check.SomeMemory(memory).GiB,
        WithoutProgress = Sheet(parameters).Duration("kubevirt_progress").Value,
    };

    /// <summary>Xen's: the guest is stopped after so many rounds, or so many times its memory.</summary>
    public static MigrationLimits Xen(Parameters parameters) => new(parameters)
    {
        Rounds = Sheet(parameters).Whole("xen_rounds"), TimesMemory = Sheet(parameters).Ratio("xen_times_memory").Value, StopsGuest = true,
    };

    private static ParameterSheet Sheet(Parameters parameters) => parameters.Part(nameof(MigrationLimits)).Beside<MigrationLimits>();
}
