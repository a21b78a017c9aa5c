namespace CloudSim.Net.Tests.Engine;

/// <summary>Reports write what Sim#'s write: each line is the state at the last update of an instant.</summary>
public class ReportTests
{
    private readonly Simulation sim = new();
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly TimeSeriesMonitor level;

    public ReportTests() => level = new TimeSeriesMonitor(sim, 1, "level");

    [Fact]
    public void Of_its_own_accord_it_writes_the_start_and_each_time_of_an_update_when_the_next_comes()
    {
        Start().SetAutoUpdate().Build();
        sim.Process(Changes());
        sim.RunD(10);
        Assert.Equal("Time;level.Min;level.Last\n0;1;1\n2;1;4\n5;1;3\n", output.ToString());
    }

    [Fact]
    public void Periodically_it_writes_the_start_each_period_and_the_end()
    {
        Start().SetPeriodicUpdateD(2, withHeaders: false).Build();
        sim.Process(Changes());
        sim.RunD(6);
        Assert.Equal("0;1;1\n2;1;2\n4;1;4\n6;1;3\n", output.ToString());
        sim.RunD(1); // a second run does not report twice as often
        Assert.Equal("0;1;1\n2;1;2\n4;1;4\n6;1;3\n6;1;3\n7;1;3\n", output.ToString());
    }

    [Fact]
    public void At_the_end_it_writes_one_line_a_run()
    {
        Start().SetFinalUpdate().Build();
        sim.Process(Changes());
        sim.RunD(3);
        sim.RunD(4);
        Assert.Equal("Time;level.Min;level.Last\n3;1;4\nTime;level.Min;level.Last\n7;1;3\n", output.ToString());
    }

    [Fact]
    public void By_hand_it_writes_what_was_updated_and_nothing_else()
    {
        var report = Start().SetManualUpdate().Build();
        sim.Process(Changes());
        sim.TimeoutD(1).AddCallback(_ => report.Update());
        sim.TimeoutD(2).AddCallback(_ => report.Update());
        sim.TimeoutD(2).AddCallback(_ => report.Update());
        sim.RunD(6);
        Assert.Equal("Time;level.Min;level.Last\n1;1;1\n2;1;1\n", output.ToString());
        output.GetStringBuilder().Clear();
        sim.RunD(1);
        Assert.Equal("", output.ToString());
        report.WriteHeader();
        Assert.Equal("Time;level.Min;level.Last\n", output.ToString());
    }

    [Fact]
    public void Only_a_report_updated_by_hand_can_be() =>
        Assert.Throws<InvalidOperationException>(Start().SetAutoUpdate().Build().Update);

    [Fact]
    public void The_time_is_a_date_unless_told_and_columns_stand_in_order()
    {
        var samples = new SampleMonitor("samples");
        Report.CreateBuilder(sim).Add("s", samples).SetOutput(output).SetFinalUpdate(withHeaders: false).SetSeparator("|").Build();
        Array.ForEach([2.0, 4, 9], samples.Add);
        sim.RunD(90);
        Assert.Equal($"01/01/1970 00:01:30|2|9|15|5|{Math.Sqrt(26 / 3.0)}|9\n", output.ToString());
    }

    [Fact]
    public void A_builder_says_what_is_wrong_and_can_be_used_again()
    {
        var builder = Report.CreateBuilder(sim);
        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Throws<ArgumentException>(() => builder.Add("", level));
        Assert.Throws<ArgumentNullException>(() => builder.Add("x", null!));
        Assert.Throws<ArgumentException>(() => builder.Add("x", level, 0));
        Assert.Throws<ArgumentException>(() => builder.SetPeriodicUpdate(TimeSpan.Zero));
        Assert.Throws<ArgumentNullException>(() => builder.SetOutput(null!));
        var report = builder.Add("x", level).SetOutput(output).Build();
        Assert.Same(output, report.Output);
        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.NotSame(report, builder.Add("y", level).SetOutput(output).Build());
    }

    private Report.Builder Start() => Report.CreateBuilder(sim)
        .Add("level", level, Report.Measures.Min | Report.Measures.Last).SetOutput(output).SetSeparator(";").SetTimeAPI();

    private IEnumerable<Event> Changes()
    {
        yield return sim.TimeoutD(2);
        level.UpdateTo(2);
        yield return sim.TimeoutD(0);
        level.UpdateTo(4);
        yield return sim.TimeoutD(3);
        level.UpdateTo(3);
    }
}
