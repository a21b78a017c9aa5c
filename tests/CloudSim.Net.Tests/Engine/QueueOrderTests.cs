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
}
