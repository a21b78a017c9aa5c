using System.Numerics;
using System.Runtime.CompilerServices;

namespace CloudSim.Net.Units;

/// <summary>Bounds of what a public record may be given, for its initializers and its <c>init</c> accessors alike.</summary>
internal static class Check
{
    /// <summary>The most memory that x86 can address: 52 bits of physical address.</summary>
    public static Bytes MostMemory { get; } = new(1L << 52);

    /// <summary>A value from the least to the most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside, or not a number.</exception>
    public static T Between<T>(T value, T least, T most, [CallerMemberName] string name = "") where T : INumber<T> =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {least} to {most}");

    /// <summary>A count of things, possibly none.</summary>
    public static int Count(int value, [CallerMemberName] string name = "") => Between(value, 0, int.MaxValue, name);

    /// <summary>Memory or data of one machine: none to what x86 can address.</summary>
    public static Bytes Memory(Bytes value, [CallerMemberName] string name = "") =>
        value >= Bytes.Zero && value <= MostMemory ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is 0 B to {MostMemory}");

    /// <summary>Time that passes: none or more.</summary>
    public static TimeSpan Time(TimeSpan value, [CallerMemberName] string name = "") =>
        value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is not negative");

    /// <summary>A rate at which something moves.</summary>
    public static Bandwidth Rate(Bandwidth value, [CallerMemberName] string name = "") =>
        value.BytesPerSecond > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is positive");

    /// <summary>Counts by name, each 0 or more.</summary>
    public static IReadOnlyDictionary<TKey, T> Counts<TKey, T>(IReadOnlyDictionary<TKey, T> value, [CallerMemberName] string name = "")
        where TKey : notnull where T : INumber<T>
    {
        foreach (var (what, count) in value)
            if (count < T.Zero)
                throw new ArgumentOutOfRangeException(name, count, $"{name} of {what} is not negative");
        return value;
    }
}
