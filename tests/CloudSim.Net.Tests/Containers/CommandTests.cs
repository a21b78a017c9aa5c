using CloudSim.Net.Containers;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Containers;

/// <summary>Each command of the engine has a path of its own, and pays for the client that asks.</summary>
public class CommandTests
{
    private static readonly TimeSpan Client = P[nameof(ContainerEngine)].Duration("client");

    // run is create and start with one client in place of two.
    [Fact]
    public void Run_is_create_and_start_with_one_client()
    {
        var (one, two) = (new Rack(), new Rack());
        var run = Time(one, one.Engine.Run(Spec(one)));
        var (create, container) = (Time(two, two.Engine.Create(Spec(two))), two.Engine.Find("web")!);
        var start = Time(two, two.Engine.Start(container));
        Assert.Equal((create + start - two.Host.Kernel.Clocked(Client)).TotalMilliseconds, run.TotalMilliseconds, 3.0);
        Assert.True(create < start / 2, "no namespace, no network, no process yet");
    }

    [Fact]
    public void Exec_is_shorter_than_a_start_and_removal_than_a_kill_which_waits_for_the_end()
    {
        var rack = new Rack();
        var container = rack.Run(Spec(rack));
        var exec = Time(rack, rack.Engine.Exec(container, "true"));
        var kill = Time(rack, rack.Engine.Kill(container));
        Assert.True(rack.Engine.Cleaned(container).IsTriggered, "docker kill returns when the container is gone");
        var remove = Time(rack, rack.Engine.Remove(container));
        Assert.InRange(exec.TotalMilliseconds, 50, 150);
        Assert.True(remove < kill);
        Assert.All(new[] { exec, kill, remove }, t => Assert.True(t >= rack.Host.Kernel.Clocked(Client)));
    }

    // Another signal is sent, and that is all.
    [Fact]
    public void Only_a_kill_that_ends_waits()
    {
        var rack = new Rack();
        var container = rack.Run(Spec(rack));
        var sent = Time(rack, rack.Engine.Kill(container, Signal.Terminate));
        Assert.Equal(OciStatus.Running, container.Status);
        Assert.InRange((sent - rack.Host.Kernel.Clocked(Client)).TotalMilliseconds, 1, 30);
    }

    // A network that is the machine's has nothing to give up.
    [Fact]
    public void Leaving_a_bridge_takes_longer_than_leaving_nothing()
    {
        TimeSpan Removed(Func<Rack, Network> network)
        {
            var rack = new Rack();
            var container = rack.Run(Spec(rack) with { Network = network(rack) });
            return Time(rack, rack.Engine.Kill(container));
        }
        var host = Removed(r => r.Kernel.Networks.Network("host"));
        var grace = TimeSpan.FromMilliseconds(2 * 7); // two moves of an interface, of one shortest grace period each at least
        Assert.True(Removed(r => r.Kernel.Networks.Default) > host + grace);
        Assert.Equal(host.TotalMilliseconds, Removed(r => r.Kernel.Networks.Network("none")).TotalMilliseconds, 10.0);
    }

    [Fact]
    public void With_auto_remove_the_end_takes_name_and_layer_with_it()
    {
        var rack = new Rack();
        var blocks = rack.Kernel.Count(KernelObject.DiskBlock);
        var container = rack.Run(Spec(rack) with { AutoRemove = true, Restart = RestartPolicy.Always, Program = _ => [] });
        rack.Sim.Run(rack.Engine.Cleaned(container));
        Assert.Null(rack.Engine.Find("web"));
        Assert.Equal(blocks, rack.Kernel.Count(KernelObject.DiskBlock));
        Assert.Equal(0, container.Restarts);
        Assert.Equal(EngineError.NoContainer, rack.Failure(rack.Engine.Remove(container)));
        Assert.NotNull(rack.Run(Spec(rack)));
    }

    private static ContainerSpec Spec(Rack rack) => new("web", "app") { Network = rack.Kernel.Networks.Default };

    private static TimeSpan Time(Rack rack, Event call)
    {
        var begin = rack.Sim.Now;
        rack.Sim.Run(call);
        return rack.Sim.Now - begin;
    }
}

file static class MeasuredWork
{
    /// <summary>What work of the measured machine takes on this one.</summary>
    public static TimeSpan Clocked(this MachineKernel kernel, TimeSpan measured) =>
        Cycles.Of(measured, KernelSteps.Of(P).Clock).At(kernel.Machine.Cpu.Clock);
}
