using System.Collections;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// The functions that compute the quantities of one published table or figure, by the names that the list of targets gives them:
/// <c>new TargetSet("T06") { { "syscall native", () => 242 } }</c>. A known miss can carry its reason.
/// </summary>
/// <param name="name">The set's name in the list.</param>
public sealed class TargetSet(string name) : IEnumerable<string>
{
    private readonly Dictionary<string, (Func<Answer>? Compute, string? Miss)> quantities = [];
    private readonly Dictionary<string, string> calibrated = [];

    /// <summary>The set's name in the list.</summary>
    public string Name { get; } = name;

    /// <summary>Binds a quantity to the function that computes it.</summary>
    /// <param name="quantity">Its name in the list.</param>
    /// <param name="compute">Computes it by simulation.</param>
    /// <param name="miss">If it misses: which mechanism is missing, or which fact is doubtful.</param>
    public void Add(string quantity, Func<Answer> compute, string? miss = null) => quantities.Add(quantity, (compute, miss));

    /// <summary>Names a quantity that the models are given and do not compute: its row fails, with the reason.</summary>
    /// <param name="quantity">Its name in the list.</param>
    /// <param name="given">Where it goes in, and what would have to be modelled to get it out.</param>
    public void Add(string quantity, string given) => quantities.Add(quantity, (null, given));

    /// <summary>
    /// Says that a parameter was taken from these rows' own figures, or fitted to them: they check the arithmetic, the others are
    /// predictions.
    /// </summary>
    /// <param name="dataFile">Where the parameter is, for instance <c>HardwareAssist.csv</c>; its note says what was inferred from
    /// what.</param>
    /// <param name="rows">Quantities, each bound before.</param>
    /// <exception cref="ArgumentException">A quantity has no function, or is named twice.</exception>
    public TargetSet Calibrate(string dataFile, params string[] rows)
    {
        foreach (var row in rows)
            if (!quantities.ContainsKey(row) || !calibrated.TryAdd(row, dataFile))
                throw new ArgumentException($"{Name}: '{row}' has no function, or is calibrated already");
        return this;
    }

    /// <summary>Computes one target of the set and compares. A quantity without a function fails.</summary>
    /// <exception cref="InputException">The list's expected value or tolerance cannot be compared with the answer.</exception>
    public TargetRow Check(Target target)
    {
        if (!quantities.TryGetValue(target.Quantity, out var bound))
            return TargetRow.Of(target, "not computed", double.NaN, false, "no function computes it", "");
        if (bound.Compute is null)
            return TargetRow.Of(target, "not computed", double.NaN, false, bound.Miss!, "");
        var answer = bound.Compute();
        var (pass, error) = Judge(target, answer);
        return TargetRow.Of(target, answer.Text, error, pass, pass ? "" : bound.Miss ?? "not explained yet",
            calibrated.GetValueOrDefault(target.Quantity, ""));
    }

    private static (bool Pass, double ErrorPct) Judge(Target target, Answer answer)
    {
        try
        {
            return Tolerance.Judge(target, answer);
        }
        catch (ArgumentException e) when (target.Line is not null)
        {
            throw new InputException(target.File, target.Line, e.Message, "an expected value and a tolerance that can be compared", e);
        }
    }

    /// <summary>The quantities that have a function.</summary>
    public IEnumerator<string> GetEnumerator() => quantities.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
