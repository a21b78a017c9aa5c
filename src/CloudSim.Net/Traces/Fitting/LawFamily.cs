using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CloudSim.Net.Traces.Fitting;

/// <summary>The laws of one kind: how they are fitted, and what follows from their parameters.</summary>
internal abstract class LawFamily
{
    /// <summary>What is asked in order for values of a life.</summary>
    public static IReadOnlyList<LawFamily> OfLives { get; } =
    [
        new ExponentialFamily(), new WeibullFamily(), new LogNormalFamily(), new GammaFamily(), new HyperExponentialFamily(),
        new ParetoFamily(),
    ];

    public abstract LawKind Kind { get; }

    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Parameters of the largest likelihood, all above zero.</summary>
    /// <param name="sample">At least two ended values that differ.</param>
    /// <param name="near">Parameters that are near already; null if nothing is known.</param>
    public abstract double[] Fit(CensoredSample sample, double[]? near = null);

    public abstract double LogDensity(double[] p, double x);

    public abstract double LogSurvival(double[] p, double x);

    public abstract double Draw(double[] p, RandomStream random);

    /// <summary>The value above which a share of values is, by halving the logarithms between which it lies.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="survival">The share, above 0, 1 at most.</param>
    public virtual double Inverse(double[] p, double survival)
    {
        var (low, high, wanted) = (-60.0, 60.0, Math.Log(survival));
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = LogSurvival(p, Math.Exp(middle)) > wanted ? (middle, high) : (low, middle);
        }

        return Math.Exp((low + high) / 2);
    }

    public abstract double Mean(double[] p);

    /// <summary>Standard deviation over mean; infinite where there is no variance.</summary>
    public abstract double Cv(double[] p);

    /// <summary>Whether a parameter is a share (0 to 1) and not any number above zero.</summary>
    public virtual bool IsShare(int parameter) => false;

    /// <summary>Standard errors on the scale of logarithms (of odds, for a share), by the observed information.</summary>
    public virtual double[] Errors(double[] p, CensoredSample sample)
    {
        const double step = 1e-3;
        var at = p.Select((value, i) => IsShare(i) ? Math.Log(value / (1 - value)) : Math.Log(value)).ToArray();
        double F(int i, double a, int j, double b)
        {
            var moved = (double[])at.Clone();
            moved[i] += a;
            moved[j] += b;
            return LogLikelihood([.. moved.Select((value, k) => IsShare(k) ? 1 / (1 + Math.Exp(-value)) : Math.Exp(value))], sample);
        }

        var information = Matrix<double>.Build.Dense(p.Length, p.Length, (i, j) => -(i == j
            ? F(i, step, i, 0) + F(i, -step, i, 0) - (2 * F(i, 0, i, 0))
            : (F(i, step, j, step) + F(i, -step, j, -step) - F(i, step, j, -step) - F(i, -step, j, step)) / 4) / (step * step));
        if (!(information.Determinant() > 0))
            return [.. p.Select(_ => double.NaN)];
        return [.. information.Inverse().Diagonal().Select(v => v > 0 ? Math.Sqrt(v) : double.NaN)];
    }

    public double LogLikelihood(double[] p, CensoredSample sample)
    {
        var sum = 0.0;
        for (var i = 0; i < sample.Values.Length; i++)
        {
            if (sample.EndedAt[i] > 0)
                sum += sample.EndedAt[i] * LogDensity(p, sample.Values[i]);
            if (sample.CutAt[i] > 0)
                sum += sample.CutAt[i] * LogSurvival(p, sample.Values[i]);
        }

        return sum;
    }

    /// <summary>Where a function of numbers above zero is largest, by Nelder and Mead's simplex on their logarithms.</summary>
    protected static double[] Climb(Func<double[], double> function, double[] start)
    {
        double Down(Vector<double> at) => function(at.Map(Math.Exp).ToArray()) is var value && double.IsFinite(value) ? -value : 1e300;
        var from = Vector<double>.Build.DenseOfEnumerable(start.Select(value => Math.Log(value)));
        var size = Vector<double>.Build.Dense(start.Length, 0.1);
        var found = NelderMeadSimplex.Minimum(ObjectiveFunction.Value(Down), from, size, 1e-9, 2_000);
        return [.. found.MinimizingPoint.Select(Math.Exp)];
    }

    /// <summary>Sum over all values, ended or not.</summary>
    protected static double Sum(CensoredSample sample, Func<double, double> of)
    {
        var sum = 0.0;
        for (var i = 0; i < sample.Values.Length; i++)
            sum += (sample.EndedAt[i] + sample.CutAt[i]) * of(sample.Values[i]);
        return sum;
    }

    /// <summary>Sum over the ended values.</summary>
    protected static double SumOfEnded(CensoredSample sample, Func<double, double> of)
    {
        var sum = 0.0;
        for (var i = 0; i < sample.Values.Length; i++)
            if (sample.EndedAt[i] > 0)
                sum += sample.EndedAt[i] * of(sample.Values[i]);
        return sum;
    }
}
