namespace CloudSim.Net.Engine;

/// <summary>Short names of the distributions, for <c>using static</c>.</summary>
public static class Distributions
{
    /// <summary>The Cauchy distribution.</summary>
    public static Cauchy CAUCHY(double x0, double gamma) => new(x0, gamma);

    /// <summary>The Cauchy distribution of durations; the scale is in seconds.</summary>
    public static CauchyTime CAUCHY(TimeSpan x0, double gamma) => new(x0, gamma);

    /// <summary>Always the same value.</summary>
    public static Constant<T> CONST<T>(T value) => new(value);

    /// <summary>The Erlang distribution of so many stages with this rate.</summary>
    public static Erlang ERL(int k, double lambda) => new(k, lambda);

    /// <summary>The Erlang distribution of durations: see <see cref="ErlangTime"/> for the rate.</summary>
    public static ErlangTime ERL(int k, TimeSpan lambda) => new(k, lambda);

    /// <summary>The exponential distribution with this mean.</summary>
    public static Exponential EXP(double mean) => new(mean);

    /// <summary>The exponential distribution of durations with this mean.</summary>
    public static ExponentialTime EXP(TimeSpan mean) => new(mean);

    /// <summary>The log-normal distribution with this mean and standard deviation of the logarithm.</summary>
    public static LogNormal LNORM(double mu, double sigma) => new(new Normal(mu, sigma));

    /// <summary>The log-normal distribution of durations with this mean and standard deviation of the logarithm of the seconds.</summary>
    public static LogNormalTime LNORM(TimeSpan mu, TimeSpan sigma) => new(new NormalTime(mu, sigma));

    /// <summary>The log-normal distribution with this mean and standard deviation of the values themselves.</summary>
    public static LogNormal LNORM2(double mean, double stddev) => new(mean, stddev);

    /// <summary>The log-normal distribution of durations with this mean and standard deviation of the durations themselves.</summary>
    public static LogNormalTime LNORM2(TimeSpan mean, TimeSpan stddev) => new(mean, stddev);

    /// <summary>The normal distribution.</summary>
    public static Normal N(double mu, double sigma) => new(mu, sigma);

    /// <summary>The normal distribution of durations.</summary>
    public static NormalTime N(TimeSpan mu, TimeSpan sigma) => new(mu, sigma);

    /// <summary>What is below zero of a distribution.</summary>
    public static BoundedContinuous NEG(IDistribution<double> dist, int ntries = 100) =>
        new(dist, upper: 0, ntries: ntries, excludeUpper: true);

    /// <summary>What is below zero of a distribution.</summary>
    public static BoundedDiscrete NEG(IDistribution<int> dist, int ntries = 100) => new(dist, upper: 0, ntries: ntries, excludeUpper: true);

    /// <summary>What is below zero of a distribution.</summary>
    public static BoundedTime NEG(IDistribution<TimeSpan> dist, int ntries = 100) =>
        new(dist, upper: TimeSpan.Zero, ntries: ntries, excludeUpper: true);

    /// <summary>What is above zero of a distribution.</summary>
    public static BoundedContinuous POS(IDistribution<double> dist, int ntries = 100) =>
        new(dist, lower: 0, ntries: ntries, excludeLower: true);

    /// <summary>What is above zero of a distribution.</summary>
    public static BoundedDiscrete POS(IDistribution<int> dist, int ntries = 100) => new(dist, lower: 0, ntries: ntries, excludeLower: true);

    /// <summary>What is above zero of a distribution.</summary>
    public static BoundedTime POS(IDistribution<TimeSpan> dist, int ntries = 100) =>
        new(dist, lower: TimeSpan.Zero, ntries: ntries, excludeLower: true);

    /// <summary>The triangular distribution with its mode in the middle.</summary>
    public static Triangular TRI(double lower, double upper) => new(lower, upper);

    /// <summary>The triangular distribution of durations with its mode in the middle.</summary>
    public static TriangularTime TRI(TimeSpan lower, TimeSpan upper) => new(lower, upper);

    /// <summary>The triangular distribution.</summary>
    public static Triangular TRI(double lower, double upper, double mode) => new(lower, upper, mode);

    /// <summary>The triangular distribution of durations.</summary>
    public static TriangularTime TRI(TimeSpan lower, TimeSpan upper, TimeSpan mode) => new(lower, upper, mode);

    /// <summary>The uniform distribution.</summary>
    public static Uniform UNIF(double lower, double upper) => new(lower, upper);

    /// <summary>The uniform distribution of durations.</summary>
    public static UniformTime UNIF(TimeSpan lower, TimeSpan upper) => new(lower, upper);

    /// <summary>The Weibull distribution with this shape and scale.</summary>
    public static Weibull WEI(double alpha, double beta) => new(alpha, beta);
}
