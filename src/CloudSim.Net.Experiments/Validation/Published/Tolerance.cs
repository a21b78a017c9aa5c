using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// How the list of targets writes what is still right: <c>15%</c>, <c>ratio within 25%</c> (numbers taken relative to the first), <c>0.03
/// abs</c>,
/// <c>5 cycles</c>, <c>+-2 points</c>, <c>exact</c>, <c>range 10-60</c> or <c>-1..3</c> (the interval itself), <c>&lt; 1</c> (distance);
/// or a bound in the expected value (<c>&gt; 40</c>, <c>&lt;= 5</c>).
/// <para>
/// An overhead (<see cref="Target.IsOverhead"/>) is judged as one too: beside the tolerance, what a ratio is off 1, or a percentage off 0,
/// must be off to the same side, and at least half and at most twice as much as published, or as much within half of the last digit that
/// the source gives. So 0.5 % is a miss where 4.2 % were published, though 0.995 is within 0.05 of 0.958. Where the published overhead is
/// itself no more than half of its last digit, only the tolerance counts.
/// </para>
/// </summary>
public static partial class Tolerance
{
    private const double Rounding = 1e-9;

    /// <summary>Compares.</summary>
    /// <returns>Whether the answer is right, and by how much it is off at most, in percent of what was published; NaN where that means
    /// nothing.</returns>
    /// <exception cref="ArgumentException">The target states nothing that can be compared with the answer.</exception>
    public static (bool Pass, double ErrorPct) Judge(Target target, Answer answer)
    {
        if (answer.Holds is { } holds)
            return (holds, double.NaN);
        var expected = Numbers(target.Expected);
        var found = answer.Numbers;
        if (Interval().Match(target.Allowance) is { Success: true } interval)
        {
            var (low, high) = (Number(interval.Groups[1].Value), Number(interval.Groups[2].Value));
            return (found.All(x => x >= low && x <= high), expected.Count == 1 && found.Count == 1
                ? Percent(found[0], expected[0]) : double.NaN);
        }
        if (expected.Count == 0)
            throw new ArgumentException(
                $"{target.Set}, {target.Quantity}: '{target.Expected}' has no number to compare with (answer by a statement)");
        if (Bound().Match(target.Expected) is { Success: true } bound)
            return (found.All(x => Within(x, bound.Groups[1].Value, expected[0])), double.NaN);
        if (found.Count != expected.Count)
            throw new ArgumentException($"{target.Set}, {target.Quantity}: {found.Count} numbers where {expected.Count} are expected");
        if (target.Allowance.Contains("ratio"))
            (expected, found) = ([.. expected.Select(x => x / expected[0])], [.. found.Select(x => x / found[0])]);
        var worst = expected.Zip(found).Max(p => Math.Abs(p.Second - p.First));
        var percent = expected.Zip(found, (e, f) => Percent(f, e)).MaxBy(Math.Abs);
        var allowed = Numbers(target.Allowance);
        var pass = target.Allowance == "exact" ? worst <= Rounding
            : allowed.Count != 1
                ? throw new ArgumentException($"{target.Set}, {target.Quantity}: tolerance '{target.Allowance}' is not understood")
            : target.Allowance.Contains('%') ? Math.Abs(percent) <= allowed[0] + Rounding
            : worst <= allowed[0] + Rounding;
        return (pass && (!target.IsOverhead || AsOverhead(target, expected, found)), percent);
    }

    private static bool AsOverhead(Target target, List<double> expected, IReadOnlyList<double> found)
    {
        var none = target.Unit[0] == 'x' ? 1 : 0;
        var digits = Figure().Matches(target.Expected).Select(m => m.Value.Length - 1 - m.Value.IndexOf('.') is var after
            && m.Value.Contains('.') ? after : 0);
        return expected.Zip(found, digits).All(p =>
        {
            var (published, ours, half) = (p.First - none, p.Second - none, Math.Pow(10, -p.Third) / 2 + Rounding);
            return Math.Abs(published) <= half || Math.Abs(ours - published) <= half
                || ours / published is >= 0.5 - Rounding and <= 2 + Rounding;
        });
    }

    private static bool Within(double x, string sign, double bound) => sign switch
    {
        ">" => x > bound,
        ">=" => x >= bound,
        "<" => x < bound,
        _ => x <= bound,
    };

    private static double Percent(double found, double expected) => expected == 0 ? double.NaN : 100 * (found / expected - 1);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static List<double> Numbers(string text) => [.. Figure().Matches(text).Select(m => Number(m.Value))];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(?:range )?(-?\d+(?:\.\d+)?)(?:-|\.\.)(\d+(?:\.\d+)?)\b")]
    private static partial Regex Interval();

    [GeneratedRegex(@"^(>=|<=|>|<)")]
    private static partial Regex Bound();
}
