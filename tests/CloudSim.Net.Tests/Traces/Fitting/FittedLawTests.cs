using CloudSim.Net.Traces.Fitting;
using Continuous = MathNet.Numerics.Distributions;

namespace CloudSim.Net.Tests.Traces.Fitting;

public class FittedLawTests
{
    private const int Many = 10_000;

    /// <summary>Kinds with the parameters that are drawn from, and their asymptotic standard errors of one value where known.</summary>
    public static TheoryData<LawKind, double[], double[]> Known => new()
    {
        { LawKind.Exponential, [3600], [3600] },
        { LawKind.Weibull, [0.7, 500], [0.7 * 0.779697, 500 / 0.7 * 1.053] }, // Cohen 1965: 1.1087 = 1.053^2
        { LawKind.LogNormal, [200, 1.5], [200 * 1.5, 1.5 / Math.Sqrt(2)] },
        { LawKind.Gamma, [2.5, 40], [] },
        { LawKind.HyperExponential, [0.7, 60, 3000], [] },
        { LawKind.Pareto, [30, 1.2], [double.NaN, 1.2] },
        { LawKind.Beta, [2, 5], [] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_law_that_was_drawn_from_is_found_again(LawKind kind, double[] parameters, double[] errors)
    {
        foreach (var seed in (long[])[1, 2, 3, 4])
        {
            var random = new RandomStream(seed);
            var law = FittedLaw.Of(kind, CensoredSample.Of(Enumerable.Range(0, Many).Select(_ => Draw(kind, parameters, random))));
            IsNear(parameters, law);
            for (var i = 0; i < errors.Length; i++)
                if (!double.IsNaN(errors[i])) // the error is itself estimated, from the same values
                    Assert.InRange(law.Parameters[i].StandardError * Math.Sqrt(Many) / errors[i], 0.85, 1.15);
            // Kolmogorov's law for known parameters is above that for fitted ones: beyond 2/sqrt(n) with less than one in a thousand.
            Assert.InRange(law.Distance, 0, 2 / Math.Sqrt(Many));
        }
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_law_is_found_again_behind_limits(LawKind kind, double[] parameters, double[] errors)
    {
        Assert.SkipWhen(kind == LawKind.Beta, "shares of use are never censored");
        _ = errors;
        foreach (var seed in (long[])[5, 6, 7])
        {
            var random = new RandomStream(seed);
            var middle = Enumerable.Range(0, 1_001).Select(_ => Draw(kind, parameters, random)).Order().ElementAt(500);
            var values = Enumerable.Range(0, Many)
                .Select(_ => (Value: Draw(kind, parameters, random), Limit: random.Uniform(0, 4 * middle)))
                .Select(v => new CensoredValue(Math.Min(v.Value, v.Limit), v.Value <= v.Limit, v.Limit))
                .Where(v => v.Value > 0).ToList();
            Assert.InRange(values.Count(v => !v.HasEnded), Many / 10, Many * 2 / 3);
            var law = FittedLaw.Of(kind, new(values));
            IsNear(parameters, law);
            // Who leaves the limits out finds another law.
            Assert.True(FittedLaw.Of(kind, CensoredSample.Of(values.Select(v => v.Value))).Distance > 2 * law.Distance);
        }
    }

    [Theory]
    [InlineData(LawKind.Exponential, new[] { 50.0 })]
    [InlineData(LawKind.Weibull, new[] { 0.6, 500 })]
    [InlineData(LawKind.LogNormal, new[] { 200, 1.5 })]
    [InlineData(LawKind.Gamma, new[] { 4.0, 40 })]
    [InlineData(LawKind.HyperExponential, new[] { 0.7, 60, 3000 })]
    [InlineData(LawKind.Pareto, new[] { 30, 1.2 })]
    public void The_law_that_was_drawn_from_is_chosen(LawKind kind, double[] parameters)
    {
        var random = new RandomStream(11);
        var laws = FittedLaw.Of(CensoredSample.Of(Enumerable.Range(0, Many).Select(_ => Draw(kind, parameters, random))));
        Assert.Equal(6, laws.Select(law => law.Kind).Distinct().Count());
        Assert.Equal(laws.Select(law => law.Aic).Order(), laws.Select(law => law.Aic));
        // An exponential law is one of Weibull's and gamma's too: another parameter costs two.
        Assert.True(kind == laws[0].Kind || (kind == LawKind.Exponential && laws.Single(law => law.Kind == kind).Aic - laws[0].Aic < 15));
        Assert.All(laws.Where(law => law.Kind is not (LawKind.Exponential or LawKind.Weibull or LawKind.Gamma or LawKind.HyperExponential)
            && law.Kind != kind), law => Assert.True(law.Aic > laws[0].Aic + 100));
    }

    [Fact]
    public void Small_samples_by_hand()
    {
        CensoredSample lives = new([new(1), new(3), new(2), new(4, false, 4)]);
        var exponential = FittedLaw.Of(LawKind.Exponential, lives);
        Assert.Equal(10.0 / 3, exponential.Parameters[0].Value, 1e-12);
        Assert.Equal((-3 * Math.Log(10.0 / 3)) - 3, exponential.LogLikelihood, 1e-12);
        Assert.Equal(2 + (6 * Math.Log(10.0 / 3)) + 6, exponential.Aic, 1e-12);
        Assert.Equal(10.0 / 3 / Math.Sqrt(3), exponential.Parameters[0].StandardError, 1e-4);
        var pareto = FittedLaw.Of(LawKind.Pareto, lives);
        Assert.Equal([1, 3 / Math.Log(24)], pareto.Parameters.Select(p => Math.Round(p.Value, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
        var normal = FittedLaw.Of(LawKind.LogNormal, CensoredSample.Of([1, Math.E * Math.E]));
        Assert.Equal([Math.E, 1], normal.Parameters.Select(p => p.Value), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Survival_is_Kaplan_and_Meiers()
    {
        // The same by hand: 5 at risk, one of two ends at 2 is censored, and counts as alive at 2.
        CensoredSample lives = new([new(5), new(2), new(2, false, 2), new(1), new(4, false, 4)]);
        Assert.Equal([(1, 0.8), (2, 0.6), (5, 0)], lives.Survival().Select(s => (s.Value, Math.Round(s.Survival, 12))));
        Assert.Equal((5, 3), (lives.Count, lives.Ended));
        // Exponential of mean 1 against these steps: 1 - 1/e off before 1, 0.8 - 1/e^2 before 2, 0.6 - 1/e^5 before 5.
        Assert.Equal(0.8 - Math.Exp(-2), lives.Distance(x => Math.Exp(-x)), 1e-12);
    }

    [Fact]
    public void More_values_than_are_kept_give_the_same_law()
    {
        var random = new RandomStream(3);
        var values = Enumerable.Range(0, 3 * CensoredSample.MostValues).Select(_ => random.Exponential(70)).ToList();
        var law = FittedLaw.Of(LawKind.Exponential, CensoredSample.Of(values));
        Assert.Equal(values.Average(), law.Mean, 0.01);
        Assert.Equal(70 / Math.Sqrt(values.Count), law.Parameters[0].StandardError, 0.01);
    }

    /// <summary>A p-value is as often below each bound as the bound says; without the refit it would hardly ever be.</summary>
    [Theory]
    [InlineData(LawKind.Exponential, new[] { 50.0 }, false)]
    [InlineData(LawKind.LogNormal, new[] { 200, 1.5 }, false)]
    [InlineData(LawKind.Weibull, new[] { 0.7, 500 }, true)]
    public void P_values_of_true_laws_are_even(LawKind kind, double[] parameters, bool isCensored)
    {
        const int samples = 200;
        var random = new RandomStream(21);
        var values = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            var sample = new CensoredSample(Enumerable.Range(0, 40).Select(_ =>
            {
                var value = Draw(kind, parameters, random);
                var limit = isCensored ? random.Uniform(0, 2 * parameters[1]) : double.PositiveInfinity;
                return new CensoredValue(Math.Min(value, limit), value <= limit, limit);
            }));
            values.Add(FittedLaw.Of(kind, sample).Tested(sample, random, 39).PValue);
        }

        foreach (var bound in (double[])[0.1, 0.25, 0.5, 0.75])
            Assert.InRange(values.Count(p => p <= bound) / (double)samples, bound - (4 * Math.Sqrt(bound * (1 - bound) / samples)),
                bound + (4 * Math.Sqrt(bound * (1 - bound) / samples)));
    }

    [Fact]
    public void A_wrong_law_is_refused()
    {
        var random = new RandomStream(5);
        var sample = CensoredSample.Of(Enumerable.Range(0, 3_000).Select(_ => random.LogNormal(10, 1)));
        Assert.Equal(0.01, FittedLaw.Of(LawKind.Exponential, sample).Tested(sample, random, 99).PValue, 1e-12);
        Assert.True(FittedLaw.Of(LawKind.LogNormal, sample).Tested(sample, random, 99).PValue > 0.01);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Draws_have_the_mean_and_the_survival_of_the_law(LawKind kind, double[] parameters, double[] errors)
    {
        _ = errors;
        var random = new RandomStream(31);
        var law = FittedLaw.Of(kind, CensoredSample.Of(Enumerable.Range(0, Many).Select(_ => Draw(kind, parameters, random))));
        var drawn = Enumerable.Range(0, Many).Select(_ => law.Draw(random)).Order().ToArray();
        foreach (var share in (double[])[0.1, 0.5, 0.9])
        {
            Assert.Equal(share, law.Survival(law.Inverse(share)), 1e-9);
            Assert.InRange(law.Survival(drawn[(int)(share * Many)]), 1 - share - (4 * 0.5 / 100), 1 - share + (4 * 0.5 / 100));
        }

        if (law.Cv < 100)
        {
            Assert.InRange(drawn.Average() / law.Mean, 1 - (4 * law.Cv / 100), 1 + (4 * law.Cv / 100));
            var reference = Enumerable.Range(0, Many).Select(_ => Draw(kind, parameters, random)).ToList();
            Assert.InRange(reference.Average() / law.Mean, 1 - (6 * law.Cv / 100), 1 + (6 * law.Cv / 100));
        }
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CensoredSample.Of([]));
        Assert.Throws<ArgumentException>(() => CensoredSample.Of([1, 0]));
        Assert.Throws<ArgumentException>(() => CensoredSample.Of([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => FittedLaw.Of(LawKind.Weibull, CensoredSample.Of([2, 2, 2])));
        Assert.Throws<ArgumentException>(() => FittedLaw.Of(LawKind.Beta, CensoredSample.Of([0.5, 1.5])));
        Assert.Throws<ArgumentException>(() => FittedLaw.Of(LawKind.Beta, new([new(0.5), new(0.2), new(0.3, false)])));
    }

    private static void IsNear(double[] parameters, FittedLaw law)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var (value, error) = (law.Parameters[i].Value, law.Parameters[i].StandardError);
            // A Pareto law's least value is above its scale by an exponential law of mean scale/(shape n).
            if (double.IsNaN(error))
                error = parameters[0] / (parameters[1] * Many);
            Assert.InRange((value - parameters[i]) / error, -4, law.Kind == LawKind.Pareto && i == 0 ? 12 : 4);
        }
    }

    private static double Draw(LawKind kind, double[] p, RandomStream random) => kind switch
    {
        LawKind.Exponential => Continuous.Exponential.Sample(random, 1 / p[0]),
        LawKind.Weibull => Continuous.Weibull.Sample(random, p[0], p[1]),
        LawKind.LogNormal => Continuous.LogNormal.Sample(random, Math.Log(p[0]), p[1]),
        LawKind.Gamma => Continuous.Gamma.Sample(random, p[0], 1 / p[1]),
        LawKind.HyperExponential => Continuous.Exponential.Sample(random, 1 / (random.NextDouble() < p[0] ? p[1] : p[2])),
        LawKind.Pareto => Continuous.Pareto.Sample(random, p[0], p[1]),
        _ => Continuous.Beta.Sample(random, p[0], p[1]),
    };
}
