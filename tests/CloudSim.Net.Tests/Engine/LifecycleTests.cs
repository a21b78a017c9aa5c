using System.Threading;

namespace CloudSim.Net.Tests.Engine;

public class LifecycleTests
{
    [Fact]
    public void Dispose_runs_the_finally_parts_of_what_still_waits()
    {
        var ended = new List<string>();
        using (var sim = new Simulation())
        {
            var desk = new Resource(sim);
            foreach (var name in new[] { "a", "b" })
                sim.Process(Customer(sim, desk, name));
            sim.RunD(1);
            Assert.Empty(ended);
        }
        Assert.Equal(["a", "b"], ended);

        IEnumerable<Event> Customer(Simulation sim, Resource desk, string name)
        {
            using var request = desk.Request();
            try
            {
                yield return request;
                yield return new Event(sim);
            }
            finally
            {
                ended.Add(name);
            }
        }
    }

    [Fact]
    public void A_deadlock_says_who_waits_for_what()
    {
        var sim = new Simulation();
        var desk = new Resource(sim);
        var never = new Event(sim);
        sim.Process(Keeper());
        sim.Process(Customer());
        sim.Process(Customer());
        var error = Assert.Throws<InvalidOperationException>(() => sim.Run(never));
        Assert.True(sim.IsDeadlocked);
        Assert.Equal("Keeper waits for Event (not triggered)\n2 x Customer waits for Request (not triggered)", sim.DescribeWaiting());
        Assert.Contains("2 x Customer", error.Message);
        Assert.Equal(3, sim.Waiting.Count());

        IEnumerable<Event> Keeper()
        {
            yield return desk.Request();
            yield return never;
        }

        IEnumerable<Event> Customer()
        {
            yield return desk.Request();
        }
    }

    [Fact]
    public void A_cancelled_run_can_be_gone_on_with()
    {
        var sim = new Simulation();
        using var source = new CancellationTokenSource();
        int steps = 0;
        sim.Process(Clock());
        sim.Cancellation = source.Token;
        Assert.Throws<OperationCanceledException>(() => sim.RunD(100));
        Assert.Equal((11, 10), (steps, sim.NowD));
        sim.Cancellation = default;
        sim.RunD(5);
        Assert.Equal((15, 15), (steps, sim.NowD));
        sim.RunD(200); // no mark of the run that was cancelled is left at 100
        Assert.Equal(215, sim.NowD);

        IEnumerable<Event> Clock()
        {
            while (true)
            {
                if (++steps == 11)
                    source.Cancel();
                yield return sim.TimeoutD(1);
            }
        }
    }

    [Fact]
    public void A_trace_names_each_event()
    {
        var sim = new Simulation { Trace = new StringWriter { NewLine = "\n" } };
        sim.Process(Customer());
        new Alarm(sim, () => { }).Set(TimeSpan.FromSeconds(2));
        sim.RunD(5);
        var kinds = sim.Trace.ToString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[2]);
        Assert.Equal(["start Customer", "Timeout", "end of process", "Alarm"], kinds);
        Assert.Equal(4, sim.EventCount);

        IEnumerable<Event> Customer()
        {
            yield return sim.TimeoutD(1);
        }
    }

    [Fact]
    public void A_second_run_of_one_simulation_repeats_the_first()
    {
        var sim = new Simulation(randomSeed: 42);
        var first = Draws();
        sim.Reset(42);
        Assert.Equal(first, Draws());
        Assert.Equal(5, sim.ProcessedEvents); // first step, three timeouts, end of process

        List<double> Draws()
        {
            var times = new List<double>();
            sim.Process(Model(times));
            sim.Run();
            return times;
        }

        IEnumerable<Event> Model(List<double> times)
        {
            for (int i = 0; i < 3; i++)
            {
                yield return sim.TimeoutD(new Exponential(2));
                times.Add(sim.NowD);
            }
        }
    }

    [Fact]
    public void A_timeout_of_a_process_costs_48_bytes()
    {
        var sim = new Simulation();
        sim.Process(Clock());
        sim.RunD(1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sim.RunD(10_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (48 * 10_001) + 2_000);

        IEnumerable<Event> Clock()
        {
            while (true)
                yield return sim.TimeoutD(1);
        }
    }

    [Fact]
    public async Task Other_threads_may_start_processes_in_real_time()
    {
        var sim = new PseudoRealtimeSimulation();
        var order = new List<string>();
        var started = new TaskCompletionSource();
        sim.Process(Slow());
        var run = sim.RunAsync();
        await started.Task;
        sim.Process(Quick());
        await run;
        Assert.Equal(["quick", "slow"], order);
        Assert.True(sim.Now >= sim.StartDate.AddSeconds(1_000));

        IEnumerable<Event> Slow()
        {
            started.SetResult();
            yield return sim.Timeout(TimeSpan.FromSeconds(1_000));
            order.Add("slow");
        }

        IEnumerable<Event> Quick()
        {
            order.Add("quick");
            sim.SetVirtualtime();
            yield break;
        }
    }

    [Fact]
    public void A_run_in_real_time_can_be_stopped_from_outside()
    {
        var sim = new PseudoRealtimeSimulation();
        sim.RunStarted += (_, _) => new Thread(sim.StopAsync) { IsBackground = true }.Start();
        sim.Run(TimeSpan.FromDays(100));
        Assert.True(sim.Now < sim.StartDate.AddDays(1));
    }

    // The stop may come before the wait has begun, while it begins, or later: it must never be missed, or the run waits for days.
    [Fact]
    public async Task A_stop_from_outside_is_not_missed_by_a_wait_that_begins()
    {
        for (int spins = 0; spins < 300; spins++)
        {
            var sim = new PseudoRealtimeSimulation();
            int length = spins;
            sim.RunStarted += (_, _) => Task.Run(() =>
            {
                System.Threading.Thread.SpinWait(length);
                sim.StopAsync();
            });
            await sim.RunAsync(TimeSpan.FromDays(100)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_step_by_hand_after_a_stopped_run_waits_and_is_taken()
    {
        var sim = new PseudoRealtimeSimulation();
        var late = sim.Timeout(TimeSpan.FromMilliseconds(20));
        sim.RunStarted += (_, _) => sim.StopAsync();
        sim.Run(TimeSpan.FromDays(1));
        Assert.False(late.IsProcessed);
        sim.Step();
        Assert.True(late.IsProcessed);
    }
}
