using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;
using CsCheck;

namespace CloudSim.Net.Tests.Traces;

/// <summary>A trace that is written in the project's own form and read again tells of the same guests and what they use.</summary>
public sealed class ConversionTests : IDisposable
{
    private static readonly string Samples = Path.Combine(Repository.Root, "experiments", "samples", "traces");

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Traces =>
        [.. from trace in new TraceFiles(Samples, TraceFormats.All).Traces
            where !trace.Format.StartsWith("azure-functions", StringComparison.Ordinal)
            from form in new[] { "csv", "parquet" }
            select (trace.Format, trace.Folder, form)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_sample_that_is_converted_is_the_same(string format, string place, string form)
    {
        var (files, trace) = (new TraceFiles(Samples, TraceFormats.All), (format, place));
        var (before, load) = (new TracedSetBuilder(), new TraceLoad());
        Assert.NotEmpty(files.Read(before, trace: trace).ToList());
        Assert.NotEmpty(files.Read(load, trace: trace).ToList());
        if (before.IsEmpty)
            return;
        var remarks = Write(form, load, writer => Assert.NotEmpty(files.Read(writer, trace: trace).ToList()));
        var (a, after) = (before.Build("a"), TracedSet.Read(new TraceFiles(folder.At($"guests.{form}"), TraceFormats.All)));
        Same(a, after, lives: !remarks.Any(remark => remark.Contains("beyond their guest's life", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_guests_are_told_to_use_in_any_order_is_kept()
    {
        var demand = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[1, 3], Gen.Double[0, 4]);
        var guests = Gen.Select(Gen.Double[0, 3], Gen.OneOf(Gen.Double[10, 20], Gen.Const(double.PositiveInfinity))).Array[3];
        Gen.Select(guests, demand.Array[0, 12], Gen.Double[-1e6, 1e6]).Sample((lives, rows, zero) =>
        {
            // No two rows of one guest at once: which of them counts is not said by the rows.
            var apart = rows.Where((row, i) => !rows.Take(i).Any(other => other.Item1 == row.Item1
                && other.Item2 < row.Item2 + row.Item3 && row.Item2 < other.Item2 + other.Item3)).ToList();
            var (before, load) = (new TracedSetBuilder(), new TraceLoad());
            Tell(before);
            Tell(load);
            Write("csv", load, Tell);
            Same(before.Build("a"), TracedSet.Read(new TraceFiles(folder.At("guests.csv"), TraceFormats.All)), lives: true);

            void Tell(ITraceSink sink)
            {
                sink.Begin(new TraceFormat("x", "y") { Knows = _ => false, Read = _ => { } });
                foreach (var (i, (begin, length)) in lives.Index())
                    sink.Add(new TraceGuest($"g{i}", zero + begin, length, 2, 512, double.NaN));
                foreach (var (guest, time, length, cpus) in apart)
                    sink.Add(new TraceDemand($"g{guest}", zero + 3 + (time / 2.0), length / 2.0, cpus));
            }
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void A_gap_is_of_unknown_demand_and_counts_in_what_is_asked_for()
    {
        Write("csv", null, writer =>
        {
            writer.Begin(new TraceFormat("x", "y") { Knows = _ => false, Read = _ => { } });
            writer.Add(new TraceGuest("a", 10, 100, 2, 512, double.NaN));
            writer.Add(new TraceDemand("a", 40, 10, 0.5));
            writer.Add(new TraceDemand("a", 20, 10, 1));
            writer.Add(new TraceDemand("a", 30, 10, 1.5));
        });
        Assert.Equal(["a,30,10,2,512,0.5", "a,10,10,2,512,1", "a,20,10,2,512,1.5", "a,0,10,2,512,", "a,40,60,2,512,"],
            File.ReadAllLines(folder.At("guests.csv")).Skip(1));
        var load = new TraceLoad();
        Assert.Single(new TraceFiles(folder.At("guests.csv"), TraceFormats.All).Read(load).ToList());
        Assert.Equal((2.0, 0.5, 200), (load.Asked.Mean(), load.UsedShare, load.Asked.Mean() * load.Asked.Last), Close);
    }

    private static bool Close((double A, double B, double C) a, (double A, double B, double C) b) =>
        Math.Abs(a.A - b.A) + Math.Abs(a.B - b.B) + Math.Abs(a.C - b.C) < 1e-9;

    private IReadOnlyList<string> Write(string form, TraceLoad? load, Action<OwnFormWriter> tell)
    {
        var zero = load is null ? 10 : new[] { load.Running, load.Asked, load.Used }.Where(c => !double.IsNaN(c.First)).Min(c => c.First);
        using var stream = File.Create(folder.At($"guests.{form}"));
        using var writer = form == "csv" ? OwnFormWriter.Csv(stream, zero, load is not { Demands: 0 }, (1, 1))
            : OwnFormWriter.Parquet(stream, zero, load is not { Demands: 0 }, (1, 1));
        tell(writer);
        return writer.Remarks;
    }

    private static void Same(TracedSet a, TracedSet b, bool lives)
    {
        Assert.Equal(a.Guests.Select(guest => guest.Id).Order(StringComparer.Ordinal),
            b.Guests.Select(guest => guest.Id).Order(StringComparer.Ordinal));
        var other = b.Guests.ToDictionary(guest => guest.Id);
        foreach (var guest in a.Guests)
        {
            var again = other[guest.Id];
            Near(guest.Cpus, again.Cpus);
            Near(guest.Memory, again.Memory);
            if (!lives)
                continue;
            Near(guest.Begin, again.Begin);
            Near(guest.End, again.End);
            Near(guest.Work, again.Work);
            var times = Enumerable.Range(0, guest.Changes).Select(i => guest.Change(i).Time + 1e-3);
            foreach (var time in times.Where(time => time < guest.End))
                Assert.Equal(guest.UseAt(time), again.UseAt(time), 1e-6 * (1 + guest.Cpus));
        }
    }

    // To 1e-9 of the number, or a microsecond of a time.
    private static void Near(double a, double b) =>
        Assert.True(double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) <= Math.Max(1e-9 * Math.Abs(a), 2e-6), $"{a:R} became {b:R}");
}
