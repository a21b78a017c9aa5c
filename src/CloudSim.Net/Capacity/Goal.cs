using System.Globalization;
using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>
/// A goal for a fleet, in the words of an option: <c>ready&lt;5%</c>, <c>starved&lt;0.1%</c>, <c>reject&lt;0.1%</c>,
/// <c>memory&lt;90%</c>, <c>p99wait&lt;10min</c>, <c>p99&lt;200ms</c>, <c>survive 1 host</c>.
/// </summary>
/// <param name="Kind">Of what.</param>
/// <param name="Bound">What must not be reached: a share (0 to 1), seconds, or how many hosts may fail.</param>
/// <param name="Share">For times and <c>ready</c>: the part (0 to 1) of requests, guests or guest time that must be below the
/// bound.</param>
public sealed record Goal(GoalKind Kind, double Bound, double Share = 1)
{
    private const string Right = "ready<5%, starved<0.1%, reject<0.1%, memory<90%, p99wait<10min, p99<200ms or 'survive 1 host'";

    private static readonly (string Unit, double Seconds)[] Units =
        [("us", 1e-6), ("ms", 1e-3), ("min", 60), ("s", 1), ("h", 3600), ("d", 86_400)];

    /// <summary>The part of guest time in which <c>ready</c> holds unless it says another (<c>p95ready&lt;5%</c>).</summary>
    public const double ReadyShare = 0.99;

    /// <summary>What must not be reached.</summary>
    public double Bound { get; init => field = Check.Positive(value); } = Check.Positive(Bound);

    /// <summary>The part that must be below the bound.</summary>
    public double Share { get; init => field = Check.Share(value); } = Check.Share(Share);

    /// <summary>Whether the CPUs of hosts bound it: then CPUs may be overcommitted.</summary>
    public bool IsOfCpu => Kind is GoalKind.Ready or GoalKind.Starved or GoalKind.Latency;

    /// <summary>Whether it is measured on windows of the trace, which are drawn.</summary>
    public bool IsSampled => Kind is GoalKind.Ready or GoalKind.Latency;

    /// <summary>The unit of its values: <c>%</c>, <c>ms</c>, <c>s</c> or <c>hosts</c>.</summary>
    public string Unit => Kind switch
    {
        GoalKind.Latency => "ms",
        GoalKind.Wait => "s",
        GoalKind.Survive => "hosts",
        _ => "%",
    };

    /// <summary>The bound in <see cref="Unit"/>.</summary>
    public double BoundInUnit => Kind switch
    {
        GoalKind.Latency => 1000 * Bound,
        GoalKind.Wait or GoalKind.Survive => Bound,
        _ => 100 * Bound,
    };

    /// <summary>Reads a goal.</summary>
    /// <exception cref="InputException">It is none: what is wrong, and what would be right.</exception>
    public static Goal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Trim().ToLowerInvariant();
        if (words.StartsWith("survive", StringComparison.Ordinal))
            return words["survive".Length..].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var count, "host" or "hosts"]
                && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var hosts) && hosts is >= 1 and <= 1000
                ? new(GoalKind.Survive, hosts) : throw Wrong(text, "says no number of hosts");
        if (words.Split('<') is not [var what, var bound])
            throw Wrong(text, words.Contains('>') || words.Contains('=') ? "is no upper bound" : "has no '<'");
        var (share, name) = Percentile(what.Trim());
        bound = bound.TrimStart('=').Trim();
        return name switch
        {
            "reject" or "starved" or "memory" when share is null => new(KindOf(name), Percent(text, bound)),
            "ready" => new(GoalKind.Ready, Percent(text, bound), share ?? ReadyShare),
            "wait" => new(GoalKind.Wait, Time("--goal", bound), share ?? 0.99),
            "" or "latency" when share is not null => new(GoalKind.Latency, Time("--goal", bound), share.Value),
            _ => throw Wrong(text, "is of nothing that is known"),
        };
    }

    /// <summary>The goal as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        GoalKind.Survive => $"survive {Number(Bound)} {(Bound == 1 ? "host" : "hosts")}",
        GoalKind.Latency => $"p{Number(100 * Share)}<{Seconds(Bound)}",
        GoalKind.Wait => $"p{Number(100 * Share)}wait<{Seconds(Bound)}",
        GoalKind.Ready when Share != ReadyShare => $"p{Number(100 * Share)}ready<{Number(100 * Bound)}%",
        _ => $"{Kind.ToString().ToLowerInvariant()}<{Number(100 * Bound)}%",
    };

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static GoalKind KindOf(string name) =>
        name switch { "reject" => GoalKind.Reject, "starved" => GoalKind.Starved, _ => GoalKind.Memory };

    // p99ready: a percentile, and of what.
    private static (double? Share, string Name) Percentile(string what)
    {
        if (!what.StartsWith('p') || what.Length < 2 || !char.IsAsciiDigit(what[1]))
            return (null, what);
        var end = 1;
        while (end < what.Length && (char.IsAsciiDigit(what[end]) || what[end] == '.'))
            end++;
        return double.TryParse(what[1..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and < 100 ? (percent / 100, what[end..].Trim()) : (null, what);
    }

    private static double Percent(string text, string bound) => bound.EndsWith('%')
        && double.TryParse(bound[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is > 0 and <= 100 ? percent / 100 : throw Wrong(text, $"has '{bound}' where a percentage stands, above 0 and up to 100");

    /// <summary>Reads a time, such as <c>200ms</c> or <c>10min</c>, in seconds.</summary>
    /// <param name="option">The option that it stands in, for the message.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static double Time(string option, string time)
    {
        ArgumentNullException.ThrowIfNull(time);
        foreach (var (unit, seconds) in Units)
            if (time.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(time[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * seconds is > 0 and < 1e9 and var value)
                return value;
        throw new InputException(option, null, $"'{Printable.Of(time, most: 40)}' is no time",
            "a number and us, ms, s, min, h or d, such as 200ms");
    }

    private static string Seconds(double seconds)
    {
        var (unit, size) = seconds < 1 ? ("ms", 1e-3) : seconds < 120 ? ("s", 1.0) : seconds < 7200 ? ("min", 60.0) : ("h", 3600.0);
        return Number(seconds / size) + unit;
    }

    private static InputException Wrong(string text, string what) => new("--goal", null, $"'{Printable.Of(text, most: 60)}' {what}", Right);
}
