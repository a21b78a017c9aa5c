namespace CloudSim.Net.Traces.Fitting;

/// <summary>A parameter that was estimated by maximum likelihood.</summary>
/// <param name="Name">Its name, as <see cref="LawKind"/> has it.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">By the observed information (second derivatives of the log-likelihood); NaN where it is not regular.</param>
/// <param name="Low">Begin of the 95 % interval, even on the scale of the logarithm (of a share: of its odds); NaN as before.</param>
/// <param name="High">End of the interval.</param>
public sealed record FittedParameter(string Name, double Value, double StandardError, double Low, double High);
