namespace CloudSim.Net.Calibration;

/// <summary>A quantity with the parameter that it was read from, so that every result can be traced to its source.</summary>
/// <param name="Value">The quantity, in its own type.</param>
/// <param name="Parameter">The number as written, with source, place and note.</param>
public readonly record struct Measured<T>(T Value, Parameter Parameter)
{
    /// <summary>The quantity alone.</summary>
    public static implicit operator T(Measured<T> measured) => measured.Value;

    /// <summary>The value and its source, for instance <c>784 cycles [agesen2012]</c>.</summary>
    public override string ToString() => $"{Value} [{Parameter.Source.Id}]";
}
