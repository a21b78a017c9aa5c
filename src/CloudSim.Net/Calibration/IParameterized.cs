namespace CloudSim.Net.Calibration;

/// <summary>Something that was made of <see cref="Parameters"/>.</summary>
public interface IParameterized
{
    /// <summary>Every number that it was made of.</summary>
    IReadOnlyList<Parameter> Uses { get; }
}
