using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>Other values for some numbers of the models.</summary>
/// <param name="Name">What tells it from others.</param>
/// <param name="Values">The values.</param>
public sealed record Variant(string Name, IReadOnlyList<ParameterValue> Values)
{
    private const int Steps = 5;

    /// <summary>A variant of one number.</summary>
    internal Variant(ParameterValue value)
        : this(value.ToString(), [value])
    {
    }

    /// <summary>The set with these values: one of its own, so that nothing is shared with another but the numbers themselves.</summary>
    public Parameters Apply(Parameters set) => Apply(set, Values);

    /// <summary>
    /// The answer with these values. A value that a check of the models refuses moves toward the number's own: the one that is named, or
    /// else all of them, half of the way each time and after five times all of it. One number alone is then brought as near to what was
    /// refused as a sixteenth of the way.
    /// </summary>
    /// <param name="set">The numbers as they are otherwise.</param>
    /// <param name="answer">
    /// Makes all that it needs of the set that it is given, and draws the same random numbers each time.
    /// </param>
    public Reached<T> Evaluate<T>(Parameters set, Func<Parameters, T> answer)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(answer);
        var (shares, refusals) = (Enumerable.Repeat(1.0, Values.Count).ToArray(), new SortedSet<string>(StringComparer.Ordinal));
        var found = Try();
        while (found is null)
            found = Try();
        if (shares is [< 1 and var allowed])
            for (var (refused, step) = (Refused(allowed), 1); step < Steps - 1; step++)
            {
                var middle = (allowed + refused) / 2;
                shares[0] = middle;
                if (Try() is { } nearer)
                    (found, allowed) = (nearer, middle);
                else
                    refused = middle;
            }
        return found with { Refusals = [.. refusals] };

        Reached<T>? Try()
        {
            ParameterValue[] values = [.. Values.Select((v, i) => v.Part(shares[i]))];
            try
            {
                return new(answer(Apply(set, values)), [.. values.Select(v => v.Value)], []);
            }
            catch (Exception e) when (IsRefusal(e) && shares.Any(s => s > 0))
            {
                var named = e is ParameterException { Parameter: var p }
                    ? Array.FindIndex(values, v => v.Range.Parameter.Sheet == p.Sheet && v.Range.Parameter.Name == p.Name) : -1;
                refusals.Add($"{(named >= 0 ? values[named].Range.Name : Name)}: {Printable.Of(Reason(e))}");
                for (var i = 0; i < shares.Length; i++)
                    if (named < 0 || shares[named] == 0 || i == named)
                        shares[i] = Less(shares[i]);
                return null;
            }
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static double Less(double share) => share <= 1.0 / (1 << Steps) ? 0 : share / 2;

    // Half the way led to what is allowed.
    private static double Refused(double allowed) => allowed == 0 ? 1.0 / (1 << Steps) : 2 * allowed;

    private static Parameters Apply(Parameters set, IEnumerable<ParameterValue> values) =>
        set.With(values.Where(v => v.Value != v.Range.Parameter.Value).Select(v => (v.Range.Name, v.Text)));

    private static bool IsRefusal(Exception e) => e is InputException or ArgumentException or FormatException or OverflowException
        or InvalidOperationException or NotSupportedException;

    private static string Reason(Exception e) =>
        (e is ParameterException { InnerException: { } check } ? check : e).Message.Split('\n', '\r')[0];
}
