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
        Assert.Equal((8, 2, 9, 40, 5, 4, 2, 9), (monitor.Count, monitor.Min, monitor.Max, monitor.Total, monitor.Mean, monitor.Variance, monitor.StdDev, monitor.Last));
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
    public void A_report_writes_a_table()
    {
        var sim = new Simulation();
        var output = new StringWriter { NewLine = "\n" };
        var level = new TimeSeriesMonitor(sim, 1);
        var report = Report.CreateBuilder(sim)
            .Add("level", level, Report.Measures.Mean | Report.Measures.Max)
            .SetOutput(output).SetSeparator(";").SetTimeAPI().SetFinalUpdate().Build();
        sim.RunD(4);
        level.UpdateTo(3);
        sim.RunD(4);
        Assert.Equal("Time;level.Max;level.Mean\n4;1;1\n8;3;2\n", output.ToString());
        Assert.Same(output, report.Output);
    }
}
