using CloudSim.Net.Containers;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;
using CsCheck;

namespace CloudSim.Net.Tests.Containers;

public class StopTests
{
    private static (int Tasks, int Groups, int Processes, long Ports, long Mounts, int Locks) Held(Rack rack) => (
        rack.Host.Scheduler.Root.Tasks, rack.Kernel.Root.Children.Count, rack.Kernel.Root.All().Count(),
        rack.Host.Kernel.Count(KernelObject.BridgePort), rack.Host.Kernel.Count(KernelObject.OverlayMount),
        rack.Kernel.Lock(KernelSteps.RoutingLock).InUse);

    private static int Events()
    {
        var (rack, count) = (new Rack(), 0);
        var run = rack.Engine.Run(new ContainerSpec("c", "app"));
        for (; run.IsAlive; count++)
            rack.Sim.Step();
        return count;
    }

    // Stop waits for a start that is under way; whatever the event, all that the container had goes, and another one runs.
    [Fact]
    public void A_container_is_stopped_and_removed_at_any_event_of_its_start() => Gen.Int[0, Events() + 5].Sample(k =>
    {
        var rack = new Rack();
        var other = rack.Run(new ContainerSpec("other", "app"));
        rack.Sim.Run();
        var before = Held(rack);
        rack.Engine.Run(new ContainerSpec("c", "app"));
        for (var i = 0; i < k && rack.Sim.Peek() < DateTime.MaxValue; i++)
            rack.Sim.Step();
        if (rack.Engine.Find("c") is not { } container)
            return;
        rack.Sim.Run(rack.Engine.Stop(container, TimeSpan.FromSeconds(1)));
        rack.Sim.Run();
        if (container.Status == OciStatus.Running) // between its creation and its start there was nothing to stop
            rack.Sim.Run(rack.Engine.Stop(container, TimeSpan.FromSeconds(1)));
        rack.Sim.Run();
        Assert.Equal(OciStatus.Stopped, container.Status);
        rack.Sim.Run(rack.Engine.Remove(container));
        Assert.Equal(before, Held(rack));
        Assert.Equal(OciStatus.Running, other.Status);
        Assert.Equal(OciStatus.Running, rack.Run(new ContainerSpec("c", "app")).Status);
    }, iter: 150, threads: 1);

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_name_that_no_cgroup_can_have_fails_the_call_and_the_run_goes_on(string name)
    {
        var rack = new Rack();
        var before = Held(rack);
        Assert.Equal(EngineError.InvalidName, rack.Failure(rack.Engine.Run(new ContainerSpec(name, "app"))));
        var commands = new OciCommands(rack.Kernel, OciRuntime.Runc(P));
        Assert.Equal(EngineError.InvalidName, rack.Failure(commands.Create(commands.Bundle(new ContainerSpec(name, "app")))));
        Assert.Equal(before, Held(rack));
        Assert.Empty(rack.Engine.Containers);
        Assert.Equal(OciStatus.Running, rack.Run(new ContainerSpec("c", "app")).Status);
    }
}
