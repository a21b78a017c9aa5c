namespace CloudSim.Net.Tests.Engine;

/// <summary>What a review of the engine found, each as the few lines that showed it.</summary>
public class EngineReviewTests
{
    [Fact]
    public void An_event_that_happens_after_its_waiter_was_ended_is_nobodys()
    {
        var sim = new Simulation();
        var never = new Event(sim);
        sim.Process(Wait());
        sim.Run();
        sim.Reset(1);
        never.Succeed();
        sim.Run();
        Assert.True(never.IsProcessed);

        IEnumerable<Event> Wait()
        {
            yield return never;
        }
    }

    [Fact]
    public void A_process_that_ended_by_an_error_can_be_interrupted_in_a_later_run()
    {
        var sim = new Simulation();
        var broken = sim.Process(Break());
        Assert.Throws<FormatException>(() => sim.Run());
        broken.Interrupt();
        sim.Run();

        IEnumerable<Event> Break()
        {
            yield return sim.TimeoutD(1);
            throw new FormatException();
        }
    }

    [Fact]
    public void Work_in_process_of_a_store_counts_who_waits_to_get_as_in_SimSharp()
    {
        var sim = new Simulation();
        var wip = new TimeSeriesMonitor(sim);
        var store = new Store(sim) { WIP = wip };
        store.Get();
        Assert.Equal(1, wip.Current);
    }

    [Fact]
    public void A_series_has_an_entry_for_each_change_only()
    {
        var sim = new Simulation();
        var monitor = new TimeSeriesMonitor(sim, collect: true);
        monitor.UpdateTo(1);
        sim.RunD(1);
        monitor.UpdateTo(1);
        sim.RunD(1);
        var entry = Assert.Single(monitor.Series);
        Assert.Equal(2, entry.Duration);
    }

    [Fact]
    public void An_interrupted_wait_that_is_decided_before_the_interrupt_arrives_is_not_over_before_its_turn()
    {
        var sim = new Simulation();
        var log = new List<string>();
        var happens = new Event(sim);
        Condition? either = null;
        var waiter = sim.Process(Wait());
        sim.Process(Disturb());
        sim.Run();
        Assert.Equal(["interrupted, triggered", "after", "happened"], log);

        IEnumerable<Event> Wait()
        {
            either = happens | new Event(sim);
            yield return either;
            Assert.True(sim.ActiveProcess.HandleFault());
            log.Add($"interrupted, {(either.IsProcessed ? "processed" : either.IsTriggered ? "triggered" : "alive")}");
            sim.TimeoutD(0, priority: -1).AddCallback(_ => log.Add("after"));
            yield return either;
            log.Add("happened");
        }

        IEnumerable<Event> Disturb()
        {
            yield return sim.TimeoutD(1);
            happens.Succeed();
            waiter.Interrupt();
        }
    }

    [Fact]
    public void A_process_that_stops_the_run_by_an_exception_has_ended()
    {
        var sim = new Simulation();
        var stopper = sim.Process(Stop());
        Assert.Equal(42, sim.Run());
        Assert.Null(sim.ActiveProcess);
        Assert.False(sim.IsDeadlocked);
        stopper.Interrupt();

        IEnumerable<Event> Stop()
        {
            yield return sim.TimeoutD(1);
            throw new StopSimulationException(42);
        }
    }

    [Fact]
    public void What_would_happen_after_the_last_date_cannot_be_scheduled()
    {
        var sim = new Simulation(new DateTime(9999, 12, 31));
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Timeout(TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Timeout(TimeSpan.MaxValue));
        var last = sim.Timeout(DateTime.MaxValue - sim.Now);
        sim.Run();
        Assert.True(last.IsProcessed);
        Assert.Equal(DateTime.MaxValue, sim.Now);
    }

    [Fact]
    public void A_process_succeeded_by_another_makes_one_more_step_also_if_that_is_its_first()
    {
        var sim = new Simulation();
        var steps = new List<string>();
        var early = sim.Process(Step("early"));
        early.Succeed(5);
        var later = sim.Process(Step("later"));
        sim.RunD(0.5);
        later.Succeed(6);
        sim.Run();
        Assert.Equal(["early", "later", "later ends"], steps);
        Assert.Equal((5, 6), (early.Value, later.Value));

        IEnumerable<Event> Step(string name)
        {
            steps.Add(name);
            yield return sim.TimeoutD(1);
            steps.Add($"{name} ends");
            yield return sim.TimeoutD(1);
            steps.Add("never");
        }
    }

    [Fact]
    public void Who_gives_up_waiting_and_who_releases_twice_is_no_change()
    {
        var sim = new Simulation();
        var desk = new Resource(sim);
        var user = desk.Request();
        var waiting = desk.Request();
        var change = desk.WhenChange();
        desk.Release(waiting);
        Assert.False(change.IsTriggered);
        desk.Release(user);
        Assert.True(change.IsTriggered);
        change = desk.WhenChange();
        desk.Release(user);
        Assert.False(change.IsTriggered);
    }

    [Fact]
    public void The_lead_time_of_who_lost_the_resource_counts_once_when_it_is_released()
    {
        var sim = new Simulation();
        var lead = new SampleMonitor(collect: true);
        var interrupted = new SampleMonitor();
        var desk = new PreemptiveResource(sim) { LeadTime = lead, InterruptTime = interrupted };
        var loser = desk.Request(2);
        sim.RunD(3);
        var winner = desk.Request(1, preempt: true);
        sim.RunD(1);
        desk.Release(loser);
        desk.Release(loser);
        Assert.Equal(1, desk.InUse);
        sim.RunD(1);
        desk.Release(winner);
        Assert.Equal([4, 2], lead.Samples);
        Assert.Equal(3, interrupted.Mean);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Looking_at_the_users_does_not_change_who_loses(bool looks)
    {
        var sim = new Simulation();
        var desk = new OpenPreemptive(sim, 3);
        var users = Enumerable.Range(0, 3).Select(_ => desk.Request(2)).ToList();
        if (looks)
            Assert.Equal(3, desk.Holders.Count);
        desk.Request(1, preempt: true);
        Assert.Equal([false, false, true], users.Select(u => u.IsPreempted));
        Assert.Throws<ArgumentException>(() => users[0].CompareTo((object)"another kind"));
    }

    [Fact]
    public void A_finally_part_that_throws_keeps_no_other_from_running()
    {
        var sim = new Simulation();
        int ended = 0;
        sim.Process(Wait(throws: true));
        sim.Process(Wait(throws: false));
        sim.Run();
        Assert.Throws<FormatException>(sim.Dispose);
        Assert.Equal(2, ended);
        Assert.Empty(sim.Waiting);
        sim.Dispose();

        IEnumerable<Event> Wait(bool throws)
        {
            try
            {
                yield return new Event(sim);
            }
            finally
            {
                ended++;
                if (throws)
                    throw new FormatException();
            }
        }
    }

    [Fact]
    public void Without_a_mode_a_triangular_draw_has_it_in_the_very_middle()
    {
        // Sim#'s formula for half the width, whose digits the rounded middle of 0.1 and 0.7 would miss.
        const double Lower = 0.1, Upper = 0.7;
        var ours = new PcgRandom(7);
        var theirs = new PcgRandom(7);
        for (int i = 0; i < 100; i++)
        {
            double u = theirs.NextDouble();
            double expected = u > 0.5
                ? Upper + ((Lower - Upper) * Math.Sqrt((1 - u) / 2))
                : Lower + ((Upper - Lower) * Math.Sqrt(u / 2));
            Assert.Equal(expected, Triangular.Sample(ours, Lower, Upper));
        }
    }

    private sealed class OpenPreemptive(Simulation sim, int capacity) : PreemptiveResource(sim, capacity)
    {
        public HashSet<PreemptiveRequest> Holders => Users;
    }
}
