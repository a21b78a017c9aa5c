using CloudSim.Net.Containers;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
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
        Assert.Same(web.Sandbox, rack.Kernel.Networks.FindPublished(8080).Target);
    }

    [Fact]
    public void Containers_outlive_the_daemons_and_the_engine_learns_afterwards_what_has_ended()
    {
        var (stays, ends) = (rack.Run(new("stays", "app")), rack.Run(new("ends", "app")));
        rack.Engine.Crash();
        rack.Engine.CrashContainerd();
        Assert.Equal(EngineError.NoDaemon, rack.Failure(rack.Engine.Stop(stays)));
        rack.Kernel.Processes.End(ends.Init!, 3);
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
        rack.Kernel.Processes.End(web.Shim!.Process, 137);
        Assert.True(web.Init!.IsAlive);
        Assert.Same(rack.Kernel.Processes.Init, web.Init.Parent);
    }

    [Fact]
    public void States_are_those_of_the_specification()
    {
        var web = rack.Run(new("web", "app"));
        Assert.Equal(EngineError.WrongState, rack.Failure(rack.Engine.Remove(web)));
        rack.Sim.Run(rack.Engine.Stop(web));
        Assert.Equal((OciStatus.Stopped, 137), (web.Status, web.ExitCode!.Value));
        rack.Sim.Run(1.Seconds);
        rack.Sim.Run(rack.Engine.Remove(web));
        Assert.Null(rack.Engine.Find("web"));
        Assert.Equal(2, rack.Kernel.Store.References); // the tag's alone
        Assert.Empty(rack.Kernel.Root.Children);
        Assert.Single(rack.Kernel.Processes.Processes);
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

    [Fact]
    public void Calls_that_cannot_be_done_are_failed_events_and_leave_nothing_behind()
    {
        var (engine, machine) = (rack.Engine, rack.Kernel);
        var first = rack.Run(new("first", "app") { Ports = [(8080, 80)] });
        var (groups, processes, references) = (machine.Root.Children.Count, machine.Processes.Processes.Count, machine.Store.References);
        Assert.Equal(EngineError.NameInUse, rack.Failure(engine.Run(new("first", "app"))));
        Assert.Equal(EngineError.NoImage, rack.Failure(engine.Run(new("x", "none"))));
        Assert.Equal(EngineError.Network, rack.Failure(engine.Run(new("port", "app") { Ports = [(8080, 80)] })));
        Assert.Equal(EngineError.Limit, rack.Failure(engine.Run(new("limit", "app") { Limits = [("memory.max", "lots")] })));
        machine.Root.Pids.Max = processes + 1; // a shim, and no more
        Assert.Equal(EngineError.NoProcess, rack.Failure(engine.Run(new("full", "app"))));
        Assert.Equal(EngineError.NoProcess, rack.Failure(engine.Exec(first, "sh"), () => machine.Root.Pids.Max = processes));
        machine.Root.Pids.Max = null;
        engine.CrashContainerd();
        Assert.Equal(EngineError.NoContainerd, rack.Failure(engine.Run(new("late", "app"))));
        engine.Crash();
        Assert.Equal(EngineError.NoDaemon, rack.Failure(engine.Run(new("y", "app"))));
        Assert.Equal(EngineError.NoDaemon, rack.Failure(engine.Exec(first, "sh")));
        Assert.Equal(EngineError.NoDaemon, rack.Failure(engine.Kill(first)));
        Assert.Equal((groups, processes), (machine.Root.Children.Count, machine.Processes.Processes.Count));
        Assert.Equal((1, 1), (machine.Networks.Default.Endpoints.Count(), machine.Networks.PublishedPorts.Count));
        Assert.Equal((1L, 1L), (rack.Host.Kernel.Count(KernelObject.BridgePort), rack.Host.Kernel.Count(KernelObject.OverlayMount)));

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

    [Fact]
    public void Exec_is_the_shim_s_child_and_counts_against_the_limit()
    {
        var web = rack.Run(new("web", "app") { Limits = [("pids.max", "2")] });
        var exec = rack.Engine.Exec(web, "sh");
        rack.Sim.Run(exec);
        var shell = (KernelProcess)exec.Value;
        Assert.Same(web.Shim!.Process, shell.Parent);
        Assert.Equal((2, web.Init!.Root), (shell.Pid, shell.Root));
        Assert.Equal(EngineError.NoProcess, rack.Failure(rack.Engine.Exec(web, "sh")));
    }

    [Fact]
    public void The_host_s_network_spares_the_namespace_and_the_hook()
    {
        var host = rack.Run(new("h", "app") { Network = rack.Kernel.Networks.Network("host") });
        Assert.DoesNotContain(host.Steps, s => s.Step is "network hook" or "veth and bridge");
        Assert.Same(rack.Kernel.Processes.Init.Namespace(NamespaceKinds.Net), host.Init!.Namespace(NamespaceKinds.Net));
    }
}
