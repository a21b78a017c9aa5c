using CloudSim.Net.Calibration;
using MathNet.Numerics.Statistics;

namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>
/// How sure an answer is, as far as the numbers go that it is computed with. It says which variants of them to compute the answer for, one
/// at a time and all at once, and what the answers mean. Who computes them runs each variant as a cell of a stage, with the same random
/// numbers: <c>experiment.Run("draws", study.Draws(32, streams), (trial, draw) =&gt; draw.Evaluate(trial.Parameters, Answer))</c>.
/// </summary>
public sealed class ParameterStudy
{
    /// <summary>A study of an answer that was computed with these numbers.</summary>
    /// <param name="read">What the answer has read (<see cref="Parameters.Uses"/>): nothing else can move it.</param>
    /// <param name="assumed">The range of published and measured numbers without a stated one, a share from 0 to below 1.</param>
    public ParameterStudy(IEnumerable<Parameter> read, double assumed = ParameterRange.AssumedShare)
    {
        ArgumentNullException.ThrowIfNull(read);
        All = [.. read.Select(p => ParameterRange.Of(p, assumed))];
        Ranges = [.. All.Where(r => r.Varies)];
        OneAtATime = [.. Ranges.SelectMany(r => new Variant[] { new(new ParameterValue(r, r.Low)), new(new ParameterValue(r, r.High)) })];
    }

    /// <summary>Every number that was read.</summary>
    public IReadOnlyList<ParameterRange> All { get; }

    /// <summary>Those that may be another than they are.</summary>
    public IReadOnlyList<ParameterRange> Ranges { get; }

    /// <summary>Two variants a range, in their order: the number at its low end alone, and at its high end.</summary>
    public IReadOnlyList<Variant> OneAtATime { get; }

    /// <summary>The ranges by how much their ends move the answer, the largest change first.</summary>
    /// <param name="answer">The answer with all numbers as they are.</param>
    /// <param name="ends">What <see cref="OneAtATime"/> gave, in its order.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public IReadOnlyList<TornadoBar> Tornado(double answer, IReadOnlyList<Reached<double>> ends)
    {
        ArgumentNullException.ThrowIfNull(ends);
        if (ends.Count != OneAtATime.Count)
            throw new ArgumentException($"{ends.Count} answers of {OneAtATime.Count} variants", nameof(ends));
        var bars = Ranges.Select((range, i) => new TornadoBar(
            range with { Low = ends[2 * i].Values[0], High = ends[(2 * i) + 1].Values[0] },
            answer, ends[2 * i].Answer, ends[(2 * i) + 1].Answer, 0));
        return [.. bars.OrderByDescending(b => Math.Abs(b.ChangePct)).Select((b, i) => b with { Rank = i + 1 })];
    }

    /// <summary>
    /// The numbers that move the answer most, all at the end at which it is larger: if they do not interact the answer is then larger by
    /// the sum of what each does alone (<see cref="SumOfTop"/>).
    /// </summary>
    /// <param name="tornado">The bars in order.</param>
    /// <param name="count">How many.</param>
    public static Variant Top(IReadOnlyList<TornadoBar> tornado, int count) =>
        new($"top {count}", [.. Largest(tornado, count).Select(b => new ParameterValue(b.Range, b.EndUp))]);

    /// <summary>The answer that <see cref="Top"/> would have if these numbers did not interact.</summary>
    public static double SumOfTop(IReadOnlyList<TornadoBar> tornado, int count) =>
        tornado.Count == 0 ? double.NaN : tornado[0].Answer + Largest(tornado, count).Sum(b => b.Up);

    /// <summary>
    /// Draws of all numbers at once, by a Latin hypercube (McKay, Beckman and Conover, Technometrics 21(2) 1979): each range is cut into as
    /// many parts of equal probability (<see cref="ParameterRange.Quantile"/>) as there are draws, and each part has one. A number draws by
    /// its name: two answers that read it draw the same values, so that what they differ by is no accident.
    /// </summary>
    /// <param name="count">How many draws.</param>
    /// <param name="streams">Gives the random numbers.</param>
    public IReadOnlyList<Variant> Draws(int count, StreamScope streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var columns = Ranges.Select(range => Column(streams.Fresh(range.Name)["draws"], count).Select(range.Quantile).ToList()).ToList();
        return [.. Enumerable.Range(0, count)
            .Select(draw => new Variant($"draw {draw}", [.. Ranges.Select((r, i) => new ParameterValue(r, columns[i][draw]))]))];
    }

    /// <summary>
    /// The rank correlation of each number with the answer over all draws, in the order of <see cref="Ranges"/>: Spearman's, from -1 to 1.
    /// Of n draws chance alone gives some 1/sqrt(n - 1). NaN where number or answer is always the same.
    /// </summary>
    /// <param name="draws">What <see cref="Draws"/> gave, in order.</param>
    public IReadOnlyList<double> RankCorrelations(IReadOnlyList<Reached<double>> draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var answers = draws.Select(d => d.Answer).ToList();
        return [.. Ranges.Select((_, i) => Correlation.Spearman(draws.Select(d => d.Values[i]), answers))];
    }

    // One value a part, each anywhere in its part, the parts in any order.
    private static IEnumerable<double> Column(RandomStream random, int count)
    {
        var parts = Enumerable.Range(0, count).ToArray();
        random.Shuffle(parts);
        return [.. parts.Select(part => (part + random.NextDouble()) / count)];
    }

    private static IEnumerable<TornadoBar> Largest(IReadOnlyList<TornadoBar> tornado, int count) =>
        tornado.Take(count).Where(b => b.Up > 0);
}
