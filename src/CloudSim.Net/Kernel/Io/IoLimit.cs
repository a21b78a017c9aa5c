using System.Runtime.CompilerServices;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>Limits of <c>io.max</c>, each positive; null = none.</summary>
/// <param name="ReadBytes">rbps.</param>
/// <param name="WriteBytes">wbps.</param>
/// <param name="ReadOperations">riops.</param>
/// <param name="WriteOperations">wiops.</param>
/// <exception cref="ArgumentOutOfRangeException">A rate is not positive, or no number.</exception>
public sealed record IoLimit(Bandwidth? ReadBytes = null, Bandwidth? WriteBytes = null, Frequency? ReadOperations = null,
    Frequency? WriteOperations = null)
{
    /// <summary>rbps.</summary>
    public Bandwidth? ReadBytes { get; init => field = Rate(value); } = Rate(ReadBytes, nameof(ReadBytes));

    /// <summary>wbps.</summary>
    public Bandwidth? WriteBytes { get; init => field = Rate(value); } = Rate(WriteBytes, nameof(WriteBytes));

    /// <summary>riops.</summary>
    public Frequency? ReadOperations { get; init => field = Rate(value); } = Rate(ReadOperations, nameof(ReadOperations));

    /// <summary>wiops.</summary>
    public Frequency? WriteOperations { get; init => field = Rate(value); } = Rate(WriteOperations, nameof(WriteOperations));

    internal bool Binds(bool write) =>
        write ? WriteBytes is not null || WriteOperations is not null : ReadBytes is not null || ReadOperations is not null;

    internal double BytesPerSecond(bool write) => (write ? WriteBytes : ReadBytes)?.BytesPerSecond ?? double.PositiveInfinity;

    internal double OperationsPerSecond(bool write) => (write ? WriteOperations : ReadOperations)?.Hertz ?? double.PositiveInfinity;

    private static Bandwidth? Rate(Bandwidth? value, [CallerMemberName] string name = "") =>
        value is { } rate ? Check.Rate(rate, name) : null;

    private static Frequency? Rate(Frequency? value, [CallerMemberName] string name = "") =>
        value is { } rate ? Check.Rate(rate, name) : null;
}
