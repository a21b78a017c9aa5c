namespace CloudSim.Net.Traces.Fitting;

/// <summary>A family of laws that can be fitted to values above zero.</summary>
public enum LawKind
{
    /// <summary>Exponential: <c>mean</c>.</summary>
    Exponential,

    /// <summary>Weibull: <c>shape</c>, <c>scale</c>.</summary>
    Weibull,

    /// <summary>Log-normal: <c>median</c>, and <c>sigma</c>, the standard deviation of the logarithm.</summary>
    LogNormal,

    /// <summary>Gamma: <c>shape</c>, <c>scale</c>; the mean is their product.</summary>
    Gamma,

    /// <summary>Hyper-exponential of two phases: <c>share</c> of the first, <c>mean_1</c> (the shorter), <c>mean_2</c>.</summary>
    HyperExponential,

    /// <summary>Pareto: <c>scale</c>, the least value, and <c>shape</c>, the power with which the tail falls.</summary>
    Pareto,

    /// <summary>Beta, of values between 0 and 1: <c>alpha</c>, <c>beta</c>.</summary>
    Beta,
}
