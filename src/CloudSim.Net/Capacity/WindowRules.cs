using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>
/// How goals of CPU waits and response times are measured: on windows of a trace, in which virtual CPUs work and rest by turns
/// (<c>WindowRules.csv</c>). A trace has means of minutes; who waits for whom is decided within milliseconds.
/// </summary>
public sealed record WindowRules : IParameterized
{
    /// <summary>Length of a window that counts.</summary>
    public required TimeSpan Window { get; init => field = Check.Length(value); }

    /// <summary>Time before it that does not count.</summary>
    public required TimeSpan WarmUp { get; init => field = Check.Time(value); }

    /// <summary>Mean time for which a virtual CPU works at a time, on a host of its own without a platform.</summary>
    public required TimeSpan Burst { get; init => field = Check.Length(value); }

    /// <summary>Windows that are measured at least.</summary>
    public required int Fewest { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>Windows that are measured at most.</summary>
    public required int Most { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>The confidence with which a goal is called met or missed before <see cref="Most"/> windows are measured.</summary>
    public double Confidence { get; init => field = Check.Share(value); } = 0.95;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>The rules.</summary>
    public static WindowRules Of(Parameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Make(nameof(WindowRules), Build);
    }

    private static WindowRules Build(Parameters parameters)
    {
        var p = parameters.Beside<WindowRules>();
        return new()
        {
            Window = p.Duration("window"), WarmUp = p.Duration("warm_up"), Burst = p.Duration("burst"), Fewest = p.Whole("fewest"),
            Most = p.Whole("most"), Uses = parameters.Uses,
        };
    }
}
