namespace CloudSim.Net.Calibration;

/// <summary>A number was set to a value with which something cannot be made.</summary>
public sealed class ParameterException : InputException
{
    internal ParameterException(Parameter parameter, Exception reason)
        : base($"{parameter.Sheet}.{parameter.Name}", null, $"{parameter.Text} cannot be", Reason(reason), reason) => Parameter = parameter;

    /// <summary>The number.</summary>
    public Parameter Parameter { get; }

    // Without what an ArgumentException says of the argument.
    private static string Reason(Exception reason)
    {
        var line = reason.Message.Split('\n', '\r')[0];
        var at = line.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return at < 0 ? line : line[..at];
    }
}
