using CsCheck;

namespace CloudSim.Net.Tests.Engine;

public class FilterStoreTests
{
    [Fact]
    public void In_a_small_store_a_waiting_get_asks_about_everything_again_as_in_SimSharp()
    {
        var sim = new Simulation();
        var store = new FilterStore(sim);
        var log = new List<string>();
        store.Get(o =>
        {
            log.Add($"check {o}");
            return (int)o == 2;
        }).AddCallback(got => log.Add($"get {got.Value}"));
        sim.Process(Put());
        sim.Run();
        Assert.Equal(["put 0", "check 0", "put 1", "check 0", "check 1", "put 2", "check 0", "check 1", "check 2", "get 2"], log);

        IEnumerable<Event> Put()
        {
            for (int i = 0; i < 3; i++)
            {
                log.Add($"put {i}");
                yield return store.Put(i);
            }
        }
    }

    [Fact]
    public void A_filter_may_look_at_more_than_the_item_in_a_small_store()
    {
        var sim = new Simulation();
        var store = new FilterStore(sim, [1, 2]);
        int wanted = 3;
        var get = store.Get(o => (int)o == wanted);
        wanted = 2;
        store.Put(7);
        sim.Run();
        Assert.Equal(2, get.Value);
    }

    [Fact]
    public void In_a_large_store_each_pair_of_get_and_item_is_asked_about_once()
    {
        var sim = new Simulation();
        var store = new FilterStore(sim);
        long asked = 0;
        var gets = Enumerable.Range(0, 1_000).Select(i => store.Get(o =>
        {
            asked++;
            return (int)o == -1 - i;
        })).ToList();
        for (int i = 0; i < 1_000; i++)
        {
            store.Put(i);
            sim.Run();
        }
        Assert.InRange(asked, 1_000_000, 1_002_000); // asking again would be 500 times as many
        store.Put(-500);
        sim.Run();
        Assert.Equal([gets[499]], gets.Where(g => g.IsProcessed));
    }

    [Fact]
    public void Taking_the_first_of_many_does_not_move_the_others()
    {
        var sim = new Simulation();
        var store = new FilterStore(sim, Enumerable.Range(0, 300_000).Cast<object>());
        for (int i = 0; i < 300_000; i++)
            Assert.Equal(i, store.Get().Value); // moving them would take a minute
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void What_is_taken_is_what_a_list_would_give() =>
        Gen.Select(Gen.Bool, Gen.Int[1, 40], Gen.Int[0, 3]).Array[0, 400].Sample(operations =>
        {
            var store = new Opened(new Simulation());
            var expected = new List<int>();
            int next = 0;
            foreach (var (isPut, number, rest) in operations)
            {
                if (isPut || expected.Count == 0)
                {
                    store.Put(next);
                    expected.Add(next++);
                    continue;
                }
                int at = expected.FindIndex(x => x % number == rest % number);
                Assert.Equal(at >= 0, store.IsAvailable(o => (int)o % number == rest % number));
                if (at < 0)
                    continue;
                Assert.Equal(expected[at], store.Get(o => (int)o % number == rest % number).Value);
                expected.RemoveAt(at);
                if (number == 1)
                    Assert.Equal(expected, store.Inside);
                Assert.Equal(expected.Count, store.Count);
            }
            Assert.Equal(expected, store.Inside);
        });

    private sealed class Opened(Simulation sim) : FilterStore(sim)
    {
        public IEnumerable<int> Inside => Items.Select(i => (int)i.Item);
    }
}
