namespace CloudSim.Net.Tests.Engine;

public class ClockTests
{
    [Fact]
    public void A_run_in_steps_is_a_duration_and_can_go_on()
    {
        var sim = new Simulation(defaultStep: TimeSpan.FromMinutes(1));
        var rings = new List<double>();
        foreach (double time in new[] { 5.0, 10, 15 })
            sim.TimeoutD(time).AddCallback(_ => rings.Add(sim.NowD));
        sim.RunD(10);
        Assert.Equal([5], rings);
        Assert.Equal((10, 10), (sim.NowD, sim.PeekD()));
        sim.RunD(5);
        Assert.Equal([5, 10], rings);
        Assert.Equal(15, sim.NowD);
        sim.RunD();
        Assert.Equal(double.MaxValue, sim.PeekD());
        Assert.Throws<InvalidOperationException>(() => sim.RunD(-1));
    }

    [Fact]
    public void A_run_to_a_time_stops_before_it_but_for_negative_priorities()
    {
        var sim = new Simulation();
        var ran = new List<int>();
        foreach (int priority in new[] { 0, 1, -1 })
            sim.Timeout(TimeSpan.FromSeconds(2), priority).AddCallback(_ => ran.Add(priority));
        sim.Run(TimeSpan.FromSeconds(2));
        Assert.Equal([-1], ran);
        sim.Run();
        Assert.Equal([-1, 0, 1], ran);
    }

    [Fact]
    public void A_run_to_an_event_returns_its_value()
    {
        var sim = new Simulation();
        var goal = new Timeout(sim, TimeSpan.FromSeconds(1), "goal");
        sim.TimeoutD(9);
        Assert.Equal("goal", sim.Run(goal));
        Assert.Equal(1, sim.NowD);
        Assert.Equal("goal", sim.Run(goal));
        Assert.Throws<InvalidOperationException>(() => sim.Run(new Event(sim)));
    }
}
