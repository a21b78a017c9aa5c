namespace CloudSim.Net.Tests.Engine.SimSharp;

/// <summary>What Sim#'s public tests expect of processes and interrupts, in models of our own.</summary>
public class ProcessBehaviourTests
{
    private readonly Simulation sim = new();

    [Fact]
    public void A_process_is_alive_until_its_method_ends_and_waits_for_its_target()
    {
        var timeout = sim.TimeoutD(3);
        var process = sim.Process(Wait(timeout));
        sim.RunD(1);
        Assert.Equal((true, timeout), (process.IsAlive, process.Target));
        sim.RunD(3);
        Assert.Equal((false, true, true), (process.IsAlive, process.IsProcessed, process.IsOk));
        Assert.Throws<InvalidOperationException>(() => process.Interrupt());
    }

    [Fact]
    public void The_active_process_is_known_inside_and_only_there()
    {
        Process? seen = null;
        var process = sim.Process(Look());
        sim.Run();
        Assert.Same(process, seen);
        Assert.Null(sim.ActiveProcess);

        IEnumerable<Event> Look()
        {
            yield return sim.TimeoutD(1);
            seen = sim.ActiveProcess;
            Assert.Throws<InvalidOperationException>(() => seen!.Interrupt());
        }
    }

    [Fact]
    public void A_process_returns_what_it_succeeds_with_even_an_exception()
    {
        var values = new List<object>();
        sim.Process(Parent());
        sim.Run();
        Assert.Equal([1.0, 2.0], values.Take(2));
        Assert.IsType<FormatException>(values[2]);

        IEnumerable<Event> Parent()
        {
            foreach (var result in new Func<object>[] { () => sim.NowD, () => sim.NowD, () => new FormatException() })
            {
                var child = sim.Process(Child(result));
                yield return child;
                values.Add(child.Value);
            }
        }

        IEnumerable<Event> Child(Func<object> result)
        {
            yield return sim.TimeoutD(1);
            sim.ActiveProcess.Succeed(result());
        }
    }

    [Theory]
    [InlineData(false, 6)] // goes its own way
    [InlineData(true, 2)] // waits for the child again
    public void An_interrupt_ends_the_wait_for_another_process(bool again, double end)
    {
        var child = sim.Process(Wait(sim.TimeoutD(2)));
        var parent = sim.Process(Parent());
        sim.TimeoutD(1).AddCallback(_ => parent.Interrupt("why"));
        sim.Run();
        Assert.Equal(end, parent.Value);

        IEnumerable<Event> Parent()
        {
            yield return child;
            Assert.Equal("why", sim.ActiveProcess.Value);
            Assert.True(sim.ActiveProcess.HandleFault());
            Assert.False(sim.ActiveProcess.HandleFault());
            Assert.Equal((1, true), (sim.NowD, child.IsAlive));
            yield return again ? child : sim.TimeoutD(5);
            sim.ActiveProcess.Succeed(sim.NowD);
        }
    }

    [Fact]
    public void An_interrupt_comes_before_a_failure_of_the_same_instant_and_the_failure_then_is_nobodys()
    {
        var faults = new List<object?>();
        sim.Process(Parent());
        sim.Run();
        Assert.Equal(["interrupt", null], faults);

        IEnumerable<Event> Parent()
        {
            sim.Process(Interrupter(sim.ActiveProcess));
            yield return sim.Process(Failing());
            faults.Add(sim.ActiveProcess.HandleFault() ? sim.ActiveProcess.Value : null);
            yield return sim.TimeoutD(0);
            faults.Add(sim.ActiveProcess.HandleFault() ? sim.ActiveProcess.Value : null);
        }

        IEnumerable<Event> Interrupter(Process victim)
        {
            victim.Interrupt("interrupt");
            yield return sim.TimeoutD(1);
        }

        IEnumerable<Event> Failing()
        {
            sim.ActiveProcess.Fail("failure");
            yield return sim.TimeoutD(1);
        }
    }

    [Fact]
    public void After_a_fault_that_one_process_did_not_handle_the_run_can_go_on_with_the_others()
    {
        var failed = sim.Process(Fail());
        sim.Process(After(false));
        var careful = sim.Process(After(true));
        Assert.Throws<InvalidOperationException>(() => sim.Run());
        sim.Run();
        Assert.Equal((42, false), (careful.Value, failed.IsOk));

        IEnumerable<Event> Fail()
        {
            yield return sim.TimeoutD(10);
            sim.ActiveProcess.Fail();
        }

        IEnumerable<Event> After(bool handle)
        {
            yield return sim.TimeoutD(20);
            yield return failed;
            if (handle)
                sim.ActiveProcess.HandleFault();
            yield return sim.TimeoutD(5);
            sim.ActiveProcess.Succeed(42);
        }
    }

    [Fact]
    public void A_request_stands_through_an_interrupt()
    {
        var desk = new Resource(sim);
        sim.Process(Hold());
        var victims = new[] { Wait(again: true, delay: 0), Wait(again: true, delay: 2), Wait(again: false, delay: 0) }
            .Select(w => sim.Process(w)).ToArray();
        foreach (var victim in victims)
            sim.Process(Interrupt(victim));
        sim.Run();
        Assert.Equal([1.0, 2.0, 0.0], victims.Select(v => v.Value));
        Assert.Equal(0, desk.InUse);

        IEnumerable<Event> Hold()
        {
            using var request = desk.Request();
            yield return request;
            yield return sim.TimeoutD(1);
        }

        IEnumerable<Event> Wait(bool again, double delay)
        {
            var request = desk.Request();
            yield return request;
            Assert.False(request.IsOk);
            Assert.True(sim.ActiveProcess.HandleFault());
            if (delay > 0)
                yield return sim.TimeoutD(delay);
            if (again)
                yield return request;
            desk.Release(request);
            sim.ActiveProcess.Succeed(sim.NowD);
        }

        IEnumerable<Event> Interrupt(Process victim)
        {
            victim.Interrupt();
            yield break;
        }
    }

    private static IEnumerable<Event> Wait(Event what)
    {
        yield return what;
    }
}
