namespace CloudSim.Net.Tests.Engine;

/// <summary>Conditions inside conditions: what nobody listens to any more does not listen itself, and nobody can tell.</summary>
public class NestedConditionTests
{
    private readonly Simulation sim = new();

    [Fact]
    public void A_million_waits_for_a_timeout_or_two_others_leave_nothing_at_the_others()
    {
        var (stop, other) = (new Counted(sim), new Counted(sim));
        sim.Process(Loop());
        sim.Run(TimeSpan.FromSeconds(1_000_000));
        Assert.Equal(0, stop.Held);
        Assert.InRange(stop.Listeners, 0, 1);
        Assert.InRange(other.Listeners, 0, 1);

        IEnumerable<Event> Loop()
        {
            while (true)
                yield return stop.Watch(sim.TimeoutD(1) | stop.Watch(stop & other));
        }
    }

    [Fact]
    public void An_interrupted_wait_leaves_nothing_at_its_events()
    {
        var (first, second) = (new Counted(sim), new Counted(sim));
        var process = sim.Process(Wait());
        for (int i = 1; i <= 100; i++)
            sim.TimeoutD(i).AddCallback(_ => process.Interrupt());
        sim.Run();
        Assert.Equal((2, 1), (first.Listeners, second.Listeners));

        IEnumerable<Event> Wait()
        {
            while (true)
            {
                yield return first | (second & first);
                Assert.True(sim.ActiveProcess.HandleFault());
            }
        }
    }

    [Fact]
    public void Processes_that_an_interrupt_ends_leave_nothing_at_what_they_waited_for()
    {
        var (first, second) = (new Counted(sim), new Counted(sim));
        for (int i = 0; i < 100; i++)
        {
            var process = sim.Process(Wait());
            sim.TimeoutD(1).AddCallback(_ => process.Interrupt());
        }
        sim.Run();
        Assert.Equal((0, 0), (first.Listeners, second.Listeners));

        IEnumerable<Event> Wait()
        {
            yield return first | (second & first);
            Assert.True(sim.ActiveProcess.HandleFault());
        }
    }

    [Fact]
    public void A_condition_that_slept_has_happened_when_it_should_have()
    {
        var (a, b, c) = (sim.TimeoutD(3), sim.TimeoutD(4), sim.TimeoutD(5));
        var both = a & b;
        _ = sim.TimeoutD(1) | both;
        sim.RunD(3.5);
        Assert.False(both.IsTriggered);
        sim.RunD(1);
        Assert.True(both.IsProcessed && both.IsOk);
        Assert.Equal([a, b], both.Value.Keys.Cast<Event>());
        var any = b | c;
        Assert.Same(b, Assert.Single(Processed(any).Value.Keys.Cast<Event>()));
    }

    [Fact]
    public void A_condition_that_slept_can_be_waited_for_again()
    {
        var (a, b) = (sim.TimeoutD(3), sim.TimeoutD(4));
        var both = (a & b) & sim.TimeoutD(2);
        var times = new List<double>();
        sim.Process(Wait());
        sim.Run();
        Assert.Equal([1, 2.5, 4, 4], times);
        Assert.Equal(3, both.Value.Count);

        IEnumerable<Event> Wait()
        {
            yield return sim.TimeoutD(1) | both;
            times.Add(sim.NowD);
            yield return sim.TimeoutD(1.5) | both;
            times.Add(sim.NowD);
            yield return both;
            times.Add(sim.NowD);
            yield return both; // goes on at once
            times.Add(sim.NowD);
        }
    }

    [Fact]
    public void A_failure_inside_a_condition_that_is_no_more_of_use_is_nobodys_to_handle()
    {
        var fails = new Event(sim);
        _ = sim.TimeoutD(1) | (fails & sim.TimeoutD(5));
        sim.TimeoutD(2).AddCallback(_ => fails.Fail("late"));
        Assert.Throws<InvalidOperationException>(() => sim.Run());
        Assert.Equal(2, sim.NowD);
    }

    [Fact]
    public void After_an_interrupt_a_failure_of_what_was_waited_for_is_seen_by_who_looks()
    {
        var fails = new Event(sim);
        var both = fails & sim.TimeoutD(5);
        var process = sim.Process(Wait());
        sim.TimeoutD(1).AddCallback(_ => process.Interrupt());
        sim.TimeoutD(2).AddCallback(_ => fails.Fail("broken"));
        sim.Run();
        Assert.Equal((true, false, "broken"), (both.IsProcessed, both.IsOk, ((Event)both).Value));

        IEnumerable<Event> Wait()
        {
            yield return both;
            sim.ActiveProcess.HandleFault();
            yield return sim.TimeoutD(9);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_chain_of_a_hundred_thousand_is_quick_and_has_its_values(bool all)
    {
        const int length = 100_000; // a dictionary for each link would be five billion entries, and a call for each a stack overflow
        Event chain = sim.TimeoutD(1);
        for (int i = 2; i <= length; i++)
            chain = all ? chain & sim.TimeoutD(i) : chain | sim.TimeoutD(i);
        double at = 0;
        int values = 0;
        chain.AddCallback(c => (at, values) = (sim.NowD, ((Condition)c).Value.Count));
        sim.Run();
        Assert.Equal(all ? (length, length) : (1, 1), ((int)at, values));
    }

    [Fact]
    public void Values_are_those_of_then_though_asked_for_later()
    {
        var events = Enumerable.Range(1, 4).Select(i => sim.TimeoutD(i)).ToArray();
        var condition = (events[3] & events[0]) | events[1];
        sim.Run();
        Assert.Equal([events[0], events[1]], condition.Value.Keys.Cast<Event>());
    }

    private Condition Processed(Condition condition)
    {
        sim.Run(condition);
        return condition;
    }
}
