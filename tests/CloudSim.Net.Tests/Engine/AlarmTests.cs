namespace CloudSim.Net.Tests.Engine;

public class AlarmTests
{
    [Fact]
    public void Setting_a_set_alarm_moves_it_and_leaves_nothing_behind()
    {
        var sim = new Simulation();
        var rang = new List<double>();
        var alarm = new Alarm(sim, () => rang.Add(sim.NowD));
        for (int i = 1; i <= 1000; i++)
            alarm.Set(TimeSpan.FromSeconds(i));
        Assert.True(alarm.IsSet);
        Assert.Equal(sim.StartDate.AddSeconds(1000), alarm.Time);
        alarm.Set(TimeSpan.FromSeconds(7));
        sim.Run();
        Assert.Equal([7], rang);
        Assert.Equal(1, sim.EventCount);
        Assert.False(alarm.IsSet);
    }

    [Fact]
    public void A_cancelled_alarm_is_gone_from_the_queue()
    {
        var sim = new Simulation();
        var alarm = new Alarm(sim, () => Assert.Fail("rang"));
        alarm.Set(TimeSpan.FromSeconds(3));
        alarm.Cancel();
        Assert.Equal(DateTime.MaxValue, sim.Peek());
        alarm.Cancel();
        sim.Run();
        Assert.Equal(0, sim.NowD);
    }

    [Fact]
    public void It_may_be_set_again_while_it_rings()
    {
        var sim = new Simulation();
        int rings = 0;
        Alarm? alarm = null;
        alarm = new Alarm(sim, () =>
        {
            if (++rings < 5)
                alarm!.Set(TimeSpan.FromSeconds(2));
        });
        alarm.Set(TimeSpan.Zero);
        sim.Run();
        Assert.Equal((5, 8.0), (rings, sim.NowD));
    }

    [Fact]
    public void Equal_times_ring_in_order_of_setting_among_events()
    {
        var sim = new Simulation();
        var order = new List<string>();
        var late = new Alarm(sim, () => order.Add("alarm"));
        late.Set(TimeSpan.FromSeconds(1));
        sim.Timeout(TimeSpan.FromSeconds(1)).AddCallback(_ =>
        {
            order.Add("timeout");
            new Event(sim).Succeed();
            late.Set(TimeSpan.Zero);
            sim.Timeout(TimeSpan.Zero).AddCallback(_ => order.Add("after"));
        });
        late.Set(TimeSpan.FromSeconds(1));
        sim.Run();
        Assert.Equal(["timeout", "alarm", "after"], order);
    }

    [Fact]
    public void Setting_allocates_nothing()
    {
        var sim = new Simulation();
        var alarms = new Alarm[100];
        for (int i = 0; i < alarms.Length; i++)
        {
            int number = i;
            alarms[i] = new Alarm(sim, () => alarms[number].Set(TimeSpan.FromSeconds(1 + number)));
            alarms[i].Set(TimeSpan.FromSeconds(number));
        }
        sim.Run(TimeSpan.FromSeconds(10));
        long before = GC.GetAllocatedBytesForCurrentThread();
        sim.Run(TimeSpan.FromSeconds(100_000));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(sim.EventCount, 100_000, long.MaxValue);
        Assert.InRange(allocated, 0, 2_000);
    }

    [Fact]
    public async Task Several_threads_may_set_alarms_of_a_simulation_that_is_safe_for_them()
    {
        var sim = new ThreadSafeSimulation();
        int rang = 0;
        var alarms = Enumerable.Range(0, 8).Select(_ => new Alarm(sim, () => rang++)).ToArray();
        var end = new Event(sim);
        sim.Process(Clock());
        var run = sim.RunAsync(end);
        try
        {
            await Task.WhenAll(alarms.Select(alarm => Task.Run(() =>
            {
                for (int i = 0; i < 20_000; i++)
                {
                    alarm.Set(new TimeSpan(i % 7));
                    if (i % 5 == 0)
                        alarm.Cancel();
                }
                alarm.Set(new TimeSpan(1));
            }, TestContext.Current.CancellationToken)));
        }
        finally
        {
            // Whatever a thread met, the run ends: one that goes on would keep a processor for the rest of the tests.
            end.Succeed();
        }
        await run;
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.True(rang >= 8);
        Assert.All(alarms, a => Assert.False(a.IsSet));

        IEnumerable<Event> Clock()
        {
            while (true)
                yield return sim.Timeout(new TimeSpan(1));
        }
    }

    // During a wait the clock goes on by itself: "now" must not become the past while an alarm is being set.
    [Fact]
    public async Task An_alarm_without_delay_is_taken_while_the_clock_moves()
    {
        var sim = new PseudoRealtimeSimulation();
        var alarm = new Alarm(sim, () => { });
        sim.Process(Wait());
        var run = sim.RunAsync();
        for (int i = 0; i < 2_000; i++)
            alarm.Set(TimeSpan.Zero);
        await run;
        Assert.False(alarm.IsSet);

        IEnumerable<Event> Wait()
        {
            yield return sim.Timeout(TimeSpan.FromMilliseconds(50));
        }
    }
}
