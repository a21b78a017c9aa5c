using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

public class ResponseWindowTests
{
    [Fact]
    public void Requests_count_by_their_arrival_and_are_waited_for()
    {
        var sim = new Simulation();
        var window = new ResponseWindow(sim, 1.Seconds, 2.Seconds);
        // Before the window, in it, in it with an answer after it, and after it.
        foreach (var (arrival, takes) in new[] { (0.5, 1.0), (1.5, 0.25), (2.5, 1.5), (3.5, 0.125) })
            sim.Process(Request(sim, window, arrival, takes));
        var times = window.Finish(10.Seconds);
        Assert.Equal([250, 1500], times.Select(t => Math.Round(t, 6)));
        Assert.Equal(0, window.Unanswered);
        Assert.InRange(sim.NowD, 4, 4.2);
    }

    [Fact]
    public void Without_an_answer_it_is_as_long_as_it_has_waited()
    {
        var sim = new Simulation();
        var window = new ResponseWindow(sim, TimeSpan.Zero, 2.Seconds);
        sim.Process(Request(sim, window, 1, 100));
        Assert.Equal(4000, Assert.Single(window.Finish(3.Seconds)), 6);
        Assert.Equal(1, window.Unanswered);
    }

    [Fact]
    public void An_answer_needs_an_open_request()
    {
        var window = new ResponseWindow(new Simulation(), TimeSpan.Zero, 1.Seconds);
        var request = window.Arrive();
        window.Answer(request);
        Assert.Throws<ArgumentException>(() => window.Answer(request));
        Assert.Throws<ArgumentException>(() => window.Answer(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResponseWindow(new Simulation(), -1.Seconds, 1.Seconds));
    }

    private static IEnumerable<Event> Request(Simulation sim, ResponseWindow window, double arrival, double takes)
    {
        yield return sim.TimeoutD(arrival);
        var request = window.Arrive();
        yield return sim.TimeoutD(takes);
        window.Answer(request);
    }
}
