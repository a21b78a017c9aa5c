using CloudSim.Net.Containers;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

public class RestartTests
{
    private readonly Rack rack = new();

    [Theory]
    [InlineData(RestartPolicy.No, 1, 0)]
    [InlineData(RestartPolicy.OnFailure, 0, 0)]
    [InlineData(RestartPolicy.OnFailure, 1, 3)]
    [InlineData(RestartPolicy.Always, 0, 3)]
    public void Policies_start_again_what_they_should(RestartPolicy policy, int exitCode, int restarts)
    {
        var web = rack.Run(new("web", "app") { Restart = policy });
        for (var i = 0; i < 3; i++)
        {
            if (web.Init!.IsAlive)
                rack.Kernel.Processes.End(web.Init, exitCode);
            rack.Sim.Run(5.Seconds);
        }
        Assert.Equal(restarts, web.Restarts);
        if (restarts == 0)
            return;
        Assert.Equal(OciStatus.Running, web.Status);
        rack.Sim.Run(rack.Engine.Stop(web));
        rack.Sim.Run(5.Seconds);
        Assert.Equal(OciStatus.Stopped, web.Status);
    }

    [Fact]
    public void The_engine_s_start_brings_back_always_but_not_unless_stopped()
    {
        var (always, unless) = (rack.Run(new("a", "app") { Restart = RestartPolicy.Always }),
            rack.Run(new("u", "app") { Restart = RestartPolicy.UnlessStopped }));
        rack.Sim.Run(rack.Engine.Stop(always));
        rack.Sim.Run(rack.Engine.Stop(unless));
        rack.Sim.Run(5.Seconds);
        rack.Engine.Crash();
        rack.Sim.Run(rack.Engine.Restart());
        rack.Sim.Run(5.Seconds);
        Assert.Equal((OciStatus.Running, OciStatus.Stopped), (always.Status, unless.Status));
    }

    /// <summary>Each of the runtime's operations in each state: only what the specification allows changes anything.</summary>
    [Fact]
    public void The_runtime_s_operations_keep_to_the_order_of_the_specification()
    {
        var (machine, commands) = (rack.Kernel, new OciCommands(rack.Kernel, OciRuntime.Crun(P)));
        var web = commands.Bundle(new("web", "app") { Limits = [("pids.max", "10")] });
        Refused(commands.Start(web), commands.Kill(web, Signal.Kill), commands.Delete(web));
        Assert.False(web.Exists);

        Done(commands.Create(web));
        Assert.Equal((OciStatus.Created, "10\n"), (web.Status, web.Cgroup!.Read("pids.max")));
        Assert.True(web.Init!.IsAlive && web.Started is null);
        Refused(commands.Create(web), commands.Delete(web));

        Done(commands.Start(web));
        Assert.Equal((OciStatus.Running, rack.Sim.Now), (web.Status, web.Started!.Value));
        Refused(commands.Create(web), commands.Start(web), commands.Delete(web));
        Done(commands.Kill(web, Signal.Terminate)); // the first process of a namespace has no handler, so it goes on
        Assert.Equal(OciStatus.Running, web.Status);
        Done(commands.Kill(web, Signal.Kill));
        Assert.Equal((OciStatus.Stopped, 137), (web.Status, web.ExitCode!.Value));

        Refused(commands.Create(web), commands.Start(web), commands.Kill(web, Signal.Kill));
        Done(commands.Delete(web));
        Assert.Empty(machine.Root.Children);
        Refused(commands.Delete(web), commands.Start(web));
        Done(commands.Create(web)); // the name is free again
        Assert.Equal(OciStatus.Created, web.Status);
        Done(commands.Kill(web, Signal.Kill)); // allowed before start
        Refused(commands.Start(web));

        void Done(Process operation)
        {
            rack.Sim.Run(operation);
            Assert.True(operation.IsOk, operation.Value?.ToString());
        }

        void Refused(params Process[] operations)
        {
            foreach (var operation in operations)
            {
                var (status, exists) = (web.Status, web.Exists);
                Assert.Equal(EngineError.WrongState, rack.Failure(operation));
                Assert.Equal((status, exists), (web.Status, web.Exists));
            }
        }
    }

    [Theory]
    [InlineData(true, 143, 0.1)]
    // the first process of a pid namespace never hears a SIGTERM without a handler: docker stop takes its ten seconds
    [InlineData(false, 137, 10.1)]
    public void Stop_asks_first_and_ends_after_the_grace_period(bool handles, int exitCode, double seconds)
    {
        var web = rack.Run(new("web", "app") { HandlesTerminate = handles });
        var begin = rack.Sim.NowD;
        rack.Sim.Run(rack.Engine.Stop(web));
        Assert.Equal(exitCode, web.ExitCode);
        Assert.InRange(rack.Sim.NowD - begin, seconds - 0.1, seconds);
    }

    /// <summary>100 ms, doubled each time to a minute, and from the start again after ten seconds up (docker run reference).</summary>
    [Fact]
    public void Waits_before_starts_double_and_begin_again_after_a_long_run()
    {
        var web = rack.Run(new("web", "app") { Restart = RestartPolicy.Always });
        for (var (i, wait) = (0, 0.1); i < 12; i++, wait = Math.Min(60, 2 * wait))
        {
            rack.Kernel.Processes.End(web.Init!, 0);
            var ended = rack.Sim.NowD;
            while (web.Status != OciStatus.Running)
                rack.Sim.Run(10.Milliseconds);
            Assert.Equal(wait, web.Backoff.TotalSeconds, 6);
            Assert.InRange(rack.Sim.NowD - ended, wait + 0.2, wait + 0.6); // cleaning up, waiting, starting
        }
        rack.Sim.Run(10.Seconds);
        rack.Kernel.Processes.End(web.Init!, 0);
        rack.Sim.Run(2.Seconds);
        Assert.Equal((OciStatus.Running, 0.1, 13), (web.Status, web.Backoff.TotalSeconds, web.Restarts));
    }

    [Fact]
    public void A_count_of_most_restarts_is_not_reset_by_a_long_run()
    {
        var web = rack.Run(new("web", "app") { Restart = RestartPolicy.OnFailure, MostRestarts = 2 });
        for (var i = 0; i < 3; i++)
        {
            rack.Sim.Run(20.Seconds);
            rack.Kernel.Processes.End(web.Init!, 1);
            rack.Sim.Run(2.Seconds);
        }
        Assert.Equal((OciStatus.Stopped, 2), (web.Status, web.Restarts));
    }

    /// <summary>A daemon that goes while a container waits for its next start forgets the wait; the next daemon starts it once.</summary>
    [Fact]
    public void A_daemon_s_plans_end_with_it()
    {
        var web = rack.Run(new("web", "app") { Restart = RestartPolicy.Always });
        web.Backoff = 2.Seconds;
        rack.Kernel.Processes.End(web.Init!, 0);
        rack.Sim.Run(1.Seconds);
        rack.Engine.Crash();
        rack.Sim.Run(rack.Engine.Restart());
        rack.Sim.Run(10.Seconds);
        Assert.Equal((OciStatus.Running, 0), (web.Status, web.Restarts));
        Assert.Single(rack.Kernel.Root.Children);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Without_live_restore_containers_end_with_the_daemon(bool restore, bool crash)
    {
        var engine = new ContainerEngine(rack.Kernel) { LiveRestore = restore };
        rack.Sim.Run(engine.Run(new("plain", "app") { HandlesTerminate = true }));
        rack.Sim.Run(engine.Run(new("always", "app") { HandlesTerminate = true, Restart = RestartPolicy.Always }));
        var (plain, always) = (engine.Find("plain")!, engine.Find("always")!);
        var init = always.Init;
        if (crash)
            engine.Crash();
        else
            rack.Sim.Run(engine.ShutDown());
        Assert.Equal(restore || crash, plain.Init!.IsAlive);
        rack.Sim.Run(5.Seconds);
        Assert.Equal(restore || crash, always.Init!.IsAlive); // nobody starts anything
        rack.Sim.Run(engine.Restart());
        rack.Sim.Run(5.Seconds);
        Assert.Equal((restore ? OciStatus.Running : OciStatus.Stopped, OciStatus.Running), (plain.Status, always.Status));
        Assert.Equal(restore, init == always.Init);
    }
}
