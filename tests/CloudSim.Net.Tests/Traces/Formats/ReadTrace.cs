using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;

namespace CloudSim.Net.Tests.Traces.Formats;

/// <summary>A trace as it was read, and what was told of it.</summary>
internal sealed class ReadTrace : ITraceSink
{
    private ReadTrace(TraceFiles files, bool skipBad) => Readings = [.. files.Read(this, skipBad)];

    public IReadOnlyList<TraceReading> Readings { get; }

    public List<TraceGuest> Guests { get; } = [];

    public List<TraceDemand> Demands { get; } = [];

    public TraceReading Only => Assert.Single(Readings);

    public IEnumerable<string> Remarks => Readings.SelectMany(reading => reading.Remarks);

    /// <summary>The only figure of this name, with its unit.</summary>
    public string this[string quantity]
    {
        get
        {
            var figure = Assert.Single(Readings.SelectMany(reading => reading.Figures), f => f.Quantity == quantity);
            return $"{figure.Value} {figure.Unit}".TrimEnd();
        }
    }

    public static ReadTrace At(string path, bool skipBad = false) => new(new TraceFiles(path, TraceFormats.All), skipBad);

    /// <summary>A file of this text.</summary>
    public static ReadTrace Of(string name, string text, bool skipBad = false)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At(name), text);
        return At(folder.At(name), skipBad);
    }

    /// <summary>What is wrong with a file of this text, without its path.</summary>
    public static string Fault(string name, string text)
    {
        var thrown = Assert.Throws<InputException>(() => Of(name, text));
        Assert.Equal(name, Path.GetFileName(thrown.File));
        return $"{thrown.Line}: {thrown.What} ({thrown.Right})";
    }

    public void Begin(TraceFormat format)
    {
    }

    public void Add(in TraceGuest guest) => Guests.Add(guest);

    public void Add(in TraceDemand demand) => Demands.Add(demand);

    public void Add(double time, double length, long events) => Assert.Fail("no events are expected");
}
