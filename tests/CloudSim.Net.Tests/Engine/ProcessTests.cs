namespace CloudSim.Net.Tests.Engine;

public class ProcessTests
{
    [Fact]
    public void A_process_waits_as_long_as_it_says()
    {
        var sim = new Simulation();
        var times = new List<double>();
        sim.Process(Clock());
        sim.Run(TimeSpan.FromSeconds(3.5));
        Assert.Equal([0, 1, 2, 3], times);
        Assert.Equal(3.5, sim.NowD);

        IEnumerable<Event> Clock()
        {
            while (true)
            {
                times.Add(sim.NowD);
                yield return sim.TimeoutD(1);
            }
        }
    }

    [Fact]
    public void A_processed_event_is_no_wait()
    {
        var sim = new Simulation();
        var past = sim.TimeoutD(1);
        double at = -1;
        sim.Process(Waits());
        sim.Run();
        Assert.Equal(2, at);

        IEnumerable<Event> Waits()
        {
            yield return sim.TimeoutD(2);
            yield return past;
            at = sim.NowD;
        }
    }

    [Fact]
    public void Two_interrupts_at_one_instant_leave_no_stale_wait()
    {
        var sim = new Simulation();
        var log = new List<string>();
        var victim = sim.Process(Victim());
        sim.Process(Attacker());
        sim.Run();
        Assert.Equal(["fault a at 1", "fault b at 1", "woke at 6"], log);

        IEnumerable<Event> Victim()
        {
            yield return sim.TimeoutD(10);
            while (sim.ActiveProcess.HandleFault())
            {
                log.Add($"fault {sim.ActiveProcess.Value} at {sim.NowD}");
                yield return sim.TimeoutD(5);
            }
            log.Add($"woke at {sim.NowD}");
        }

        IEnumerable<Event> Attacker()
        {
            yield return sim.TimeoutD(1);
            victim.Interrupt("a");
            victim.Interrupt("b");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void An_interrupt_before_the_first_step_arrives_at_the_first_wait(int priority)
    {
        var sim = new Simulation();
        bool faulted = false;
        var victim = sim.Process(Victim());
        victim.Interrupt("early", priority);
        sim.Run();
        Assert.True(faulted);
        Assert.Equal(0, sim.NowD);
        Assert.True(victim.IsProcessed && victim.IsOk);

        IEnumerable<Event> Victim()
        {
            yield return new Event(sim);
            faulted = sim.ActiveProcess.HandleFault();
        }
    }

    [Fact]
    public void A_fault_that_nobody_handles_ends_the_run_with_an_error()
    {
        var sim = new Simulation();
        var failing = new Event(sim);
        sim.Process(Careless());
        failing.Fail("broken");
        Assert.Throws<InvalidOperationException>(() => sim.Run());

        IEnumerable<Event> Careless()
        {
            yield return failing;
            yield return sim.TimeoutD(1);
        }
    }

    [Fact]
    public void A_process_that_ends_runs_its_finally_part_even_when_it_ends_itself()
    {
        var sim = new Simulation();
        bool ran = false;
        var process = sim.Process(Ends());
        sim.Run();
        Assert.True(ran);
        Assert.Equal(42, process.Value);

        IEnumerable<Event> Ends()
        {
            try
            {
                yield return sim.TimeoutD(1);
                sim.ActiveProcess.Succeed(42);
                yield return sim.TimeoutD(1);
            }
            finally
            {
                ran = true;
            }
        }
    }
}
