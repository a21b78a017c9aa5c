using System.Runtime.InteropServices;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Samples of many series, each in the order of its rows: the steps between them, and how long each sample holds, which is until the
/// next one of its series. The last one, and one after which time goes back, hold as long as samples usually do. Only the last sample
/// of each series is kept.
/// </summary>
/// <param name="usual">Seconds that samples are usually apart.</param>
/// <param name="sink">Who is told of demands; null for nobody.</param>
internal sealed class SeriesSteps(double usual, ITraceSink? sink = null)
{
    private readonly Dictionary<string, Last> series = new(StringComparer.Ordinal);

    /// <summary>Series.</summary>
    public int Count => series.Count;

    /// <summary>The least step; NaN of none.</summary>
    public double Least { get; private set; } = double.NaN;

    /// <summary>The longest step; NaN of none.</summary>
    public double Longest { get; private set; } = double.NaN;

    /// <summary>Steps that are not as usual.</summary>
    public long Unusual { get; private set; }

    /// <summary>Steps that are longer than usual.</summary>
    public long Gaps { get; private set; }

    /// <summary>Steps of no length.</summary>
    public long Zero { get; private set; }

    /// <summary>Steps that go back.</summary>
    public long Earlier { get; private set; }

    /// <summary>Takes a sample; without CPUs and share its use is unknown, and nobody is told.</summary>
    public void Add(string id, double time, double cpus = double.NaN, double share = double.NaN)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(series, id, out var isKnown);
        if (isKnown)
        {
            var step = time - last.Time;
            (Least, Longest) = (double.IsNaN(Least) ? step : Math.Min(Least, step), double.IsNaN(Longest) ? step : Math.Max(Longest, step));
            Unusual += step != usual ? 1 : 0;
            Gaps += step > usual ? 1 : 0;
            Zero += step == 0 ? 1 : 0;
            Earlier += step < 0 ? 1 : 0;
            if (step != 0)
                Tell(id, last, step > 0 ? step : usual);
        }

        last = new(time, cpus, share, last.Samples + 1);
    }

    /// <summary>Tells of the last sample of each series.</summary>
    public void End()
    {
        foreach (var (id, last) in series)
            Tell(id, last, usual);
    }

    /// <summary>Reports series, samples and steps.</summary>
    public void Report(TraceReading reading)
    {
        var name = FormattableString.Invariant($"{usual}");
        reading.Figure("series", Count);
        reading.Figure("samples_per_series.min", Count > 0 ? series.Values.Min(last => last.Samples) : 0);
        reading.Figure("samples_per_series.max", Count > 0 ? series.Values.Max(last => last.Samples) : 0);
        reading.Figure("rows_earlier_than_the_one_before_in_series", Earlier);
        reading.Figure("step.min", Least, "s");
        reading.Figure("step.max", Longest, "s");
        reading.Figure($"steps_not_{name}", Unusual);
        reading.Figure("steps_zero_(duplicate_time)", Zero);
        reading.Figure($"gaps_longer_than_{name}", Gaps);
        if (Gaps > 0)
            reading.Remark($"{Gaps} steps are longer than {name} s: a sample holds until the next one");
    }

    private void Tell(string id, in Last last, double length)
    {
        if (!double.IsNaN(last.Cpus) || !double.IsNaN(last.Share))
            sink?.Add(new TraceDemand(id, last.Time, length, last.Cpus, last.Share));
    }

    private readonly record struct Last(double Time, double Cpus, double Share, long Samples);
}
