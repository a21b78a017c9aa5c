using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>What all policies of consolidation share (<c>ConsolidationRules.csv</c>).</summary>
public sealed record ConsolidationRules : IParameterized
{
    /// <summary>Time between two rounds; positive.</summary>
    public required TimeSpan Interval { get; init => field = Check.Length(value); }

    /// <summary>Readings of a guest that are kept, 1 or more.</summary>
    public required int Readings { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>What a guest's memory is moved with.</summary>
    public required Bandwidth MoveBandwidth { get; init => field = Check.Rate(value); }

    /// <summary>How guests are moved.</summary>
    public required ILiveMigration Migration { get; init => field = Check.NotNull(value); }

    /// <summary>Whether a guest that wants nothing at a round and until its next sample has ended.</summary>
    public required bool EndsIdle { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>The rules of the studies on PlanetLab's traces.</summary>
    public static ConsolidationRules Of(Parameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Make(nameof(ConsolidationRules), Build);
    }

    /// <summary>Rounds that such a move takes, rounded up.</summary>
    internal int Ahead(long memory) => (int)Math.Ceiling(memory / MoveBandwidth.BytesPerSecond / Interval.TotalSeconds);

    private static ConsolidationRules Build(Parameters parameters)
    {
        var p = parameters.Beside<ConsolidationRules>();
        var bandwidth = new Bandwidth(p.Bandwidth("network").Value.BytesPerSecond * p.Ratio("move_share"));
        return new()
        {
            Interval = p.Duration("interval"), Readings = p.Whole("readings"), MoveBandwidth = bandwidth,
            Migration = new FixedRate(parameters) { Rate = bandwidth }, EndsIdle = p.Flag("ends_idle"), Uses = parameters.Uses,
        };
    }
}
