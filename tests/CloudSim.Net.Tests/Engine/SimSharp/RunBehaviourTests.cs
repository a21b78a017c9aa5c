namespace CloudSim.Net.Tests.Engine.SimSharp;

/// <summary>What Sim#'s public tests expect of running, timeouts and processes, in models of our own.</summary>
public class RunBehaviourTests
{
    private readonly Simulation sim = new();

    [Fact]
    public void A_run_ends_when_nothing_is_left_and_its_clock_then_shows_the_end_it_was_given()
    {
        sim.TimeoutD(2);
        sim.RunD(10);
        Assert.Equal((10, double.MaxValue, DateTime.MaxValue), (sim.NowD, sim.PeekD(), sim.Peek()));
        Assert.Throws<InvalidOperationException>(() => sim.RunD(0));
        Assert.Throws<InvalidOperationException>(() => sim.RunD(-1));
        Assert.Throws<InvalidOperationException>(() => sim.Run(sim.StartDate));
    }

    [Fact]
    public void An_event_of_the_end_itself_is_left_for_the_next_run()
    {
        var events = new[] { 5, 10, 15, 20 }.Select(at => sim.TimeoutD(at)).ToArray();
        sim.RunD(10);
        Assert.Equal([true, false, false, false], events.Select(e => e.IsProcessed));
        Assert.Equal((10, 10), (sim.NowD, sim.PeekD()));
        sim.RunD(6);
        Assert.Equal([true, true, true, false], events.Select(e => e.IsProcessed));
        sim.RunD();
        Assert.Equal(20, sim.NowD);
    }

    [Fact]
    public void A_run_to_an_event_brings_its_value_each_time_it_is_asked_for()
    {
        var timeout = new Timeout(sim, sim.ToTimeSpan(1), "eggs");
        Assert.Equal(["eggs", "eggs"], [sim.Run(timeout), sim.Run(timeout)]);
        Assert.Equal(1, sim.NowD);
        Assert.Throws<InvalidOperationException>(() => sim.Run(new Event(sim)));
        Assert.Null(sim.Run(sim.TimeoutD(1)));
    }

    [Fact]
    public void Steps_of_a_minute_are_the_unit_of_the_D_methods()
    {
        var minutes = new Simulation(new DateTime(2030, 1, 1), TimeSpan.FromMinutes(-1)); // the sign does not matter
        minutes.TimeoutD(1.5);
        minutes.Run();
        Assert.Equal((1.5, new DateTime(2030, 1, 1, 0, 1, 30), 0.5),
            (minutes.NowD, minutes.Now, minutes.ToDouble(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void Every_event_counts_and_a_reset_starts_from_zero()
    {
        var seeded = new Simulation(randomSeed: 42);
        double firstDraw = 0;
        for (int i = 0; i < 2; i++)
        {
            var process = seeded.Process(ThreeDraws());
            seeded.Run();
            Assert.Equal(5, seeded.ProcessedEvents); // the first step, three timeouts, the end
            Assert.Equal(seeded.NowD, (double)process.Value, 5);
            Assert.Equal(1 + (0.7615582845173776 * 2), firstDraw, 15);
            seeded.Reset(42);
        }

        IEnumerable<Event> ThreeDraws()
        {
            double first = seeded.Rand(new Uniform(1, 3)), second = seeded.Rand(new Normal(3, 0.1)),
            third = seeded.Rand(new Exponential(2));
            firstDraw = first;
            foreach (double time in new[] { first, second, third })
                yield return seeded.TimeoutD(time);
            seeded.ActiveProcess.Succeed(first + second + third);
        }
    }

    [Fact]
    public void A_negative_timeout_ends_the_run_with_an_argument_error()
    {
        sim.Process(Wait());
        Assert.Throws<ArgumentException>(() => sim.Run());

        IEnumerable<Event> Wait()
        {
            yield return sim.TimeoutD(-1);
        }
    }

    [Fact]
    public void Many_may_wait_for_one_timeout_and_who_comes_late_does_not_wait()
    {
        var timeout = sim.TimeoutD(1);
        var times = new List<double>();
        foreach (int delay in new[] { 0, 0, 0, 2 })
            sim.Process(Wait(delay));
        sim.Run();
        Assert.Equal([1, 1, 1, 2], times);

        IEnumerable<Event> Wait(int delay)
        {
            yield return sim.TimeoutD(delay);
            yield return timeout;
            times.Add(sim.NowD);
        }
    }

    [Fact]
    public void Priorities_order_the_starts_and_the_timeouts_of_one_instant()
    {
        var order = new List<int>();
        for (int priority = 5; priority >= -5; priority--)
            sim.Process(Note(priority), priority);
        sim.Run();
        Assert.Equal(Enumerable.Range(-5, 11).Concat(Enumerable.Range(-5, 11)), order);

        IEnumerable<Event> Note(int priority)
        {
            order.Add(priority);
            yield return sim.TimeoutD(1, priority);
            order.Add(priority);
        }
    }

    [Fact]
    public void The_end_of_a_process_comes_after_what_is_more_urgent()
    {
        var low = sim.Process(Wait(0));
        var high = sim.Process(Wait(-2));
        var states = new List<(bool, bool, bool)>();
        sim.Process(Look());
        sim.Run();
        Assert.Equal([(true, false, false), (false, true, false)], states);

        IEnumerable<Event> Wait(int priority)
        {
            yield return sim.TimeoutD(1, priority);
        }

        IEnumerable<Event> Look()
        {
            yield return sim.TimeoutD(1, -1);
            states.Add((low.IsAlive, low.IsTriggered, low.IsProcessed));
            states.Add((high.IsAlive, high.IsTriggered, high.IsProcessed));
        }
    }

    [Fact]
    public void The_log_goes_where_it_is_told()
    {
        var log = new StringWriter { NewLine = "\n" };
        sim.Logger = log;
        sim.Log("{0}: {1}", sim.NowD, "start");
        sim.Log("{no format}");
        sim.Logger = null!;
        sim.Log("nothing");
        Assert.Equal("0: start\n{no format}\n", log.ToString());
    }
}
