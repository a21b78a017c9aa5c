using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>Limits of <c>io.max</c>; null = none.</summary>
/// <param name="ReadBytes">rbps.</param>
/// <param name="WriteBytes">wbps.</param>
/// <param name="ReadOperations">riops.</param>
/// <param name="WriteOperations">wiops.</param>
public sealed record IoLimit(Bandwidth? ReadBytes = null, Bandwidth? WriteBytes = null, Frequency? ReadOperations = null,
    Frequency? WriteOperations = null)
{
    internal bool Binds(bool write) =>
        write ? WriteBytes is not null || WriteOperations is not null : ReadBytes is not null || ReadOperations is not null;

    internal double BytesPerSecond(bool write) => (write ? WriteBytes : ReadBytes)?.BytesPerSecond ?? double.PositiveInfinity;

    internal double OperationsPerSecond(bool write) => (write ? WriteOperations : ReadOperations)?.Hertz ?? double.PositiveInfinity;
}
