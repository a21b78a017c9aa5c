using System.Collections;
using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// The functions that compute the quantities of one published table or figure, by the names that the list of targets gives them:
/// <c>new TargetSet("T06") { { "syscall native", () => 242 } }</c>. A known miss can carry its reason. How a row came about
/// (<see cref="RowClass"/>) follows from the numbers that its function reads; the set says only what no number can tell.
/// </summary>
/// <param name="name">The set's name in the list.</param>
public sealed class TargetSet(string name) : IEnumerable<string>
{
    private readonly Dictionary<string, (Func<Answer>? Compute, string? Miss)> quantities = [];
    private readonly Dictionary<string, (string Class, string Reason)> declared = [];
    private readonly Dictionary<string, Func<Answer>> nulls = [];
    private readonly List<(string Constant, IReadOnlyList<string> Facts, string[] Rows)> constants = [];

    /// <summary>The set's name in the list.</summary>
    public string Name { get; } = name;

    /// <summary>The quantities that are known to miss, with the reason.</summary>
    public IEnumerable<(string Quantity, string Reason)> KnownMisses =>
        quantities.Where(q => q.Value.Miss is not null).Select(q => (q.Key, q.Value.Miss!));

    /// <summary>Binds a quantity to the function that computes it.</summary>
    /// <param name="quantity">Its name in the list.</param>
    /// <param name="compute">Computes it by simulation, from nothing but the set's parameters.</param>
    /// <param name="miss">If it misses: which mechanism is missing, or which fact is doubtful.</param>
    public void Add(string quantity, Func<Answer> compute, string? miss = null) => quantities.Add(quantity, (compute, miss));

    /// <summary>Names a quantity that the models are given and do not compute: an input, whose row fails with the reason.</summary>
    /// <param name="quantity">Its name in the list.</param>
    /// <param name="given">Where it goes in, and what would have to be modelled to get it out.</param>
    public void Add(string quantity, string given)
    {
        quantities.Add(quantity, (null, given));
        declared.Add(quantity, (RowClass.Input, given));
    }

    /// <summary>Says of rows that they hold by arithmetic, and why.</summary>
    /// <exception cref="ArgumentException">A quantity has no function, or has a class already.</exception>
    public TargetSet Construction(string reason, params string[] rows) => Declare(RowClass.Construction, reason, rows);

    /// <summary>
    /// Says of rows that the figure itself goes in: a number is the figure, or is what the figure leaves over, and nothing tells what it
    /// consists of.
    /// </summary>
    /// <exception cref="ArgumentException">A quantity has no function, or has a class already.</exception>
    public TargetSet Input(string reason, params string[] rows) => Declare(RowClass.Input, reason, rows);

    /// <summary>Names facts with which a constant of the program, no number of a data file, was chosen for these rows.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="facts">Names of the facts, separated by blanks.</param>
    /// <param name="rows">Quantities, each bound before.</param>
    public TargetSet Chosen(string constant, string facts, params string[] rows)
    {
        CheckBound(rows);
        constants.Add((constant, FactList.Names(facts), rows));
        return this;
    }

    /// <summary>Says what a model without any overhead would answer, where the unit does not (<see cref="NullModel"/>).</summary>
    public TargetSet Null(string quantity, Func<Answer> without)
    {
        CheckBound([quantity]);
        nulls.Add(quantity, without);
        return this;
    }

    /// <summary>Computes one target of the set, compares, and says how it came about.</summary>
    /// <param name="target">The target. A quantity without a function fails.</param>
    /// <param name="parameters">The numbers that the set was made with, of which nothing was read yet.</param>
    /// <param name="facts">The facts that are known.</param>
    /// <exception cref="InputException">The list's expected value or tolerance cannot be compared with the answer.</exception>
    public TargetRow Check(Target target, Parameters parameters, FactList facts)
    {
        if (!quantities.TryGetValue(target.Quantity, out var bound) || bound.Compute is null)
            return TargetRow.Of(target, "not computed", double.NaN, false, bound.Miss ?? "no function computes it") with
            {
                Class = bound.Miss is null ? RowClass.Predicted : RowClass.Input, ClassReason = bound.Miss ?? "",
            };
        var answer = bound.Compute();
        var read = parameters.Uses;
        var (pass, error) = Judge(target, answer);
        var meeting = new Provenance(facts).Meeting(target.Facts, read);
        var (itsClass, reason) = Class(target, answer, meeting, facts);
        var without = nulls.TryGetValue(target.Quantity, out var declaredNull) ? declaredNull() : NullModel.Of(target, answer);
        return TargetRow.Of(target, answer.Text, error, pass, pass ? "" : bound.Miss ?? "not explained yet") with
        {
            Class = itsClass, ClassReason = reason, NullValue = without?.Text ?? "",
            NullPass = without is not null && Judge(target, without).Pass,
            Parameters = Provenance.Names(meeting),
            OfExperiment = Provenance.Names(new Provenance(facts).OfExperiment(target.Facts.Concat(target.Base), read)),
        };
    }

    // What the set says comes first: it knows what no number can tell. None of the three counts as a prediction.
    private (string Class, string Reason) Class(Target target, Answer answer, IReadOnlyList<Parameter> meeting, FactList facts)
    {
        if (declared.TryGetValue(target.Quantity, out var own))
            return own;
        if (meeting.FirstOrDefault(p => IsItself(target, answer, p)) is { } itself)
            return (RowClass.Input, $"{itself.Sheet}.{itself.Name} is the figure");
        var runs = facts.Runs(target.Facts);
        if (constants.Find(c => c.Rows.Contains(target.Quantity) && facts.Runs(c.Facts).Overlaps(runs)) is { Constant: { } constant })
            return (RowClass.Calibrated, $"{constant} was chosen with it in view");
        return (meeting.Count > 0 ? RowClass.Calibrated : RowClass.Predicted, "");
    }

    // The parameter's only fact is the row's, and the row reads it out again.
    private static bool IsItself(Target target, Answer answer, Parameter parameter) =>
        parameter.Facts.SequenceEqual(target.Facts) && answer.Numbers is [var number] && parameter.Unit == target.Unit
            && Math.Abs(number - parameter.Value) <= 1e-6 * Math.Abs(parameter.Value);

    private TargetSet Declare(string itsClass, string reason, string[] rows)
    {
        CheckBound(rows);
        foreach (var row in rows)
            if (!declared.TryAdd(row, (itsClass, reason)))
                throw new ArgumentException($"{Name}: '{row}' has a class already");
        return this;
    }

    private void CheckBound(string[] rows)
    {
        foreach (var row in rows)
            if (!quantities.ContainsKey(row))
                throw new ArgumentException($"{Name}: '{row}' has no function");
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
