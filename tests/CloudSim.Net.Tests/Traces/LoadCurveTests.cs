using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces;

public class LoadCurveTests
{
    [Fact]
    public void Levels_are_means_of_intervals()
    {
        var curve = new LoadCurve(10);
        curve.Add(5, 10, 2);
        curve.Add(22, 3, 4);
        Assert.Equal([(5, 2), (10, 1), (20, 2.4)], curve.Points());
        Assert.Equal((5, 25, 10), (curve.First, curve.Last, curve.Width));
    }

    [Fact]
    public void What_does_not_end_lasts_to_the_end_of_all_others()
    {
        var curve = new LoadCurve(1);
        curve.Add(0, double.PositiveInfinity, 1);
        curve.Add(0, 0.5, 1);
        Assert.Equal([(0, 2)], curve.Points());
        curve.Add(1.25, 0.5, 4);
        curve.Add(1.5, double.PositiveInfinity, 3);
        // Three quarters of a second: 1 for all of it, 4 for half a second, 3 for a quarter.
        Assert.Equal([(0, 1.5), (1, 4.667)], curve.Points().Select(point => (point.Time, Math.Round(point.Level, 3))));
    }

    [Fact]
    public void Without_levels_there_are_no_points()
    {
        Assert.Empty(new LoadCurve().Points());
        var curve = new LoadCurve();
        curve.Add(7, 0, 3);
        Assert.Empty(curve.Points());
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoadCurve(0));
    }

    [Fact]
    public void The_area_is_that_of_the_levels_in_whatever_order()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var scale = Math.Pow(10, random.Next(-1, 7));
            var zero = random.Next(3) switch { 0 => 0, 1 => -scale, _ => 1.3e9 };
            var levels = Enumerable.Range(0, random.Next(1, 200)).Select(_ => (Time: zero + (scale * random.NextDouble()),
                Length: random.Next(5) switch { 0 => 0, 1 => scale * random.NextDouble(), _ => scale * random.NextDouble() / 1000 },
                Level: (double)random.Next(1, 9))).ToArray();
            for (var i = 0; i < levels.Length; i++)
                if (random.Next(10) == 0)
                    levels[i].Length = double.PositiveInfinity;
            var last = levels.Max(l => double.IsFinite(l.Length) ? l.Time + l.Length : l.Time);
            var area = levels.Sum(l => l.Level * (double.IsFinite(l.Length) ? l.Length : last - l.Time));
            var curve = Curve(levels);
            Assert.Equal(last, curve.Last);
            Assert.Equal(area, Area(curve), 1e-6 * (area + scale));
            random.Shuffle(levels);
            Assert.Equal(area, Area(Curve(levels)), 1e-6 * (area + scale));
        }
    }

    [Fact]
    public void Each_interval_is_the_mean_of_a_fine_grid()
    {
        var random = new Random(6);
        for (var round = 0; round < 40; round++)
        {
            // Times are whole seconds, so a grid of seconds is exact; 40,000 of them make intervals of 64 s.
            var most = round % 2 == 0 ? 900 : 40_000;
            var grid = new double[most + 1];
            var levels = Enumerable.Range(0, 300)
                .Select(_ => (Time: (double)random.Next(most), Length: 0.0, Level: (double)random.Next(1, 5)))
                .Select(l => l with { Length = random.Next(20) == 0 ? double.PositiveInfinity
                    : random.Next((int)(most - l.Time)) }).ToArray();
            foreach (var (time, length, level) in levels)
                for (var t = (int)time; t < (double.IsFinite(length) ? time + length : most); t++)
                    grid[t] += level;
            var points = Curve(levels).Points();
            var curve = Curve(levels);
            for (var i = 0; i < points.Count; i++)
            {
                var (from, to) = ((int)points[i].Time, (int)(i + 1 < points.Count ? points[i + 1].Time : curve.Last));
                Assert.Equal(grid[from..to].Average(), points[i].Level, 1e-6);
            }
        }
    }

    [Fact]
    public void There_are_at_most_1024_intervals_over_centuries()
    {
        var curve = new LoadCurve();
        for (var i = 0; i < 1000; i++)
            curve.Add(9.2e6 * i, 1, 1);
        Assert.InRange(curve.Points().Count, 512, 1024);
        Assert.Equal(1000, Area(curve), 1e-3);
    }

    private static LoadCurve Curve(IEnumerable<(double Time, double Length, double Level)> levels)
    {
        var curve = new LoadCurve();
        foreach (var (time, length, level) in levels)
            curve.Add(time, length, level);
        return curve;
    }

    private static double Area(LoadCurve curve)
    {
        var points = curve.Points();
        return points.Select((p, i) => p.Level * ((i + 1 < points.Count ? points[i + 1].Time : curve.Last) - p.Time)).Sum();
    }
}
