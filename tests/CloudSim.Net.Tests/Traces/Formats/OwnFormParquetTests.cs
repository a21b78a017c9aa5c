using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;

namespace CloudSim.Net.Tests.Traces.Formats;

public sealed class OwnFormParquetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void Sample_is_read(string form)
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "own", form, $"guests.{form}"));
        Assert.Equal(("4", "3", "1"), (read["rows"], read["guests"], read["not_ended"]));
        Assert.Equal([("web", 0.0, 300.0, 0.5), ("web", 300, 300, 1.5), ("db", 30.5, double.PositiveInfinity, double.NaN),
            ("batch", 60, 120, 0.9)], read.Guests.Select(g => (g.Id, g.Submitted, g.Duration, g.Demand)));
        Assert.Equal([2048, 2048, 8192, double.NaN], read.Guests.Select(g => g.Memory));
    }

    [Theory]
    [InlineData(true, 70_002, 2)]
    [InlineData(false, 70_001, 4)]
    public void Parquet_and_text_hold_the_same(bool hasDemand, int rows, int leftOut)
    {
        using (var text = File.Create(folder.At("a.csv")))
        using (var columns = File.Create(folder.At("b.parquet")))
        {
            using var csv = OwnFormWriter.Csv(text, 100, hasDemand, (64, 1024));
            using var parquet = OwnFormWriter.Parquet(columns, 100, hasDemand, (64, 1024));
            Tell(csv);
            Tell(parquet);
            Assert.Equal(leftOut, csv.Remarks.Where(remark => remark.Contains("left out", StringComparison.Ordinal))
                .Sum(remark => int.Parse(remark.Split(' ')[0])));
            Assert.Equal(csv.Remarks, parquet.Remarks);
        }

        var (a, b) = (new SampleTrace(folder.At("a.csv")), new SampleTrace(folder.At("b.parquet")));
        Assert.Equal(rows, a.Guests.Count);
        Assert.True(a.Guests.SequenceEqual(b.Guests));
        Assert.Equal(new TraceGuest("last", 0.5, double.PositiveInfinity, 32, 512, double.NaN), b.Guests[^1]);
        Assert.Equal(hasDemand ? 6.4 : double.NaN, b.Guests[0].Demand, 1e-12);
    }

    [Fact]
    public void Stream_stays_open()
    {
        using var stream = new MemoryStream();
        using (var writer = OwnFormWriter.Parquet(stream, 0, false, (1, 1)))
            writer.Add(new TraceGuest("a", 0, 1, 1, 1, double.NaN));
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void Fault_is_named_by_its_row()
    {
        using (var columns = File.Create(folder.At("b.parquet")))
        using (var parquet = OwnFormWriter.Parquet(columns, 50, false, (1, 1)))
        {
            parquet.Add(new TraceGuest("a", 60, 1, 1, 1, double.NaN));
            parquet.Add(new TraceGuest("b", 40, 1, 1, 1, double.NaN));
        }

        Assert.Contains("b.parquet:2: submitted is '-10' (a number from 0", SampleTrace.Fault(folder.At("b.parquet")).Message,
            StringComparison.Ordinal);
    }

    private static void Tell(ITraceSink sink)
    {
        sink.Begin(new TraceFormat("x", "y") { Knows = _ => false, Read = _ => { }, IsOfMachines = true });
        for (var i = 0; i < 70_000; i++)
            sink.Add(new TraceGuest($"g{i}", 100 + i, i % 7, 0.25, i % 3 == 0 ? double.NaN : 0.125, double.NaN));
        sink.Add(new TraceGuest("last", 100.5, double.PositiveInfinity, 0.5, 0.5, double.NaN));
        sink.Add(new TraceGuest("of unknown length", 100, double.NaN, 0.5, 0.5, double.NaN));
        sink.Add(new TraceDemand("g0", 100, 300, 0.1));
        sink.Add(new TraceDemand("g0", 400, 300, double.NaN, 0.5));
        sink.Add(new TraceDemand("nobody", 100, 300, 0.1));
    }
}
