using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>Limits of <c>io.max</c>; null = none.</summary>
/// <param name="ReadBytes">rbps.</param>
/// <param name="WriteBytes">wbps.</param>
/// <param name="ReadOperations">riops.</param>
/// <param name="WriteOperations">wiops.</param>
public sealed record IoLimit(Bandwidth? ReadBytes = null, Bandwidth? WriteBytes = null, Frequency? ReadOperations = null, Frequency? WriteOperations = null)
{
    /// <summary>How long one request of this size keeps the next of its direction waiting.</summary>
    internal TimeSpan Spacing(Bytes size, bool write)
    {
        var bytes = write ? WriteBytes : ReadBytes;
        var operations = write ? WriteOperations : ReadOperations;
        var one = bytes is { } b ? size / b : TimeSpan.Zero;
        var other = operations?.Period ?? TimeSpan.Zero;
        return one > other ? one : other;
    }
}
