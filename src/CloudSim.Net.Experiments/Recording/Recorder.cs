using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Statistics;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>What one trial records while it runs.</summary>
internal sealed class Recorder
{
    private readonly List<TimeSeries> series = [];
    private readonly List<(string Name, EventLog Log)> logs = [];
    private readonly Dictionary<string, Histogram> histograms = [];
    private readonly List<SeriesFiles> files = [];

    public void Add(TimeSeries one) => series.Add(one);

    public void Add(Func<string, SeriesFiles> make) => files.Add(make(files.Count == 0 ? "" : $"-{files.Count + 1}"));

    public void Add(string name, EventLog log) => logs.Add((name, log));

    public Histogram Histogram(string name)
    {
        if (!histograms.TryGetValue(name, out var histogram))
            histograms.Add(name, histogram = new());
        return histogram;
    }

    /// <summary>All of it at the end of the trial; null if it has recorded nothing.</summary>
    public Recorded? Finish()
    {
        files.ForEach(one => one.Finish());
        return series.Count + logs.Count + histograms.Count + files.Count == 0 ? null : All();
    }

    /// <summary>Closes what is open: at the end of the trial, also of one that failed.</summary>
    public void Close() => files.ForEach(one => one.Abandon());

    private Recorded All() => new(
        [.. Named(series.Select(s => s.Entity)).Zip(series).SelectMany(s => s.Second.Samples.Select(x => x with { Entity = s.First }))],
        [.. Named(logs.Select(l => l.Name)).Zip(logs).Select(l => new GuestLog(l.First, [.. l.Second.Log.Lines], l.Second.Log.Dropped))],
        [.. histograms.SelectMany(h => h.Value.Buckets.Select(b => new CountedBucket(h.Key, b.From, b.To, b.Count)))],
        [.. files.SelectMany(one => one.Names)]);

    // Two of one name (guests of two hosts, say) are told apart.
    private static IEnumerable<string> Named(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var own = name;
            for (var i = 2; !seen.Add(own); i++)
                own = $"{name} ({i})";
            yield return own;
        }
    }
}
