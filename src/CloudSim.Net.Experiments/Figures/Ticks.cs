using System.Globalization;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Where an axis has numbers: as many as stand beside each other, at least three, at 1, 2, 5 and so on; or at the values of the data.
/// </summary>
internal static class Ticks
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const int Most = 14, MostDigits = 6;
    private static readonly double[] Usual = [1, 2, 2.5, 5], Any = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8];

    /// <param name="scale">The axis.</param>
    /// <param name="length">Its length.</param>
    /// <param name="extent">How much of it a number needs, with room; and at the least.</param>
    /// <param name="data">The values of the data, where they are few: the numbers stand there.</param>
    public static IReadOnlyList<Tick> Of(Scale scale, float length, Func<string, (float Usual, float Least)> extent,
        IReadOnlyList<double>? data = null)
    {
        var chosen = AtData(scale, length, extent, data ?? []);
        if (chosen.Count < 3)
        {
            var round = Round(scale, length, extent, data ?? []);
            chosen.AddRange([.. round.Where(r => chosen.All(c => Apart(c, r, length, t => extent(t).Least)))]);
            chosen = chosen.Count < 3 ? round : chosen;
        }
        return [.. chosen, .. Small(scale, data ?? []).Where(s => !chosen.Any(c => Math.Abs(c.Share - s.Share) < 1e-6))];
    }

    private static List<Tick> Round(Scale scale, float length, Func<string, (float Usual, float Least)> extent, IReadOnlyList<double> data)
    {
        var counts = data.Count > 0 && data.All(v => v == Math.Round(v)) && !scale.Log;
        return Candidates(scale, Usual).FirstOrDefault(c => (!counts || c.All(t => !t.Text.Contains('.')))
                && Fits(c, length, t => extent(t).Usual))
            ?? Candidates(scale, Usual).FirstOrDefault(c => Fits(c, length, t => extent(t).Usual))
            ?? Candidates(scale, Any).FirstOrDefault(c => Fits(c, length, t => extent(t).Least))
            ?? Thinned(Candidates(scale, Usual).MaxBy(c => c.Count) ?? [], length, extent);
    }

    /// <summary>A number of an axis; the step says how many of its digits matter.</summary>
    public static string Text(double value, double step)
    {
        if (value == 0)
            return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-12);
        var plain = value.ToString($"N{Decimals(step)}", CultureInfo.InvariantCulture);
        var digits = Decimals(step / Math.Pow(10, exponent));
        if (exponent is >= -4 and <= 6 || digits > MostDigits)
            return plain;
        var mantissa = (value / Math.Pow(10, exponent)).ToString($"F{digits}", CultureInfo.InvariantCulture);
        var power = string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(c => Superscripts[c - '0']));
        var text = $"{(mantissa is "1" or "-1" ? mantissa[..^1] : $"{mantissa}·")}10{(exponent < 0 ? "⁻" : "")}{power}";
        return text.Length <= plain.Length ? text : plain;
    }

    /// <summary>How many a number of this step needs.</summary>
    private static int Decimals(double step) => Enumerable.Range(0, 16).FirstOrDefault(d => Whole(step * Math.Pow(10, d)), 15);

    private static bool Whole(double value) => Math.Abs(value - Math.Round(value)) < 1e-6 * Math.Max(1, Math.Abs(value)) && value > 0.5;

    private static List<Tick> AtData(Scale scale, float length, Func<string, (float Usual, float Least)> extent, IReadOnlyList<double> data)
    {
        var all = data.Select(v => new Tick(scale.Share(v), Text(v, Precision(v)))).OrderBy(t => t.Share).ToList();
        var chosen = new List<Tick>();
        foreach (var tick in all.TakeLast(1).Concat(all.Take(1)).Concat(all))
            if (!chosen.Contains(tick) && chosen.All(c => Apart(c, tick, length, t => extent(t).Least)))
                chosen.Add(tick);
        return chosen;
    }

    /// <summary>The place of the last digit of a value that is written in full.</summary>
    private static double Precision(double value) =>
        Enumerable.Range(0, 7).Select(d => Math.Pow(10, -d)).FirstOrDefault(step => Whole(Math.Abs(value) / step) || value == 0, 1e-6);

    private static bool Fits(List<Tick> ticks, float length, Func<string, float> extent) =>
        ticks.Count is >= 3 and <= Most && ticks.Zip(ticks.Skip(1)).All(pair => Apart(pair.First, pair.Second, length, extent));

    private static bool Apart(Tick a, Tick b, float length, Func<string, float> extent) =>
        Math.Abs(a.Share - b.Share) * length >= (extent(a.Text) + extent(b.Text)) / 2;

    private static List<Tick> Thinned(List<Tick> ticks, float length, Func<string, (float Usual, float Least)> extent)
    {
        var kept = new List<Tick>();
        foreach (var tick in ticks)
            if (kept.Count == 0 || Apart(kept[^1], tick, length, t => extent(t).Least))
                kept.Add(tick);
        return kept;
    }

    /// <summary>Rows of ticks, from many to few.</summary>
    private static IEnumerable<List<Tick>> Candidates(Scale scale, double[] steps) => scale.Log switch
    {
        true when scale.LinearTo is not null => [.. Near(scale, steps), .. Decades(scale)],
        true when scale.Span < 0.9 => [.. Decades(scale).Take(2), .. Linear(scale, steps)],
        true => Decades(scale),
        _ => Linear(scale, steps),
    };

    /// <summary>Even steps on a symmetric axis that is hardly longer than its linear part, or short.</summary>
    private static IEnumerable<List<Tick>> Near(Scale scale, double[] steps) =>
        scale.Span < 0.9 || Math.Max(-scale.Least, scale.Most) < 10 * scale.LinearTo ? Linear(scale, steps) : [];

    private static IEnumerable<List<Tick>> Linear(Scale scale, double[] steps)
    {
        var (least, most) = (scale.Least, scale.Most);
        var begin = (int)Math.Floor(Math.Log10(most - least)) - 2;
        foreach (var step in Enumerable.Range(begin, 4).SelectMany(e => steps.Select(s => s * Math.Pow(10, e))))
        {
            var first = Math.Ceiling(least / step - 1e-9);
            var count = (int)Math.Min(Math.Floor(most / step + 1e-9) - first + 1, 10 * Most);
            yield return [.. Enumerable.Range(0, Math.Max(0, count)).Select(i => (first + i) * step)
                .Select(value => new Tick(scale.Share(value), Text(value, step)))];
        }
    }

    private static IEnumerable<List<Tick>> Decades(Scale scale)
    {
        foreach (var digits in new int[][] { [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1], [1, 3] })
            yield return Digits(scale, digits, 1);
        for (var apart = 2; apart < 200; apart++)
            yield return Digits(scale, [1], apart);
    }

    private static List<Tick> Digits(Scale scale, int[] digits, int apart)
    {
        var ticks = new List<Tick>();
        foreach (var (value, step) in Values(scale, digits, apart))
            if (scale.Beyond(value) == 0)
                ticks.Add(new(scale.Share(value), Text(value, step)));
        return [.. ticks.OrderBy(t => t.Share)];
    }

    /// <summary>The digits of every so many decades, each with its decade; on a symmetric axis zero and the negative ones too.</summary>
    private static IEnumerable<(double Value, double Step)> Values(Scale scale, int[] digits, int apart)
    {
        if (scale.LinearTo is not null)
            yield return (0, 1);
        var most = Math.Max(Math.Abs(scale.Least), Math.Abs(scale.Most));
        var first = (int)Math.Floor(Math.Log10(scale.LinearTo ?? scale.Least) + 1e-9);
        for (var decade = first; decade <= Math.Log10(most) + 1e-9; decade++)
            foreach (var digit in (decade - (scale.LinearTo is null ? 0 : first)) % apart == 0 ? digits : [])
            {
                var (value, step) = (digit * Math.Pow(10, decade), Math.Pow(10, decade));
                if (value < scale.LinearTo * (1 - 1e-9))
                    continue;
                yield return (value, step);
                if (scale.LinearTo is not null)
                    yield return (-value, step);
            }
    }

    /// <summary>Ticks without a number: every digit of a logarithmic axis of few decades, every value of the data.</summary>
    private static IEnumerable<Tick> Small(Scale scale, IReadOnlyList<double> data) =>
        (data.Count > 0 ? data : scale.Log && scale.Span < 7 ? Values(scale, [1, 2, 3, 4, 5, 6, 7, 8, 9], 1).Select(v => v.Value) : [])
        .Where(v => scale.Beyond(v) == 0).Select(v => new Tick(scale.Share(v), ""));
}
