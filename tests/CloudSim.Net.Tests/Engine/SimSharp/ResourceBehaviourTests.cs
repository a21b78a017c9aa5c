namespace CloudSim.Net.Tests.Engine.SimSharp;

/// <summary>What Sim#'s public tests expect of resources, in models of our own.</summary>
public class ResourceBehaviourTests
{
    private readonly Simulation sim = new();

    [Theory]
    [InlineData(1, new double[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(3, new double[] { 0, 0, 0, 1, 1, 1 })]
    public void As_many_use_a_resource_as_fit(int capacity, double[] starts)
    {
        var desk = new Resource(sim, capacity);
        var started = new List<double>();
        for (int i = 0; i < starts.Length; i++)
            sim.Process(Use());
        sim.Run();
        Assert.Equal(starts, started);
        Assert.Equal((0, capacity), (desk.InUse, desk.Remaining));

        IEnumerable<Event> Use()
        {
            using var request = desk.Request();
            yield return request;
            started.Add(sim.NowD);
            yield return sim.TimeoutD(1);
        }
    }

    [Fact]
    public void Who_releases_and_asks_again_stands_behind_who_waits()
    {
        var desk = new Resource(sim);
        var log = new List<(string, double)>();
        sim.Process(Use("a"));
        sim.Process(Use("b"));
        sim.Run();
        Assert.Equal([("a", 0), ("b", 1), ("a", 2), ("b", 3), ("a", 4), ("b", 5)], log);

        IEnumerable<Event> Use(string name)
        {
            for (int i = 0; i < 3; i++)
            {
                using var request = desk.Request();
                yield return request;
                log.Add((name, sim.NowD));
                yield return sim.TimeoutD(1);
            }
        }
    }

    [Fact]
    public void Who_gives_up_waiting_leaves_the_line()
    {
        var desk = new Resource(sim);
        var ends = new List<(string, double, bool)>();
        sim.Process(Use("first", 5));
        sim.Process(Use("impatient", 1));
        sim.Run();
        Assert.Equal([("impatient", 1, false), ("first", 3, true)], ends);
        Assert.Equal(0, desk.InUse);

        IEnumerable<Event> Use(string name, double patience)
        {
            using var request = desk.Request();
            yield return request | sim.TimeoutD(patience);
            if (request.IsProcessed)
                yield return sim.TimeoutD(3);
            ends.Add((name, sim.NowD, request.IsProcessed));
        }
    }

    [Fact]
    public void A_smaller_priority_goes_first_then_who_came_first()
    {
        var desk = new PriorityResource(sim);
        var log = new List<(int, double)>();
        foreach (var (id, delay, priority) in new[] { (1, 0.0, 2.0), (2, 2, 3), (3, 2, 3), (4, 4, 1) })
            sim.Process(Use(id, delay, priority));
        sim.Run();
        Assert.Equal([(1, 0), (4, 5), (2, 10), (3, 15)], log);

        IEnumerable<Event> Use(int id, double delay, double priority)
        {
            yield return sim.TimeoutD(delay);
            var request = desk.Request(priority);
            yield return request;
            log.Add((id, sim.NowD));
            yield return sim.TimeoutD(5);
            desk.Release(request);
        }
    }

    [Fact]
    public void Preemption_takes_from_the_least_and_among_equals_from_the_last()
    {
        var log = Preempt((0, 0, 1, true), (1, 0, 1, true), (2, 1, 0, true), (3, 2, 2, true));
        Assert.Equal([(5, 0), (6, 2), (10, 3)], log);
    }

    [Fact]
    public void Of_two_equal_requests_the_one_that_preempts_goes_first()
    {
        var log = Preempt((0, 0, 1, true), (1, 0, 1, true), (2, 1, 0, false), (3, 1, 0, true), (4, 2, 2, true));
        Assert.Equal([(5, 0), (6, 3), (10, 2), (11, 4)], log);
    }

    [Fact]
    public void One_who_is_preempted_at_once_learns_of_it_at_its_first_wait()
    {
        var desk = new PreemptiveResource(sim);
        Preempted? cause = null;
        var loser = sim.Process(Use(1));
        var winner = sim.Process(Use(0));
        sim.Run();
        Assert.Equal((winner, sim.StartDate), (cause!.By, cause.UsageSince));
        Assert.True(loser.IsOk);

        IEnumerable<Event> Use(double priority)
        {
            using var request = desk.Request(priority, preempt: true);
            yield return request;
            if (!sim.ActiveProcess.HandleFault())
                yield break;
            cause = (Preempted)sim.ActiveProcess.Value;
            Assert.True(request.IsPreempted);
            yield return sim.TimeoutD(1);
            Assert.False(sim.ActiveProcess.HandleFault());
        }
    }

    public static TheoryData<string, Func<Simulation, (Func<Request> Ask, Func<(int, int, int)> State)>> Kinds => new()
    {
        { "resource", s => new OpenResource(s) is var r ? (r.Request, () => (r.InUse, r.Remaining, r.Waiting)) : default },
        { "priority", s => new OpenPriority(s) is var r ? (() => r.Request(1), () => (r.InUse, r.Remaining, r.Waiting)) : default },
        { "preemptive", s => new OpenPreemptive(s) is var r
            ? (() => r.Request(1, true), () => (r.InUse, r.Remaining, r.Waiting)) : default },
        { "pool", s => new OpenPool(s) is var r ? (() => r.Request(), () => (r.InUse, r.Remaining, r.Waiting)) : default },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_request_is_granted_at_once_and_a_release_serves_the_next_one_event_later(string kind, Func<Simulation,
        (Func<Request> Ask, Func<(int, int, int)> State)> make)
    {
        var (ask, state) = make(sim);
        var first = ask();
        Assert.Equal((true, (1, 0, 0)), (first.IsTriggered, state()));
        var second = ask();
        Assert.Equal((false, (1, 0, 1)), (second.IsTriggered, state()));
        first.Dispose();
        Assert.Equal((false, (0, 1, 1)), (second.IsTriggered, state()));
        var third = ask(); // serves the line, in its order
        Assert.Equal((true, false, (1, 0, 1)), (second.IsTriggered, third.IsTriggered, state()));
        second.Dispose();
        sim.Run();
        Assert.True(third.IsProcessed, kind);
    }

    [Fact]
    public void A_pool_gives_each_what_it_wants_and_takes_back_what_was_not_granted()
    {
        var pool = new ResourcePool(sim, [1, 2]);
        sim.Process(Use());
        sim.Run();
        Assert.False(pool.IsAvailable(x => x == null));
        Assert.True(pool.IsAvailable(x => (int)x == 1) && pool.IsAvailable(x => (int)x == 2));

        IEnumerable<Event> Use()
        {
            var (one, two, again) = (pool.Request(x => (int)x == 1), pool.Request(x => (int)x == 2), pool.Request(x => (int)x == 1));
            yield return one;
            yield return two;
            Assert.Equal((1, 2, false), (one.Value, two.Value, again.IsTriggered));
            yield return pool.Release(again);
            yield return pool.Release(two);
            yield return pool.Release(one);
        }
    }

    [Fact]
    public void Two_that_want_the_same_of_a_pool_come_one_after_the_other()
    {
        var pool = new ResourcePool(sim, [0, 1]);
        sim.Process(Use());
        sim.Process(Use());
        sim.Run();
        Assert.Equal(2, sim.NowD);

        IEnumerable<Event> Use()
        {
            var request = pool.Request(o => (int)o == 0);
            yield return request;
            yield return sim.TimeoutD(1);
            yield return pool.Release(request);
        }
    }

    private List<(double, int)> Preempt(params (int Id, double Delay, double Priority, bool Preempts)[] users)
    {
        var desk = new PreemptiveResource(sim, 2);
        var log = new List<(double, int)>();
        foreach (var user in users)
            sim.Process(Use(user));
        sim.Run();
        return log;

        IEnumerable<Event> Use((int Id, double Delay, double Priority, bool Preempts) user)
        {
            yield return sim.TimeoutD(user.Delay);
            using var request = desk.Request(user.Priority, user.Preempts);
            yield return request;
            yield return sim.TimeoutD(5);
            if (!sim.ActiveProcess.HandleFault())
                log.Add((sim.NowD, user.Id));
        }
    }

    private sealed class OpenResource(Simulation sim) : Resource(sim)
    {
        public int Waiting => RequestQueue.Count + ReleaseQueue.Count;
    }

    private sealed class OpenPriority(Simulation sim) : PriorityResource(sim)
    {
        public int Waiting => RequestQueue.Count + ReleaseQueue.Count;
    }

    private sealed class OpenPreemptive(Simulation sim) : PreemptiveResource(sim)
    {
        public int Waiting => RequestQueue.Count + ReleaseQueue.Count;
    }

    private sealed class OpenPool(Simulation sim) : ResourcePool(sim, [1])
    {
        public int Waiting => RequestQueue.Count + ReleaseQueue.Count;
    }
}
