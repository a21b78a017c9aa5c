using CsCheck;

namespace CloudSim.Net.Tests.Engine;

public class QueueOrderTests
{
    [Fact]
    public void Ten_thousand_events_of_one_time_run_in_order_of_priority_then_of_scheduling()
    {
        var sim = new Simulation();
        var draws = new RandomStreams(1)["priorities"];
        var ran = new List<(int Priority, int Number)>();
        for (int i = 0; i < 10_000; i++)
        {
            int number = i, priority = draws.Next(-3, 4);
            sim.Timeout(TimeSpan.FromSeconds(1), priority).AddCallback(_ => ran.Add((priority, number)));
        }
        sim.Run();
        Assert.Equal(10_000, ran.Count);
        Assert.Equal(ran.OrderBy(r => r.Priority).ThenBy(r => r.Number), ran);
    }

    [Fact]
    public void The_order_is_that_of_a_sorted_list_under_any_mix_of_operations() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[-1, 1], Gen.Int[0, 9]).Array[0, 400].Sample(operations =>
        {
            var sim = new Simulation();
            var expected = new List<(long Time, int Priority, long Order, int Id)>();
            var ran = new List<int>();
            var alarms = Enumerable.Range(0, 10).Select(i => new Alarm(sim, () => ran.Add(1000 + i), i % 3 - 1)).ToArray();
            int order = 0, next = 2000;
            void Apply((int Kind, int Delay, int Priority, int Which) operation)
            {
                var (kind, delay, priority, which) = operation;
                long time = sim.Now.Ticks + delay;
                switch (kind)
                {
                    case 0 or 1 or 2:
                        int id = next++;
                        expected.Add((time, priority, order++, id));
                        sim.Timeout(new TimeSpan(delay), priority).AddCallback(_ => ran.Add(id));
                        break;
                    case 3 or 4:
                        alarms[which].Set(new TimeSpan(delay));
                        expected.RemoveAll(e => e.Id == 1000 + which);
                        expected.Add((time, (which % 3) - 1, order++, 1000 + which));
                        break;
                    case 5:
                        alarms[which].Cancel();
                        expected.RemoveAll(e => e.Id == 1000 + which);
                        break;
                    default:
                        StepBoth();
                        break;
                }
            }
            void StepBoth()
            {
                if (expected.Count == 0)
                {
                    Assert.Equal(DateTime.MaxValue, sim.Peek());
                    return;
                }
                var first = expected.Min();
                expected.Remove(first);
                Assert.Equal(first.Time, sim.Peek().Ticks);
                sim.Step();
                Assert.Equal(first.Id, ran[^1]);
                Assert.Equal(first.Time, sim.Now.Ticks);
            }
            foreach (var operation in operations)
                Apply(operation);
            while (expected.Count > 0)
                StepBoth();
            StepBoth();
        });

    [Fact]
    public void The_order_holds_while_thousands_are_set_again_and_cancelled()
    {
        var sim = new Simulation();
        var draws = new RandomStreams(5)["operations"];
        var expected = new SortedSet<(long Time, int Priority, long Order, int Id)>();
        var where = new (long, int, long, int)?[6_000];
        var rang = new List<int>();
        var alarms = Enumerable.Range(0, where.Length).Select(i => new Alarm(sim, () => rang.Add(i), i % 2)).ToArray();
        for (long order = 0; order < 60_000; order++)
        {
            int which = draws.Next(where.Length);
            if (draws.Next(10) < 7)
            {
                Forget(which);
                int delay = draws.Next(200);
                alarms[which].Set(new TimeSpan(delay));
                where[which] = (sim.Now.Ticks + delay, which % 2, order, which);
                expected.Add(where[which]!.Value);
            }
            else if (draws.Next(2) == 0)
            {
                Forget(which);
                alarms[which].Cancel();
            }
            else if (expected.Count > 0)
            {
                var first = expected.Min;
                Forget(first.Id);
                sim.Step();
                Assert.Equal((first.Id, first.Time), (rang[^1], sim.Now.Ticks));
            }
            Assert.Equal(where[which].HasValue, alarms[which].IsSet);
        }
        rang.Clear();
        sim.Run();
        Assert.Equal(expected.Select(e => e.Id), rang);

        void Forget(int id)
        {
            if (where[id] is { } entry)
                expected.Remove(entry);
            where[id] = null;
        }
    }

    [Fact]
    public void Queues_by_hand_keep_the_order_of_a_sorted_list() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 30], Gen.Int[0, 5]).Array[0, 300].Sample(operations =>
        {
            var queue = new SimplePriorityQueue<int, double>();
            var events = new EventQueue(1);
            var expected = new List<(double Priority, int Order, int Item, EventQueueNode Node)>();
            int order = 0;
            foreach (var (kind, item, priority) in operations)
            {
                int at = expected.FindIndex(e => e.Item == item);
                if (kind <= 2 && at < 0)
                {
                    queue.Enqueue(item, priority);
                    expected.Add((priority, order++, item, events.Enqueue(new DateTime(priority), null)));
                }
                else if (kind <= 2)
                {
                    queue.UpdatePriority(item, priority);
                    events.UpdatePriority(expected[at].Node, new DateTime(priority), 0);
                    expected[at] = (priority, order++, item, expected[at].Node);
                }
                else if (kind == 3)
                {
                    Assert.Equal(at >= 0, queue.TryRemove(item));
                    if (at >= 0)
                    {
                        events.Remove(expected[at].Node);
                        Assert.False(events.Contains(expected[at].Node));
                        expected.RemoveAt(at);
                    }
                }
                else if (expected.Count > 0)
                {
                    var first = expected.MinBy(e => (e.Priority, e.Order));
                    Assert.Equal(first.Item, queue.Dequeue());
                    Assert.Same(first.Node, events.First);
                    Assert.Same(first.Node, events.Dequeue());
                    expected.Remove(first);
                }
                Assert.True(queue.IsValidQueue() && events.IsValidQueue());
                Assert.Equal((expected.Count, expected.Count), (queue.Count, events.Count));
            }
            Assert.Equal(expected.OrderBy(e => (e.Priority, e.Order)).Select(e => e.Item), queue);
            Assert.Equal(expected.OrderBy(e => (e.Priority, e.Order)).Select(e => e.Node), events);
        });
}
