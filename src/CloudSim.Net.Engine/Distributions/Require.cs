namespace CloudSim.Net.Engine;

/// <summary>Checks of parameters.</summary>
internal static class Require
{
    public static double Positive(double value, string name) =>
        value > 0 ? value : throw new ArgumentException($"{name} must be positive ({value}).", name);

    public static double NotNegative(double value, string name) =>
        value >= 0 ? value : throw new ArgumentException($"{name} must not be negative ({value}).", name);

    public static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero ? value : throw new ArgumentException($"{name} must be positive ({value}).", name);

    public static TimeSpan NotNegative(TimeSpan value, string name) =>
        value >= TimeSpan.Zero ? value : throw new ArgumentException($"{name} must not be negative ({value}).", name);

    public static void Ordered<T>(T lower, T upper, string name)
        where T : IComparable<T>
    {
        if (lower.CompareTo(upper) > 0)
            throw new ArgumentException($"The lower bound ({lower}) must not be above the upper ({upper}).", name);
    }

    public static void Below<T>(T lower, T upper, string name)
        where T : IComparable<T>
    {
        if (lower.CompareTo(upper) >= 0)
            throw new ArgumentException($"The lower bound ({lower}) must be below the upper ({upper}).", name);
    }
}
