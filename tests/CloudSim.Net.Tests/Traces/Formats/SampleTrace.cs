using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;

namespace CloudSim.Net.Tests.Traces.Formats;

/// <summary>A trace that was read, and what was told of it.</summary>
internal sealed class SampleTrace : ITraceSink
{
    private readonly List<TraceReading> readings;

    public SampleTrace(string path, bool skipBad = false) =>
        readings = [.. new TraceFiles(path, TraceFormats.All).Read(this, skipBad)];

    public static string Samples => Path.Combine(Repository.Root, "experiments", "samples", "traces");

    public static string Data => Path.Combine(Repository.Root, "..", "shared", "data");

    public List<TraceGuest> Guests { get; } = [];

    public List<TraceDemand> Demands { get; } = [];

    public IReadOnlyList<TraceReading> Readings => readings;

    public IEnumerable<string> Remarks => readings.SelectMany(reading => reading.Remarks);

    public string this[string quantity] => readings.SelectMany(reading => reading.Figures).Single(f => f.Quantity == quantity).Value;

    public string Of(string file, string quantity) =>
        readings.SelectMany(reading => reading.Figures).Single(f => f.File == file && f.Quantity == quantity).Value;

    public static InputException Fault(string path) => Assert.Throws<InputException>(() => new SampleTrace(path));

    public void Begin(TraceFormat format)
    {
    }

    public void Add(in TraceGuest guest) => Guests.Add(guest);

    public void Add(in TraceDemand demand) => Demands.Add(demand);

    public void Add(double time, double length, long events) => Assert.Fail("no format of these tells of events");
}
