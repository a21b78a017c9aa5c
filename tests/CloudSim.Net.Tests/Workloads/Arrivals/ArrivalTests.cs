using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Arrivals;

namespace CloudSim.Net.Tests.Workloads.Arrivals;

public class ArrivalTests
{
    private static readonly MarkovModulated TwoStates = new([new(100, 2.Seconds), new(10, 6.Seconds)]);

    [Fact]
    public void A_constant_rate_is_a_Poisson_process()
    {
        var counts = Counts(RateCurve.Constant(20), 5_000, 1.Seconds);
        Assert.Equal(20, counts.Average(), 0.3);
        Assert.Equal(1, Dispersion(counts), 0.08);
    }

    // Fischer and Meier-Hellstern: mean and index of dispersion for counts of a process of two states.
    [Fact]
    public void A_modulated_process_has_its_mean_and_its_index_of_dispersion()
    {
        Assert.Equal(32.5, TwoStates.Mean, 1e-9);
        var counts = Counts(TwoStates, 40_000, 1.Seconds);
        Assert.Equal(32.5, counts.Average(), 0.8);
        Assert.Equal(1, Dispersion(counts) / TwoStates.IndexOfDispersion(1.Seconds), 0.04);
        Assert.Equal(1, TwoStates.IndexOfDispersion(TimeSpan.FromTicks(1)), 1e-3);
    }

    [Fact]
    public void A_modulated_process_of_one_rate_is_Poissons() =>
        Assert.Equal(1, Dispersion(Counts(new MarkovModulated([new(20, 1.Seconds), new(20, 3.Seconds), new(20, 1.Seconds)]), 5_000,
            1.Seconds)), 0.08);

    // Of geometric batches of mean m, Poisson in time: the index of dispersion is E(n^2)/E(n) = 2m - 1.
    [Fact]
    public void Bursts_have_their_rate_and_their_index_of_dispersion()
    {
        var counts = Counts(new Bursts(RateCurve.Constant(10), 3), 20_000, 1.Seconds);
        Assert.Equal(30, counts.Average(), 0.3);
        Assert.Equal(5, Dispersion(counts), 0.25);
    }

    [Fact]
    public void A_week_has_its_mean_its_days_and_its_hours()
    {
        var curve = RateCurve.Diurnal(10, [0, 1, 2, 1], [1, 1, 1, 1, 1, 0.5, 0]);
        Assert.Equal(10, curve.Mean, 1e-9);
        Assert.Equal(28, curve.PerSecond.Count);
        Assert.Equal(TimeSpan.FromHours(6), curve.Step);
        Assert.Equal(2 * curve.PerSecond[1], curve.PerSecond[2], 1e-9);
        Assert.Equal(curve.PerSecond[1], 2 * curve.PerSecond[21], 1e-9);
        Assert.Equal(0, curve.PerSecond[26]);
        var arrivals = curve.Times(new RandomStream(1)).TakeWhile(time => time < TimeSpan.FromDays(7)).Count();
        Assert.InRange(arrivals / (3600.0 * 24 * 7 * 10), 0.998, 1.002);
        Assert.Throws<ArgumentException>(() => RateCurve.Diurnal(1, [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateCurve.Diurnal(1, [1], [1]));
    }

    [Fact]
    public void A_record_is_replayed_as_it_was()
    {
        TimeSpan[] times = [TimeSpan.Zero, 1.Seconds, 1.Seconds, 2.5.Seconds];
        Assert.Equal(times, new Replay(times).Times(new RandomStream(1)));
        Assert.Throws<ArgumentException>(() => new Replay([]));
        Assert.Throws<ArgumentException>(() => new Replay([2.Seconds, 1.Seconds]));
        Assert.Throws<ArgumentException>(() => new Replay([(-1).Seconds]));
    }

    [Fact]
    public void A_file_of_times_is_read_and_a_bad_line_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("times.csv");
        File.WriteAllText(path, "time_s,what\n0.5,a\n1e1,b\n");
        Assert.Equal([0.5.Seconds, 10.Seconds], Replay.Read(path).Times(new RandomStream(1)));
        foreach (var (text, line) in new[] { ("1\nx\n", ":2:"), ("2\n1\n", ":2:"), ("1\n-1\n", ":2:"), ("1\nNaN\n", ":2:"), ("", ":") })
        {
            File.WriteAllText(path, text);
            Assert.StartsWith(path + line, Assert.Throws<InputException>(() => Replay.Read(path)).Message);
        }
    }

    [Fact]
    public void Each_enumeration_begins_anew() =>
        Assert.Equal(TwoStates.Times(new RandomStream(7)).Take(100).ToList(), TwoStates.Times(new RandomStream(7)).Take(100));

    private static List<double> Counts(IArrivals arrivals, int windows, TimeSpan window)
    {
        var counts = new double[windows];
        foreach (var time in arrivals.Times(new RandomStream(11)))
        {
            if (time >= window * windows)
                break;
            counts[time.Ticks / window.Ticks]++;
        }
        return [.. counts];
    }

    private static double Dispersion(List<double> counts)
    {
        var mean = counts.Average();
        return counts.Average(n => (n - mean) * (n - mean)) / mean;
    }
}
