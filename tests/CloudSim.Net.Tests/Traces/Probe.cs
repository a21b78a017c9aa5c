using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;

namespace CloudSim.Net.Tests.Traces;

/// <summary>What a reader tells and reports of a file or folder.</summary>
internal sealed class Probe : ITraceSink
{
    public List<TraceGuest> Guests { get; } = [];

    public List<TraceDemand> Demands { get; } = [];

    public List<(double Time, double Length, long Events)> Events { get; } = [];

    public List<TraceReading> Readings { get; } = [];

    /// <summary>The figures of all files, those of the last one where two are called the same.</summary>
    public Dictionary<string, string> Figures { get; } = [];

    public IEnumerable<string> Remarks => Readings.SelectMany(reading => reading.Remarks);

    public static Probe Of(string path, bool skipBad = false)
    {
        var probe = new Probe();
        foreach (var reading in new TraceFiles(path, TraceFormats.All).Read(probe, skipBad))
        {
            probe.Readings.Add(reading);
            foreach (var figure in reading.Figures)
                probe.Figures[figure.Quantity] = figure.Value;
        }

        return probe;
    }

    /// <summary>Reads a text as a file of that name in a folder of its own.</summary>
    public static Probe Text(string name, string text, bool skipBad = false)
    {
        using var folder = new Experiments.TemporaryFolder();
        File.WriteAllText(folder.At(name), text);
        return Of(folder.At(name), skipBad);
    }

    /// <summary>What is wrong with a text: <c>line: what (what would be right)</c>, without the file's name.</summary>
    public static string Wrong(string name, string text)
    {
        using var folder = new Experiments.TemporaryFolder();
        File.WriteAllText(folder.At(name), text);
        var message = Wrong(folder.At(name));
        Assert.StartsWith(folder.At(name) + ":", message);
        return message[(folder.At(name).Length + 1)..].Trim();
    }

    public static string Wrong(string path) => Assert.Throws<InputException>(() => Of(path)).Message;

    /// <summary>Checks figures, written <c>name=value</c>.</summary>
    public void Has(params string[] figures) =>
        Assert.Equal(figures, figures.Select(f => f.LastIndexOf('=') is var at && Figures.TryGetValue(f[..at], out var value)
            ? $"{f[..at]}={value}" : $"{f[..at]} is missing"));

    public void Begin(TraceFormat format)
    {
    }

    public void Add(in TraceGuest guest) => Guests.Add(guest);

    public void Add(in TraceDemand demand) => Demands.Add(demand);

    public void Add(double time, double length, long events) => Events.Add((time, length, events));
}
