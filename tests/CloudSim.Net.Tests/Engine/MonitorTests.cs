namespace CloudSim.Net.Tests.Engine;

public class MonitorTests
{
    [Fact]
    public void Samples_have_their_statistics()
    {
        var monitor = new SampleMonitor("x", collect: true);
        foreach (double x in new[] { 2.0, 4, 4, 4, 5, 5, 7, 9 })
            monitor.Add(x);
        monitor.Active = false;
        monitor.Add(1000);
        monitor.Active = true;
        Assert.Equal((8, 2, 9, 40, 5, 4, 2, 9),
            (monitor.Count, monitor.Min, monitor.Max, monitor.Total, monitor.Mean, monitor.Variance, monitor.StdDev, monitor.Last));
        Assert.Equal((4.5, 4, 6), (monitor.GetMedian(), monitor.GetPercentile(0.25), monitor.GetPercentile(0.75)));
        Assert.Throws<ArgumentException>(() => monitor.Add(double.NaN));
        Assert.True(double.IsNaN(new SampleMonitor().GetMedian()));
        Assert.Contains("*", monitor.Summarize());
    }

    [Fact]
    public void A_level_counts_as_long_as_it_lasts()
    {
        var sim = new Simulation();
        var monitor = new TimeSeriesMonitor(sim, collect: true);
        sim.RunD(7); // before the first update nothing counts
        foreach (var (level, time) in new[] { (6, 1), (2, 1), (3, 1), (5, 1), (-1, 1) })
        {
            monitor.UpdateTo(level);
            sim.RunD(time);
        }
        monitor.UpdateTo(-4);
        monitor.Active = false;
        sim.RunD(3);
        Assert.Equal((-4, 6, 15, 5), (monitor.Min, monitor.Max, monitor.Area, monitor.TotalTimeD));
        Assert.Equal(3, monitor.Mean, 14);
        Assert.Equal(6, monitor.Variance, 14);
        Assert.Equal(3, monitor.GetMedian());
        Assert.Equal(6, monitor.Series.Count());
        monitor.Reset();
        Assert.Empty(monitor.Series);
    }

    [Fact]
    public void Statistics_reach_up_to_now()
    {
        var sim = new Simulation();
        var monitor = new TimeSeriesMonitor(sim, 3);
        sim.RunD(1);
        monitor.Decrease(2);
        sim.RunD(1);
        Assert.Equal((2, 1, 4, 1), (monitor.Mean, monitor.Current, monitor.Area, monitor.Variance));
    }

    [Fact]
    public void A_resource_tells_its_monitors()
    {
        var sim = new Simulation();
        var desk = new Resource(sim)
        {
            Utilization = new TimeSeriesMonitor(sim),
            WaitingTime = new SampleMonitor(),
            LeadTime = new SampleMonitor(),
            BreakOffTime = new SampleMonitor(),
            QueueLength = new TimeSeriesMonitor(sim),
        };
        var patient = new[] { desk.Request(), desk.Request() };
        var impatient = desk.Request();
        sim.RunD(2);
        impatient.Dispose();
        patient[0].Dispose();
        sim.RunD(3);
        patient[1].Dispose();
        sim.RunD(5);
        Assert.Equal((2.0, 7.0, 2.0), (desk.WaitingTime.Sum, desk.LeadTime.Sum, desk.BreakOffTime.Sum));
        Assert.Equal(0.5, desk.Utilization.Mean, 12);
        Assert.Equal(4.0, desk.QueueLength.Sum, 12); // two for two seconds
    }

    [Fact]
    public void A_monitor_that_is_not_active_follows_the_level_and_counts_no_time()
    {
        var sim = new Simulation();
        var monitor = new TimeSeriesMonitor(sim, 2, collect: true);
        int updates = 0;
        monitor.Updated += (_, _) => updates++;
        sim.RunD(3);
        monitor.Active = false;
        sim.RunD(10);
        monitor.UpdateTo(8);
        Assert.Equal((8, 2, 6, 3), (monitor.Current, monitor.Max, monitor.Area, monitor.TotalTimeD));
        sim.RunD(1);
        monitor.Active = true;
        sim.RunD(1);
        Assert.Equal((8, 14, 4, 3.5), (monitor.Max, monitor.Area, monitor.TotalTimeD, monitor.Mean));
        Assert.Equal([(0, 3, 2), (14, 1, 8)], monitor.Series.Select(e => (e.Date, e.Duration, e.Level)));
        Assert.Equal(2, updates); // each of the switches, since time had passed
    }

    [Fact]
    public void Time_counts_from_the_first_level_that_an_active_monitor_sees()
    {
        var sim = new Simulation();
        var monitor = new TimeSeriesMonitor(sim) { Active = false };
        monitor.UpdateTo(5);
        sim.RunD(1);
        monitor.Active = true;
        sim.RunD(1);
        Assert.Equal((0, 0), (monitor.TotalTimeD, monitor.Max));
        monitor.Increase();
        sim.RunD(2);
        Assert.Equal((2, 6, 6, 12), (monitor.TotalTimeD, monitor.Min, monitor.Mean, monitor.Area));
        monitor.Reset(1);
        sim.RunD(2);
        Assert.Equal((2, 1, 1, 2), (monitor.TotalTimeD, monitor.Max, monitor.Mean, monitor.Area));
    }

    [Fact]
    public void What_is_ignored_is_not_checked()
    {
        new SampleMonitor { Active = false }.Add(double.NaN);
        Assert.Throws<ArgumentException>(() => new SampleMonitor().Add(double.PositiveInfinity));
    }
}
