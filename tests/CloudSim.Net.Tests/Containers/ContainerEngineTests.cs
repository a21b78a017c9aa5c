using CloudSim.Net.Containers;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Validation.Published;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

public class ContainerEngineTests
{
    private readonly Rack rack = new();

    [Fact]
    public void A_start_passes_every_component_and_takes_what_docker_run_takes()
    {
        var begin = rack.Sim.Now;
        var web = rack.Run(new("web", "app") { Ports = [(8080, 80)] });
        Assert.Equal(OciStatus.Running, web.Status);
        Assert.Equal(["docker", "dockerd", "kernel", "containerd", "shim", "runtime"], web.Steps.Select(s => s.Component).Distinct());
        var sum = web.Steps.Aggregate(TimeSpan.Zero, (all, s) => all + s.Duration);
        Assert.InRange((rack.Sim.Now - begin).TotalMilliseconds, sum.TotalMilliseconds - 5, sum.TotalMilliseconds + 5);
        Assert.InRange(sum.TotalMilliseconds, 300, 450); // engines.csv: 320 to 390 ms on a bridge
        Assert.Same(web.Sandbox, rack.Machine.Networks.FindPublished(8080).Target);
    }

    [Fact]
    public void Containers_outlive_the_daemons_and_the_engine_learns_afterwards_what_has_ended()
    {
        var (stays, ends) = (rack.Run(new("stays", "app")), rack.Run(new("ends", "app")));
        rack.Engine.Crash();
        rack.Engine.CrashContainerd();
        Assert.Equal(EngineError.NoDaemon, Failure(rack.Engine.Stop(stays)));
        rack.Machine.Processes.End(ends.Init!, 3);
        rack.Sim.Run(10.Seconds);
        Assert.True(stays.Init!.IsAlive && stays.Shim!.IsAlive);
        Assert.Equal((true, 3, false), (ends.Shim!.IsAlive, ends.Shim.ExitCode!.Value, ends.Shim.Reported)); // the shim keeps the exit code
        rack.Sim.Run(rack.Engine.Restart());
        rack.Sim.Run(5.Seconds);
        Assert.True(ends.Shim.Reported);
        Assert.False(ends.Shim.IsAlive);
        Assert.Null(ends.Cgroup);
        Assert.Equal(OciStatus.Running, stays.Status);
        Assert.Equal(0, stays.Restarts);
    }

    [Fact]
    public void A_shim_that_is_ended_leaves_its_container_running()
    {
        var web = rack.Run(new("web", "app"));
        rack.Machine.Processes.End(web.Shim!.Process, 137);
        Assert.True(web.Init!.IsAlive);
        Assert.Same(rack.Machine.Processes.Init, web.Init.Parent);
    }

    [Fact]
    public void States_are_those_of_the_specification()
    {
        var web = rack.Run(new("web", "app"));
        Assert.Equal(EngineError.WrongState, Failure(rack.Engine.Remove(web)));
        rack.Sim.Run(rack.Engine.Stop(web));
        Assert.Equal((OciStatus.Stopped, 137), (web.Status, web.ExitCode!.Value));
        rack.Sim.Run(1.Seconds);
        rack.Sim.Run(rack.Engine.Remove(web));
        Assert.Null(rack.Engine.Find("web"));
        Assert.Equal(2, rack.Machine.Store.References); // the tag's alone
        Assert.Empty(rack.Machine.Cgroups.Children);
        Assert.Single(rack.Machine.Processes.Processes);
        rack.Run(new("web", "app"));
    }

    [Fact]
    public void Exec_joins_the_namespaces_and_the_cgroup_and_ends_with_the_container()
    {
        var web = rack.Run(new("web", "app"));
        var exec = rack.Engine.Exec(web, "sh");
        rack.Sim.Run(exec);
        var shell = (KernelProcess)exec.Value;
        Assert.Same(web.Init!.PidNamespace, shell.PidNamespace);
        Assert.Same(web.Cgroup, shell.Cgroup);
        rack.Sim.Run(rack.Engine.Stop(web));
        Assert.False(shell.IsAlive);
    }

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
                rack.Machine.Processes.End(web.Init, exitCode);
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
        var (always, unless) = (rack.Run(new("a", "app") { Restart = RestartPolicy.Always }), rack.Run(new("u", "app") { Restart = RestartPolicy.UnlessStopped }));
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
        var (machine, commands) = (rack.Machine, new OciCommands(rack.Machine, OciRuntime.Crun));
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
        Assert.Empty(machine.Cgroups.Children);
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
                Assert.Equal(EngineError.WrongState, Failure(operation));
                Assert.Equal((status, exists), (web.Status, web.Exists));
            }
        }
    }

    [Fact]
    public void Calls_that_cannot_be_done_are_failed_events_and_leave_nothing_behind()
    {
        var (engine, machine) = (rack.Engine, rack.Machine);
        var first = rack.Run(new("first", "app") { Ports = [(8080, 80)] });
        var (groups, processes, references) = (machine.Cgroups.Children.Count, machine.Processes.Processes.Count, machine.Store.References);
        Assert.Equal(EngineError.NameInUse, Failure(engine.Run(new("first", "app"))));
        Assert.Equal(EngineError.NoImage, Failure(engine.Run(new("x", "none"))));
        Assert.Equal(EngineError.Network, Failure(engine.Run(new("port", "app") { Ports = [(8080, 80)] })));
        Assert.Equal(EngineError.Limit, Failure(engine.Run(new("limit", "app") { Limits = [("memory.max", "lots")] })));
        machine.Cgroups.Pids.Max = processes + 1; // a shim, and no more
        Assert.Equal(EngineError.NoProcess, Failure(engine.Run(new("full", "app"))));
        Assert.Equal(EngineError.NoProcess, Failure(engine.Exec(first, "sh"), () => machine.Cgroups.Pids.Max = processes));
        machine.Cgroups.Pids.Max = null;
        engine.CrashContainerd();
        Assert.Equal(EngineError.NoContainerd, Failure(engine.Run(new("late", "app"))));
        engine.Crash();
        Assert.Equal(EngineError.NoDaemon, Failure(engine.Run(new("y", "app"))));
        Assert.Equal(EngineError.NoDaemon, Failure(engine.Exec(first, "sh")));
        Assert.Equal(EngineError.NoDaemon, Failure(engine.Kill(first)));
        Assert.Equal((groups, processes), (machine.Cgroups.Children.Count, machine.Processes.Processes.Count));
        Assert.Equal((1, 1), (machine.Networks.Default.Endpoints.Count(), machine.Networks.PublishedPorts.Count));
        Assert.Equal((1L, 1L), (rack.Host.Kernel.Count(HostLimit.BridgePorts), rack.Host.Kernel.Count(HostLimit.OverlayMounts)));

        rack.Sim.Run(engine.Restart());
        foreach (var name in new[] { "port", "limit", "full", "late" }) // made, and not started, as docker leaves them
        {
            Assert.False(engine.Find(name)!.Exists);
            rack.Sim.Run(engine.Remove(engine.Find(name)!));
        }
        Assert.Equal(references, machine.Store.References);
    }

    /// <summary>A script's process goes on after a call that failed.</summary>
    [Fact]
    public void A_process_handles_a_failed_call()
    {
        rack.Engine.Crash();
        var (sim, seen) = (rack.Sim, new List<string>());
        sim.Process(Script());
        sim.Run(10.Seconds);
        Assert.Equal(["the engine's daemon does not answer", "Running"], seen);

        IEnumerable<Event> Script()
        {
            var run = rack.Engine.Run(new("web", "app"));
            yield return run;
            if (sim.ActiveProcess.HandleFault())
                seen.Add(run.Value.ToString()!);
            yield return rack.Engine.Restart();
            run = rack.Engine.Run(new("web", "app"));
            yield return run;
            seen.Add(((OciContainer)run.Value).Status.ToString());
        }
    }

    [Theory]
    [InlineData(true, 143, 0.1)]
    [InlineData(false, 137, 10.1)] // the first process of a pid namespace never hears a SIGTERM without a handler: docker stop takes its ten seconds
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
            rack.Machine.Processes.End(web.Init!, 0);
            var ended = rack.Sim.NowD;
            while (web.Status != OciStatus.Running)
                rack.Sim.Run(10.Milliseconds);
            Assert.Equal(wait, web.Backoff.TotalSeconds, 6);
            Assert.InRange(rack.Sim.NowD - ended, wait + 0.2, wait + 0.6); // cleaning up, waiting, starting
        }
        rack.Sim.Run(10.Seconds);
        rack.Machine.Processes.End(web.Init!, 0);
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
            rack.Machine.Processes.End(web.Init!, 1);
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
        rack.Machine.Processes.End(web.Init!, 0);
        rack.Sim.Run(1.Seconds);
        rack.Engine.Crash();
        rack.Sim.Run(rack.Engine.Restart());
        rack.Sim.Run(10.Seconds);
        Assert.Equal((OciStatus.Running, 0), (web.Status, web.Restarts));
        Assert.Single(rack.Machine.Cgroups.Children);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Without_live_restore_containers_end_with_the_daemon(bool restore, bool crash)
    {
        var engine = new ContainerEngine(rack.Machine) { LiveRestore = restore };
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

    [Fact]
    public void Exec_is_the_shim_s_child_and_counts_against_the_limit()
    {
        var web = rack.Run(new("web", "app") { Limits = [("pids.max", "2")] });
        var exec = rack.Engine.Exec(web, "sh");
        rack.Sim.Run(exec);
        var shell = (KernelProcess)exec.Value;
        Assert.Same(web.Shim!.Process, shell.Parent);
        Assert.Equal((2, web.Init!.Root), (shell.Pid, shell.Root));
        Assert.Equal(EngineError.NoProcess, Failure(rack.Engine.Exec(web, "sh")));
    }

    private EngineError? Failure(Process call, Action? before = null)
    {
        before?.Invoke();
        rack.Sim.Run(call);
        return call.IsOk ? null : ((EngineFailure)call.Value).Error;
    }

    [Fact]
    public void The_host_s_network_spares_the_namespace_and_the_hook()
    {
        var host = rack.Run(new("h", "app") { Network = rack.Machine.Networks.Network("host") });
        Assert.DoesNotContain(host.Steps, s => s.Step is "network hook" or "veth and bridge");
        Assert.Same(rack.Machine.Processes.Init.Namespace(NamespaceKinds.Net), host.Init!.Namespace(NamespaceKinds.Net));
    }
}
