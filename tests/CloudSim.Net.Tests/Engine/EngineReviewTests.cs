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
}
