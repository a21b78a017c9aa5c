namespace CloudSim.Net.Tests.Engine;

public class ResourceTests
{
    private sealed class Open(Simulation sim, int capacity) : Resource(sim, capacity)
    {
        public int Line => RequestQueue.Count;

        public IEnumerable<Request> Using => Users;
    }

    [Fact]
    public void A_release_serves_the_next_one_event_later_at_the_same_time()
    {
        var sim = new Simulation();
        var desk = new Open(sim, 1);
        var first = desk.Request();
        var second = desk.Request();
        Assert.True(first.IsTriggered);
        Assert.Equal((1, 0, 1), (desk.InUse, desk.Remaining, desk.Line));
        first.Dispose();
        first.Dispose();
        Assert.False(second.IsTriggered);
        Assert.Equal((0, 1), (desk.InUse, desk.Line));
        var third = desk.Request();
        Assert.True(second.IsTriggered);
        Assert.False(third.IsTriggered);
        Assert.Equal([second], desk.Using);
        second.Dispose();
        sim.Run();
        Assert.True(third.IsProcessed);
    }

    [Fact]
    public void Requests_leave_the_line_from_anywhere_in_it()
    {
        var sim = new Simulation();
        var desk = new Resource(sim);
        var requests = Enumerable.Range(0, 2_000).Select(_ => desk.Request()).ToList();
        var left = new List<Request>();
        for (int i = 0; i < requests.Count; i++)
            if (i % 3 == 1)
                requests[i].Dispose();
            else
                left.Add(requests[i]);
        var served = new List<Request>();
        foreach (var request in left)
            request.AddCallback(e =>
            {
                served.Add((Request)e);
                ((Request)e).Dispose();
            });
        sim.Run();
        Assert.Equal(left, served);
    }

    [Fact]
    public void Releasing_twice_takes_nobody_elses_place()
    {
        var sim = new Simulation();
        var desk = new Resource(sim);
        var first = desk.Request();
        var second = desk.Request();
        desk.Release(first);
        desk.Release(first);
        sim.Run();
        Assert.True(second.IsProcessed);
        Assert.Equal(1, desk.InUse);
    }

    [Fact]
    public void A_higher_priority_is_served_before_earlier_arrivals()
    {
        var sim = new Simulation();
        var desk = new PriorityResource(sim);
        var order = new List<int>();
        foreach (var (id, priority) in new[] { (0, 5), (1, 3), (2, 1), (3, 3), (4, 2) })
            sim.Process(Customer(id, priority));
        sim.Run();
        Assert.Equal([0, 2, 4, 1, 3], order);

        IEnumerable<Event> Customer(int id, double priority)
        {
            using var request = desk.Request(priority);
            yield return request;
            order.Add(id);
            yield return sim.TimeoutD(1);
        }
    }

    [Fact]
    public void The_least_worthy_user_loses_the_resource_and_learns_to_whom()
    {
        var sim = new Simulation();
        var desk = new PreemptiveResource(sim, 2);
        var done = new List<(int Id, double At)>();
        Preempted? cause = null;
        sim.Process(Customer(0, 0, 1));
        sim.Process(Customer(1, 0, 1));
        var winner = sim.Process(Customer(2, 1, 0));
        sim.Process(Customer(3, 2, 2));
        sim.Run();
        Assert.Equal([(0, 5), (2, 6), (3, 10)], done);
        Assert.Same(winner, cause!.By);
        Assert.Equal(sim.StartDate, cause.UsageSince);
        Assert.Equal(0, desk.InUse);

        IEnumerable<Event> Customer(int id, double start, int priority)
        {
            yield return sim.TimeoutD(start);
            using var request = desk.Request(priority, preempt: true);
            yield return request;
            yield return sim.TimeoutD(5);
            if (sim.ActiveProcess.HandleFault())
            {
                Assert.Equal(1, id);
                Assert.True(request.IsPreempted);
                cause = (Preempted)sim.ActiveProcess.Value;
            }
            else
                done.Add((id, sim.NowD));
        }
    }

    [Fact]
    public void Who_does_not_preempt_waits_and_who_does_goes_first_among_equals()
    {
        var sim = new Simulation();
        var desk = new PreemptiveResource(sim, 2);
        var done = new List<(double At, int Id)>();
        sim.Process(Customer(0, 0, 1, true));
        sim.Process(Customer(1, 0, 1, true));
        sim.Process(Customer(2, 1, 0, false));
        sim.Process(Customer(3, 1, 0, true));
        sim.Process(Customer(4, 2, 2, true));
        sim.Run();
        Assert.Equal([(5, 0), (6, 3), (10, 2), (11, 4)], done);

        IEnumerable<Event> Customer(int id, double start, int priority, bool preempt)
        {
            yield return sim.TimeoutD(start);
            using var request = desk.Request(priority, preempt);
            yield return request;
            yield return sim.TimeoutD(5);
            if (!sim.ActiveProcess.HandleFault())
                done.Add((sim.NowD, id));
        }
    }

    [Fact]
    public void A_pool_gives_what_will_do_and_takes_each_back_once()
    {
        var sim = new Simulation();
        var pool = new ResourcePool(sim, ["red", "green"]);
        var green = pool.Request(r => (string)r == "green");
        var alsoGreen = pool.Request(r => (string)r == "green");
        var any = pool.Request();
        Assert.Equal(("green", "red"), (green.Value, any.Value));
        Assert.False(alsoGreen.IsTriggered);
        Assert.False(pool.IsAvailable(_ => true));
        pool.Release(green);
        pool.Release(green);
        sim.Run();
        Assert.Equal("green", alsoGreen.Value);
        Assert.Equal((2, 0), (pool.InUse, pool.Remaining));
    }

    [Fact]
    public void Hooks_tell_of_changes()
    {
        var sim = new Simulation();
        var desk = new Resource(sim, 2);
        Assert.True(desk.WhenAny().IsTriggered);
        Assert.True(desk.WhenFull().IsTriggered);
        var change = desk.WhenChange();
        var empty = desk.WhenEmpty();
        var first = desk.Request();
        Assert.True(change.IsTriggered);
        Assert.False(empty.IsTriggered);
        var second = desk.Request();
        Assert.True(empty.IsTriggered);
        var any = desk.WhenAny();
        var full = desk.WhenFull();
        desk.Release(first);
        Assert.True(any.IsTriggered);
        Assert.False(full.IsTriggered);
        desk.Release(second);
        Assert.True(full.IsTriggered);
    }
}
