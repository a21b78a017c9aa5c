namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// A law with the parameters of the largest likelihood, and how well it does. From it a law of workloads can be made:
/// <c>Law.Of(fitted.Name, fitted.Mean, fitted.Cv, fitted.Draw)</c>, where its mean is finite.
/// </summary>
public sealed class FittedLaw
{
    /// <summary>Of more values a test is of so many, evenly from all in their order.</summary>
    public const int MostTested = 1_000;

    private readonly LawFamily family;
    private readonly double[] numbers;

    private FittedLaw(LawFamily family, double[] numbers, CensoredSample sample)
    {
        (this.family, this.numbers) = (family, numbers);
        LogLikelihood = family.LogLikelihood(numbers, sample);
        Distance = sample.Distance(Survival);
        var errors = family.Errors(numbers, sample);
        Parameters = [.. family.Names.Select((name, i) => Parameter(name, numbers[i], errors[i], family.IsShare(i)))];
    }

    /// <summary>Of which kind it is.</summary>
    public LawKind Kind => family.Kind;

    /// <summary>Its name in words.</summary>
    public string Name => Kind switch
    {
        LawKind.LogNormal => "log-normal",
        LawKind.HyperExponential => "hyper-exponential",
        LawKind.Exponential => "exponential",
        LawKind.Gamma => "gamma",
        LawKind.Beta => "beta",
        _ => Kind.ToString(),
    };

    /// <summary>Its parameters in the order that <see cref="LawKind"/> names.</summary>
    public IReadOnlyList<FittedParameter> Parameters { get; }

    /// <summary>The largest log-likelihood.</summary>
    public double LogLikelihood { get; }

    /// <summary>
    /// Akaike's criterion: twice the parameters less twice the log-likelihood; of laws of the same values the least is best.
    /// </summary>
    public double Aic => (2 * numbers.Length) - (2 * LogLikelihood);

    /// <summary>
    /// The largest distance from the empirical law (Kolmogorov and Smirnov; from Kaplan and Meier's where values are censored), 0 to 1.
    /// </summary>
    public double Distance { get; }

    /// <summary>
    /// How often values of this very law, fitted again, are as far from their law or farther; NaN if that was not asked for. Tables of
    /// Kolmogorov's law would be wrong, as the parameters are of the same values (Lilliefors 1967); so it is by parametric bootstrap (Stute
    /// and others 1993), of <see cref="MostTested"/> values at most: of very many each law is refused, for differences that nobody minds.
    /// </summary>
    public double PValue { get; private init; } = double.NaN;

    /// <summary>Its mean, infinite where there is none.</summary>
    public double Mean => family.Mean(numbers);

    /// <summary>Standard deviation over mean, infinite where there is none.</summary>
    public double Cv => family.Cv(numbers);

    /// <summary>The law of one kind with the largest likelihood.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="sample">The values; two ended ones that differ at least, for a beta law all below 1 and ended.</param>
    public static FittedLaw Of(LawKind kind, CensoredSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.EndedAt.Count(ended => ended > 0) < 2)
            throw new ArgumentException("two ended values that differ are the least for a law", nameof(sample));
        if (kind == LawKind.Beta && (sample.Ended < sample.Count || sample.Values[^1] >= 1))
            throw new ArgumentException("a beta law is of shares below 1 that are known", nameof(sample));
        var family = kind == LawKind.Beta ? new BetaFamily() : LawFamily.OfLives.First(family => family.Kind == kind);
        return new(family, family.Fit(sample), sample);
    }

    /// <summary>All laws of lives, the best by Akaike's criterion first.</summary>
    public static IReadOnlyList<FittedLaw> Of(CensoredSample sample) =>
        [.. LawFamily.OfLives.Select(family => Of(family.Kind, sample)).OrderBy(law => law.Aic)];

    /// <summary>With its p-value.</summary>
    /// <param name="sample">The values that it is of.</param>
    /// <param name="random">Where the bootstrap draws from.</param>
    /// <param name="repetitions">How many times; the p-value is a multiple of one over one more.</param>
    public FittedLaw Tested(CensoredSample sample, RandomStream random, int repetitions = 199)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        var few = sample.Few(MostTested);
        double Off(CensoredSample values)
        {
            var fitted = family.Fit(values, numbers);
            return values.Distance(x => Math.Exp(family.LogSurvival(fitted, x)));
        }

        var (distance, farther) = (Off(few), 0);
        for (var i = 0; i < repetitions; i++)
        {
            var other = few.Redrawn(() => family.Draw(numbers, random));
            farther += other.EndedAt.Count(ended => ended > 0) < 2 || Off(other) >= distance ? 1 : 0;
        }

        return new(family, numbers, sample) { PValue = (1.0 + farther) / (repetitions + 1) };
    }

    /// <summary>The share of values above this one.</summary>
    public double Survival(double value) => value <= 0 ? 1 : Math.Exp(family.LogSurvival(numbers, value));

    /// <summary>The value above which a share of values is.</summary>
    /// <param name="survival">The share, above 0, 1 at most.</param>
    public double Inverse(double survival) => survival is > 0 and <= 1 ? family.Inverse(numbers, survival)
        : throw new ArgumentOutOfRangeException(nameof(survival), survival, "a share of values is above 0, and 1 at most");

    /// <summary>One value.</summary>
    public double Draw(RandomStream random) => family.Draw(numbers, random);

    /// <summary>The name with its parameters.</summary>
    public override string ToString() =>
        $"{Name} ({string.Join(", ", Parameters.Select(p => FormattableString.Invariant($"{p.Name} {p.Value:g4}")))})";

    private static FittedParameter Parameter(string name, double value, double error, bool isShare)
    {
        const double normal = 1.959964;
        if (!isShare)
            return new(name, value, value * error, value * Math.Exp(-normal * error), value * Math.Exp(normal * error));
        var odds = Math.Log(value / (1 - value));
        double Share(double logit) => 1 / (1 + Math.Exp(-logit));
        return new(name, value, value * (1 - value) * error, Share(odds - (normal * error)), Share(odds + (normal * error)));
    }
}
