using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Running;

/// <summary>Numbers that trials have read since somebody last asked: a log of outcomes keeps them for the manifest of a later
/// run.</summary>
internal sealed class NotedReads(Parameters parameters)
{
    private readonly object gate = new();
    private readonly HashSet<string> known = Names(parameters);
    private int seen = parameters.Reads;

    /// <summary>Their names, each once.</summary>
    public IReadOnlyList<string> New()
    {
        lock (gate)
        {
            var reads = parameters.Reads;
            if (reads == seen)
                return [];
            seen = reads;
            return [.. Names(parameters).Where(known.Add).Order(StringComparer.Ordinal)];
        }
    }

    private static HashSet<string> Names(Parameters parameters) =>
        parameters.Uses.Select(p => $"{p.Sheet}.{p.Name}").ToHashSet(StringComparer.Ordinal);
}
