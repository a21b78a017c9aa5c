namespace CloudSim.Net.Tests.Engine.SimSharp;

/// <summary>What Sim#'s public tests expect of conditions, in models of our own.</summary>
public class ConditionBehaviourTests
{
    private readonly Simulation sim = new();

    public static TheoryData<string, Func<Event[], Event>, int[]> Conditions => new()
    {
        { "all", t => t[0] & t[1] & t[2], [0, 1, 2] },
        { "any", t => t[0] | t[1] | t[2], [0] },
        { "all in any", t => (t[0] & t[2]) | t[1], [0, 1] },
        { "any in all", t => (t[0] | t[1]) & t[2], [0, 1, 2] },
        { "any in all, early", t => (t[0] | t[2]) & t[1], [0, 1] },
        { "once more", t => t[0] & t[0], [0] },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_happens_with_the_event_that_decides_it(string name, Func<Event[], Event> make, int[] happened)
    {
        var timeouts = Enumerable.Range(0, 3).Select(i => (Event)new Timeout(sim, TimeSpan.FromSeconds(i), i)).ToArray();
        bool[]? processed = null;
        var condition = (Condition)make(timeouts);
        sim.Process(Wait());
        sim.Run();
        Assert.True(happened.SequenceEqual(Enumerable.Range(0, 3).Where(i => processed![i])), name);
        Assert.Equal(happened, condition.Value.Values.Cast<int>());

        IEnumerable<Event> Wait()
        {
            yield return condition;
            processed = [.. timeouts.Select(t => t.IsProcessed)];
        }
    }

    [Fact]
    public void A_condition_of_nothing_has_happened_but_is_not_processed()
    {
        foreach (Condition condition in new Condition[] { new AllOf(sim), new AnyOf(sim, Enumerable.Empty<Event>()) })
        {
            Assert.Equal((true, false), (condition.IsTriggered, condition.IsProcessed));
            sim.Run(condition);
            Assert.Equal((true, 0, 0), (condition.IsProcessed, sim.NowD, condition.Value.Count));
        }
    }

    [Fact]
    public void Values_of_a_generated_list_stand_in_its_order()
    {
        var all = new AllOf(sim, Enumerable.Range(0, 10).Select(i => new Timeout(sim, sim.ToTimeSpan(10 - i), i)));
        sim.Run(all);
        Assert.Equal(Enumerable.Range(0, 10), all.Value.Values.Cast<int>());
        Assert.Equal(10, sim.NowD);
    }

    [Fact]
    public void A_processed_event_and_one_that_never_comes_are_not_both()
    {
        bool went = false;
        sim.Process(Wait());
        sim.RunD(5);
        Assert.Equal((5, false), (sim.NowD, went));

        IEnumerable<Event> Wait()
        {
            var timeout = sim.TimeoutD(1);
            yield return timeout;
            var both = timeout & new Event(sim);
            Assert.False(both.IsTriggered);
            yield return both;
            went = true;
        }
    }

    [Fact]
    public void The_error_of_a_member_reaches_who_waits()
    {
        sim.Process(Wait());
        sim.Run();
        Assert.Equal(0, sim.NowD - 1); // the other member still happens

        IEnumerable<Event> Wait()
        {
            var fails = sim.Process(Fail(0));
            yield return fails | sim.TimeoutD(1);
            Assert.Equal((false, "early", 0), (fails.IsOk, sim.ActiveProcess.Value, sim.NowD));
            Assert.True(sim.ActiveProcess.HandleFault());
        }
    }

    [Fact]
    public void An_error_after_the_decision_ends_the_run_at_its_time()
    {
        sim.Process(Wait());
        Assert.Throws<InvalidOperationException>(() => sim.Run());
        Assert.Equal(2, sim.NowD);

        IEnumerable<Event> Wait()
        {
            yield return sim.TimeoutD(1) | sim.Process(Fail(2));
        }
    }

    [Fact]
    public void Events_of_two_simulations_do_not_mix() =>
        Assert.Throws<ArgumentException>(() => sim.TimeoutD(1) | new Simulation().TimeoutD(1));

    private IEnumerable<Event> Fail(double delay)
    {
        yield return sim.TimeoutD(delay);
        sim.ActiveProcess.Fail("early");
    }
}
