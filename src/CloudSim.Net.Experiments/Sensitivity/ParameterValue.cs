namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>A value within the range of a number.</summary>
/// <param name="Range">The number and its range.</param>
/// <param name="Value">What it is set to, in its unit.</param>
public readonly record struct ParameterValue(ParameterRange Range, double Value)
{
    /// <summary>Name and value as <c>--set</c> takes them, for instance <c>Firecracker.vmm_start=7ms</c>.</summary>
    public override string ToString() => $"{Range.Name}={Text}";

    internal string Text => (Range.Parameter with { Value = Value }).Text;

    /// <summary>The value at this share of the way from the number's own (0) to this one (1).</summary>
    internal ParameterValue Part(double share) =>
        this with { Value = Range.Held(Range.Parameter.Value + share * (Value - Range.Parameter.Value)) };
}
