namespace CloudSim.Net.Tests.Engine;

public class InterruptTests
{
    // Among events of an instant an interrupt has the place of its priority, whichever was asked for first.
    [Theory]
    [InlineData(-1, "interrupted event")]
    [InlineData(1, "event interrupted")]
    public void An_interrupt_has_the_place_of_its_priority(int priority, string order)
    {
        var sim = new Simulation();
        var log = new List<string>();
        var victim = sim.Process(Victim());
        sim.Process(Killer());
        sim.Run();
        Assert.Equal(order, string.Join(' ', log));

        IEnumerable<Event> Victim()
        {
            yield return sim.TimeoutD(10);
            if (sim.ActiveProcess.HandleFault())
                log.Add("interrupted");
        }

        IEnumerable<Event> Killer()
        {
            yield return sim.TimeoutD(1);
            var other = new Event(sim);
            other.AddCallback(_ => log.Add("event"));
            if (priority > 0)
                victim.Interrupt(priority: priority);
            other.Succeed();
            if (priority < 0)
                victim.Interrupt(priority: priority);
        }
    }

    // An event that is telling its waiters tells each, also one that another of them interrupts meanwhile.
    [Fact]
    public void Who_is_interrupted_by_a_fellow_waiter_is_told_first()
    {
        var sim = new Simulation();
        var log = new List<string>();
        var signal = new Event(sim);
        Process second = null!;
        sim.Process(First());
        second = sim.Process(Second());
        new Alarm(sim, () => signal.Succeed()).Set(TimeSpan.FromSeconds(1)); // when both wait
        sim.Run();
        Assert.Equal(["told", "interrupted"], log);

        IEnumerable<Event> First()
        {
            yield return signal;
            second.Interrupt();
        }

        IEnumerable<Event> Second()
        {
            yield return signal;
            log.Add(sim.ActiveProcess.HandleFault() ? "interrupted" : "told");
            yield return sim.TimeoutD(1);
            log.Add(sim.ActiveProcess.HandleFault() ? "interrupted" : "waited");
        }
    }
}
