namespace CloudSim.Net.Calibration;

/// <summary>A number was set to a value with which something cannot be made.</summary>
public sealed class ParameterException : ArgumentException
{
    internal ParameterException(Parameter parameter, Exception reason)
        : base($"{parameter.Sheet}.{parameter.Name}={parameter.Text}: {reason.Message}", reason) => Parameter = parameter;

    /// <summary>The number.</summary>
    public Parameter Parameter { get; }
}
