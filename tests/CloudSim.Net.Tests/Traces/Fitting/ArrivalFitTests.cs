using CloudSim.Net.Traces.Fitting;

namespace CloudSim.Net.Tests.Traces.Fitting;

public class ArrivalFitTests
{
    private const double Day = 86_400;

    [Fact]
    public void Rates_of_hours_and_days_are_found_again()
    {
        foreach (var seed in (long[])[1, 2, 3])
        {
            var random = new RandomStream(seed);
            var fit = new ArrivalFit(Waves(28, 20, random), 28 * Day, random, 19);
            Assert.True(fit.IsByDay);
            for (var hour = 0; hour < 24; hour++)
            {
                var wanted = 20 * Hourly(hour) * (5 + (2 * 0.4)) / 7;
                // 28 hours of each kind were seen; five days a week at full rate.
                Assert.InRange(fit.PerHour[hour], wanted - (4 * Math.Sqrt(wanted / 28)), wanted + (4 * Math.Sqrt(wanted / 28)));
                var (low, high) = fit.Interval(hour);
                Assert.True(low < fit.PerHour[hour] && fit.PerHour[hour] < high);
                Assert.InRange((high - low) * Math.Sqrt(28 / fit.PerHour[hour]), 3.9, 4.2); // 2 x 1.96, and a bit as counts are whole
            }

            for (var day = 0; day < 7; day++)
                Assert.InRange(fit.DayFactors[day] / ((day < 5 ? 1 : 0.4) * 7 / 5.8), 0.85, 1.15);
            Assert.InRange(fit.ResidualDispersion, 0.75, 1.25); // 642 degrees of freedom: 4 x sqrt(2/642) = 0.22
            Assert.True(fit.Dispersion > 3 && fit.ExplainedShare > 0.7);
            Assert.Equal(1, fit.MeanBatch);
        }
    }

    [Fact]
    public void In_a_week_or_less_days_are_not_told_apart()
    {
        var random = new RandomStream(4);
        var fit = new ArrivalFit(Waves(7, 20, random), 7 * Day, random, 19);
        Assert.False(fit.IsByDay);
        Assert.All(fit.DayFactors, factor => Assert.Equal(1, factor));
    }

    [Fact]
    public void A_few_arrivals_by_hand()
    {
        // Two days: in hour 0 at one instant two guests, in hour 3 of the second day one, in the last half hour one.
        var fit = new ArrivalFit([10, 10, (27 * 3600) + 5, (47.25 * 3600) + 1], 47.5 * 3600, new(1), 19);
        Assert.Equal((4, 3, true), (fit.Guests, fit.Instants, fit.DispersionPValue > 0.05));
        Assert.Equal([(1, 2), (2, 1)], fit.Batches);
        Assert.Equal((0.5, 0.5, 0), (fit.PerHour[0], fit.PerHour[3], fit.PerHour[5]));
        Assert.Equal(1 / 1.5, fit.PerHour[23], 1e-12);
        Assert.Equal(0.5 / 3600, fit.Rate(26.999 * 3600 + 3600), 1e-12);
        Assert.Equal(0, fit.Interval(5).Low);
        Assert.Equal(-Math.Log(0.025) / 2, fit.Interval(5).High, 1e-6); // none in two hours
    }

    [Fact]
    public void Hours_that_were_not_seen_have_the_mean_rate()
    {
        var fit = new ArrivalFit([100, 4000, 5000, 6000], 7200, new(1), 19);
        Assert.Equal((1, 3), (fit.PerHour[0], fit.PerHour[1]));
        Assert.True(double.IsNaN(fit.PerHour[2]));
        Assert.Equal(2.0 / 3600, fit.Rate(10 * 3600), 1e-12);
    }

    [Fact]
    public void Poisson_is_kept_and_bursts_are_refused()
    {
        var (kept, close) = (0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new RandomStream(seed);
            var fit = new ArrivalFit(Waves(5, 8, random), 5 * Day, random, 19);
            (kept, close) = (kept + (fit.DispersionPValue > 0.25 ? 1 : 0), close + (fit.PValue > 0.25 ? 1 : 0));
        }

        // Three quarters of 60, four standard deviations (3.4) to each side.
        Assert.InRange(kept, 32, 58);
        Assert.InRange(close, 32, 58);
        var burst = new RandomStream(9);
        var bursts = Enumerable.Range(0, 144).SelectMany(hour => Enumerable.Range(0, burst.Next(3) == 0 ? 30 : 1)
            .Select(_ => (hour + burst.NextDouble()) * 3600)).Order().ToList();
        var wild = new ArrivalFit(bursts, 6 * Day, burst, 99);
        Assert.Equal((0.01, 0.01), (Math.Round(wild.DispersionPValue, 9), Math.Round(wild.PValue, 9)));
        Assert.True(wild.ResidualDispersion > 5 && wild.BurstVariance > 0.5);
        // What is drawn from it bursts as well.
        var again = new ArrivalFit([.. wild.Draw(1, 60 * Day, burst)], 60 * Day, burst, 19);
        Assert.InRange(again.BurstVariance / wild.BurstVariance, 0.6, 1.6);
    }

    [Fact]
    public void Drawn_arrivals_have_the_rate_and_the_batches()
    {
        var random = new RandomStream(2);
        var begins = Waves(14, 5, random).SelectMany((time, i) => Enumerable.Repeat(time, i % 10 == 0 ? 11 : 1)).ToList();
        var fit = new ArrivalFit(begins, 14 * Day, random, 99);
        Assert.Equal(2, fit.MeanBatch, 0.01);
        Assert.True(fit.DispersionPValue > 0.01); // instants are Poisson: guests are not
        var drawn = fit.Draw(10, 14 * Day, random).ToList();
        Assert.Equal(drawn.Order(), drawn);
        var instants = 10.0 * fit.Instants;
        Assert.InRange(drawn.Distinct().Count(), instants - (4 * Math.Sqrt(instants)), instants + (4 * Math.Sqrt(instants)));
        // A batch has mean 2 and square 13.
        Assert.InRange(drawn.Count, (2 * instants) - (4 * Math.Sqrt(13 * instants)), (2 * instants) + (4 * Math.Sqrt(13 * instants)));
        Assert.Empty(new ArrivalFit([], Day, random).Draw(3, Day, random));
    }

    [Fact]
    public void Arrivals_outside_the_window_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ArrivalFit([5, 20], 10, new(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArrivalFit([5], 0, new(1)));
    }

    internal static double Hourly(int hour) => 1 + (0.8 * Math.Sin(2 * Math.PI * hour / 24));

    // Poisson by thinning (Lewis and Shedler 1979), not as the model draws: two days of seven have 0.4 of the rate.
    private static List<double> Waves(int days, double perHour, RandomStream random)
    {
        var times = new List<double>();
        for (var time = random.Exponential(3600 / (1.8 * perHour)); time < days * Day; time += random.Exponential(3600 / (1.8 * perHour)))
            if (random.NextDouble() * 1.8 < Hourly((int)(time / 3600) % 24) * ((int)(time / Day) % 7 < 5 ? 1 : 0.4))
                times.Add(time);
        return times;
    }
}
