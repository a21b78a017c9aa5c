using CloudSim.Net.Containers;
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
        Assert.Throws<InvalidOperationException>(() => rack.Sim.Run(rack.Engine.Stop(stays)));
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
        Assert.Throws<InvalidOperationException>(() => rack.Sim.Run(rack.Engine.Remove(web)));
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

    [Fact]
    public void The_host_s_network_spares_the_namespace_and_the_hook()
    {
        var host = rack.Run(new("h", "app") { Network = rack.Machine.Networks.Network("host") });
        Assert.DoesNotContain(host.Steps, s => s.Step is "network hook" or "veth and bridge");
        Assert.Same(rack.Machine.Processes.Init.Namespace(NamespaceKinds.Net), host.Init!.Namespace(NamespaceKinds.Net));
    }
}
