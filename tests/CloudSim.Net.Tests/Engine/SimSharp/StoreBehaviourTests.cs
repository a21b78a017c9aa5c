namespace CloudSim.Net.Tests.Engine.SimSharp;

/// <summary>What Sim#'s public tests expect of stores, containers and the When hooks, in models of our own.</summary>
public class StoreBehaviourTests
{
    private readonly Simulation sim = new();

    public static TheoryData<string, Func<Simulation, Hall>> Stores => new()
    {
        { "store", s => new Store(s, 3) is var x
            ? new(() => x.Put(1), () => x.Get(), () => x.Count, x.WhenNew, x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
        { "stack", s => new Stack(s, 3) is var x
            ? new(() => x.Put(1), () => x.Get(), () => x.Count, x.WhenNew, x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
        { "filter", s => new FilterStore(s, 3) is var x
            ? new(() => x.Put(1), () => x.Get(), () => x.Count, x.WhenNew, x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
        { "priority", s => new PriorityStore(s, 3) is var x
            ? new(() => x.Put(1, 2), () => x.Get(), () => x.Count, x.WhenNew, x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
    };

    public static TheoryData<string, Func<Simulation, Hall>> Servers => new()
    {
        { "resource", s => new Resource(s, 3) is var x
            ? Serve(x.Request, x.Release, x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
        { "priority", s => new PriorityResource(s, 3) is var x
            ? Serve(() => x.Request(), x.Release, x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
        { "preemptive", s => new PreemptiveResource(s, 3) is var x
            ? Serve(() => x.Request(), r => x.Release((PreemptiveRequest)r), x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
        { "pool", s => new ResourcePool(s, [1, 2, 3]) is var x
            ? Serve(() => x.Request(), x.Release, x.WhenAny, x.WhenFull, x.WhenEmpty, x.WhenChange) : null! },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_put_is_done_at_once_and_serves_a_waiting_get_one_event_later(string kind, Func<Simulation, Hall> make)
    {
        var store = make(sim);
        Assert.Equal((true, 1), (store.Add().IsTriggered, store.Count()));
        Assert.Equal((true, 0), (store.Take().IsTriggered, store.Count()));
        var waiting = store.Take();
        Assert.Equal((true, false, 1), (store.Add().IsTriggered, waiting.IsTriggered, store.Count()));
        sim.Run();
        Assert.True(waiting.IsProcessed && store.Count() == 0, kind);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Hooks_of_stores_happen_when_their_state_comes(string kind, Func<Simulation, Hall> make) => CheckHooks(
        make(sim), kind, "+++---+", // one a second
        (h => h.Empty(), 0), (h => h.Any(), 1), (h => h.New(), 2), (h => h.Any(), 2), (h => h.Full(), 3), (h => h.Full(), 3),
        (h => h.Change(), 4), (h => h.Empty(), 6), (h => h.Change(), 7));

    [Theory]
    [MemberData(nameof(Servers))]
    public void Hooks_of_resources_happen_when_their_state_comes(string kind, Func<Simulation, Hall> make) => CheckHooks(
        make(sim), kind, "+++--+--",
        (h => h.Any(), 0), (h => h.Full(), 0), (h => h.Change(), 1), (h => h.Empty(), 3), (h => h.Empty(), 3), (h => h.Any(), 4),
        (h => h.Change(), 5), (h => h.Full(), 8));

    [Fact]
    public void Hooks_of_containers_happen_when_their_level_comes()
    {
        var tank = new Container(sim, capacity: 6);
        var amounts = new Queue<double>([1, 2, 3, 1, 1, 1, 3, 1]);
        var hall = new Hall(() => tank.Put(amounts.Dequeue()), () => tank.Get(amounts.Dequeue()), () => 0, null!, null!, tank.WhenFull,
            tank.WhenEmpty, tank.WhenChange);
        CheckHooks(
            hall, "container", "+++----+",
            (_ => tank.WhenAtLeast(3), 2), (_ => tank.WhenAtLeast(3), 2), (_ => tank.WhenAtLeast(2), 2), (h => h.Full(), 3),
            (h => h.Change(), 4),
            (_ => tank.WhenAtMost(3), 6), (_ => tank.WhenAtMost(4), 6), (h => h.Empty(), 7), (h => h.Change(), 8));
    }

    [Fact]
    public void A_container_holds_without_bound_unless_told_and_serves_who_fits()
    {
        Assert.Equal((0, double.MaxValue), (new Container(sim).Level, new Container(sim).Capacity));
        var tank = new Container(sim, capacity: 2, initial: 0);
        var log = new List<(string, double)>();
        tank.Get(1).AddCallback(_ => log.Add(("get", sim.NowD)));
        sim.TimeoutD(1).AddCallback(_ => tank.Put(2).AddCallback(_ => log.Add(("put", sim.NowD))));
        sim.TimeoutD(2).AddCallback(_ => tank.Put(2).AddCallback(_ => log.Add(("put", sim.NowD))));
        sim.TimeoutD(3).AddCallback(_ => tank.Get(1).AddCallback(_ => log.Add(("get", sim.NowD))));
        sim.Run();
        Assert.Equal([("put", 1), ("get", 1), ("get", 3), ("put", 3)], log);
    }

    [Fact]
    public void A_get_waits_for_what_passes_its_filter_while_others_pass_it_by()
    {
        var store = new FilterStore(sim, capacity: 1);
        var log = new List<string>();
        sim.Process(Produce());
        sim.Process(Consume("A", 10));
        sim.Process(Consume("B", 3));
        sim.RunD(20);
        Assert.Equal(["4 +A", "4 -A", "6 +B", "6 -B", "10 +A", "14 -A", "14 +B", "14 -B", "18 +A"], log);

        IEnumerable<Event> Produce()
        {
            while (true)
            {
                yield return sim.TimeoutD(4);
                yield return store.Put("A");
                log.Add($"{sim.NowD} +A");
                yield return sim.TimeoutD(2);
                yield return store.Put("B");
                log.Add($"{sim.NowD} +B");
            }
        }

        IEnumerable<Event> Consume(string kind, double rest)
        {
            while (true)
            {
                yield return store.Get(x => (string)x == kind);
                log.Add($"{sim.NowD} -{kind}");
                yield return sim.TimeoutD(rest);
            }
        }
    }

    [Fact]
    public void A_filter_that_lets_everything_pass_is_asked_about_one_item_a_get()
    {
        var store = new FilterStore(sim, [1, 2, 3], capacity: 3);
        var log = new List<string>();
        for (int i = 0; i < 3; i++)
            log.Add($"get {store.Get(o => log.Count >= 0 && Log($"check {o}")).Value}");
        Assert.Equal(["check 1", "get 1", "check 2", "get 2", "check 3", "get 3"], log);

        bool Log(string text)
        {
            log.Add(text);
            return true;
        }
    }

    private static Hall Serve<T>(Func<T> ask, Func<Request, Release> release, Func<Event> any, Func<Event> full, Func<Event> empty,
        Func<Event> change)
        where T : Request
    {
        var held = new Queue<Request>();
        return new(
            () =>
            {
                var request = ask();
                held.Enqueue(request);
                return request;
            },
            () => release(held.Dequeue()),
            () => held.Count,
            null!,
            any,
            full,
            empty,
            change);
    }

    private void CheckHooks(Hall hall, string kind, string changes, params (Func<Hall, Event> Hook, double At)[] expected)
    {
        var times = new List<double>();
        sim.Process(Change());
        sim.Process(Look());
        sim.Run();
        Assert.True(expected.Select(e => e.At).SequenceEqual(times), $"{kind}: {string.Join(' ', times)}");

        IEnumerable<Event> Change()
        {
            foreach (char change in changes)
            {
                yield return sim.TimeoutD(1);
                yield return change == '+' ? hall.Add() : hall.Take();
            }
        }

        IEnumerable<Event> Look()
        {
            foreach (var (hook, _) in expected)
            {
                yield return hook(hall);
                times.Add(sim.NowD);
            }
        }
    }

    public sealed record Hall(
        Func<Event> Add, Func<Event> Take, Func<int> Count, Func<Event> New, Func<Event> Any, Func<Event> Full, Func<Event> Empty,
        Func<Event> Change);
}
