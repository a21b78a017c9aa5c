namespace CloudSim.Net.Engine;

/// <summary>Always the same value.</summary>
/// <typeparam name="T">What is drawn.</typeparam>
public class Constant<T> : Distribution<T>
{
    private readonly T value;

    /// <summary>Always this value.</summary>
    public Constant(T value) => this.value = value;

    /// <inheritdoc/>
    public override T Sample(IRandom random) => value;
}
