namespace CloudSim.Net.Tests.Engine;

public class StoreTests
{
    [Fact]
    public void A_store_gives_first_what_came_first_and_a_stack_last()
    {
        var sim = new Simulation();
        var store = new Store(sim, [1, 2, 3]);
        var stack = new Stack(sim, [1, 2, 3]);
        Assert.Equal((1, 2, 3), (store.Get().Value, store.Get().Value, store.Get().Value));
        Assert.Equal((3, 2, 1), (stack.Get().Value, stack.Get().Value, stack.Get().Value));
        Assert.Equal((0, 0), (store.Count, stack.Count));
    }

    [Fact]
    public void A_put_serves_a_waiting_get_one_event_later()
    {
        var sim = new Simulation();
        var store = new Store(sim, 1);
        var get = store.Get();
        var put = store.Put("a");
        Assert.True(put.IsTriggered);
        Assert.Equal((false, 1), (get.IsTriggered, store.Count));
        var waits = store.Put("b");
        Assert.False(waits.IsTriggered);
        sim.Run();
        Assert.Equal("a", get.Value);
        Assert.True(waits.IsProcessed);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void A_priority_store_gives_the_smallest_priority_first()
    {
        var sim = new Simulation();
        var store = new PriorityStore(sim, ["b", "c"], [2.0, 3.0]);
        store.Put("a", 1);
        store.Put("b2", 2);
        Assert.Equal(["a", "b", "b2", "c"], Enumerable.Range(0, 4).Select(_ => (string)store.Get().Value));
    }

    [Fact]
    public void A_get_that_can_be_served_does_not_wait_for_one_that_cannot()
    {
        var sim = new Simulation();
        var store = new FilterStore(sim, 2);
        var one = store.Get(o => (int)o == 1);
        var two = store.Get(o => (int)o == 2);
        store.Put(2);
        sim.Run();
        Assert.True(two.IsProcessed);
        Assert.False(one.IsTriggered);
        store.Put(1);
        sim.Run();
        Assert.Equal(1, one.Value);
    }

    [Fact]
    public void A_container_serves_amounts_in_order()
    {
        var sim = new Simulation();
        var tank = new Container(sim, 10, 4);
        var much = tank.Get(6);
        var little = tank.Get(1);
        Assert.False(little.IsTriggered);
        var level = tank.WhenAtMost(3);
        var full = tank.WhenFull();
        tank.Put(5);
        sim.Run();
        Assert.True(much.IsProcessed && little.IsProcessed && level.IsProcessed);
        Assert.Equal(2, tank.Level);
        Assert.False(full.IsTriggered);
        Assert.Throws<ArgumentException>(() => tank.Put(11));
        Assert.Throws<ArgumentException>(() => tank.Get(0));
    }

    [Fact]
    public void A_typed_store_hands_over_values()
    {
        var sim = new Simulation();
        var store = new Store<(int Id, double Size)>(sim, 1);
        var take = store.Get();
        store.Add((1, 2.5));
        var waits = store.Add((2, 3.5));
        Assert.False(waits.IsTriggered);
        sim.Run();
        Assert.Equal((1, 2.5), take.Item);
        Assert.Equal((2, 3.5), store.Get().Item);
    }
}
