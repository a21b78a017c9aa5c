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

    /// <summary>How much or how often: 0 or more, and finite.</summary>
    public static double Amount(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is not negative");

    /// <summary>Cycles that something takes: 0 or more, and finite.</summary>
    public static Cycles Amount(Cycles value, [CallerMemberName] string name = "") =>
        value.Count >= 0 && double.IsFinite(value.Count) ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is not negative");

    /// <summary>Power that something draws: 0 or more, and finite.</summary>
    public static Watts Amount(Watts value, [CallerMemberName] string name = "") => new(Amount(value.Value, name));

    /// <summary>What something is divided by: more than 0, and finite.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is positive");

    /// <summary>Cycles that something is divided by: more than 0, and finite.</summary>
    public static Cycles Positive(Cycles value, [CallerMemberName] string name = "") => new(Positive(value.Count, name));

    /// <summary>A part of a whole: 0 to 1.</summary>
    public static double Share(double value, [CallerMemberName] string name = "") => Between(value, 0, 1, name);

    /// <summary>What must be given.</summary>
    /// <exception cref="ArgumentNullException">It is not.</exception>
    public static T NotNull<T>(T value, [CallerMemberName] string name = "") where T : class =>
        value ?? throw new ArgumentNullException(name);

    /// <summary>Memory or data of one machine: none to what x86 can address.</summary>
    public static Bytes Memory(Bytes value, [CallerMemberName] string name = "") =>
        value >= Bytes.Zero && value <= MostMemory ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is 0 B to {MostMemory}");

    /// <summary>Memory or data that something is done with at a time: more than none.</summary>
    public static Bytes SomeMemory(Bytes value, [CallerMemberName] string name = "") =>
        value > Bytes.Zero ? Memory(value, name) : throw new ArgumentOutOfRangeException(name, value, $"{name} is 1 B to {MostMemory}");

    /// <summary>Time that passes: none or more.</summary>
    public static TimeSpan Time(TimeSpan value, [CallerMemberName] string name = "") =>
        value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is not negative");

    /// <summary>Time that something is divided by or that somebody waits for: more than none.</summary>
    public static TimeSpan Length(TimeSpan value, [CallerMemberName] string name = "") =>
        value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is positive");

    /// <summary>A rate at which something moves: more than 0, and finite.</summary>
    public static Bandwidth Rate(Bandwidth value, [CallerMemberName] string name = "") => new(Positive(value.BytesPerSecond, name));

    /// <summary>A clock: more than 0, and finite.</summary>
    public static Frequency Rate(Frequency value, [CallerMemberName] string name = "") => new(Positive(value.Hertz, name));

    /// <summary>Rates, at least one, each 0 or more and finite.</summary>
    public static IReadOnlyList<double> Rates(IReadOnlyList<double> value, [CallerMemberName] string name = "")
    {
        if (NotNull(value, name).Count == 0)
            throw new ArgumentException($"{name} is empty", name);
        foreach (var rate in value)
            Amount(rate, name);
        return value;
    }

    /// <summary>Counts by name, each 0 or more.</summary>
    public static IReadOnlyDictionary<TKey, T> Counts<TKey, T>(IReadOnlyDictionary<TKey, T> value, [CallerMemberName] string name = "")
        where TKey : notnull where T : INumber<T>
    {
        foreach (var (what, count) in NotNull(value, name))
            if (count < T.Zero)
                throw new ArgumentOutOfRangeException(name, count, $"{name} of {what} is not negative");
        return value;
    }
}
