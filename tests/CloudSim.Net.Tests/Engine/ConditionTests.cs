using CsCheck;

namespace CloudSim.Net.Tests.Engine;

public class ConditionTests
{
    [Fact]
    public void Any_happens_with_the_first_and_all_with_the_last()
    {
        var sim = new Simulation();
        var short1 = new Timeout(sim, TimeSpan.FromSeconds(1), "one");
        var long2 = new Timeout(sim, TimeSpan.FromSeconds(2), "two");
        var any = short1 | long2;
        var all = short1 & long2;
        double anyAt = -1, allAt = -1;
        any.AddCallback(_ => anyAt = sim.NowD);
        all.AddCallback(_ => allAt = sim.NowD);
        sim.Run();
        Assert.Equal((1, 2), (anyAt, allAt));
        Assert.Single(any.Value);
        Assert.Equal("one", any.Value[short1]);
        Assert.Equal(["one", "two"], all.Value.Values.Cast<string>());
    }

    [Fact]
    public void Nested_conditions_bring_the_values_of_their_events()
    {
        var sim = new Simulation();
        var events = Enumerable.Range(1, 4).Select(i => (Event)new Timeout(sim, TimeSpan.FromSeconds(i), i)).ToArray();
        var nested = (events[0] & events[1]) | (events[2] & events[3]);
        object[]? values = null;
        nested.AddCallback(e => values = [.. ((System.Collections.Specialized.OrderedDictionary)e.Value).Values.Cast<object>()]);
        sim.Run();
        Assert.Equal([1, 2], values!);
    }

    [Fact]
    public void A_million_waits_for_a_timeout_or_a_stop_leave_nothing_at_the_stop()
    {
        var sim = new Simulation();
        var stop = new Counted(sim);
        sim.Process(Loop());
        sim.Run(TimeSpan.FromSeconds(1_000_000));
        Assert.Equal(0, stop.Held);
        Assert.InRange(stop.Listeners, 0, 1);
        Assert.True(stop.IsAlive);

        IEnumerable<Event> Loop()
        {
            while (true)
                yield return stop.Watch(sim.TimeoutD(1) | stop);
        }
    }

    [Fact]
    public void Who_waits_is_told_in_order_though_others_have_left() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 60]).Array[0, 400].Sample(operations =>
        {
            var sim = new Simulation();
            var happens = new Event(sim);
            var told = new List<int>();
            var callbacks = Enumerable.Range(0, 61).Select(i => (Action<Event>)(_ => told.Add(i))).ToArray();
            var expected = new List<int>();
            foreach (var (kind, who) in operations)
            {
                if (kind > 0)
                {
                    happens.AddCallback(callbacks[who]);
                    expected.Add(who);
                }
                else
                {
                    // Which one of several equals leaves does not matter to those equals, but it does to the order: take away all.
                    while (expected.Remove(who))
                        happens.RemoveCallback(callbacks[who]);
                }
            }
            happens.Succeed();
            sim.Run();
            Assert.Equal(expected, told);
        });

    [Fact]
    public void A_failure_after_the_decision_ends_the_run_with_an_error()
    {
        var sim = new Simulation();
        var fails = new Event(sim);
        _ = sim.TimeoutD(1) | fails;
        sim.TimeoutD(2).AddCallback(_ => fails.Fail("late"));
        Assert.Throws<InvalidOperationException>(() => sim.Run());
    }

    [Fact]
    public void A_failing_member_fails_the_condition()
    {
        var sim = new Simulation();
        var fails = new Event(sim);
        var all = sim.TimeoutD(1) & fails;
        fails.Fail("broken");
        sim.Run();
        Assert.False(all.IsOk);
        Assert.Equal("broken", ((Event)all).Value);
    }
}
