using CloudSim.Net.Containers;
using CloudSim.Net.Kernel;

namespace CloudSim.Net.Tests.Containers;

/// <summary>An engine and a runtime touch the containers of their own machine only, and share its names.</summary>
public class ForeignContainerTests
{
    private static readonly ContainerSpec C = new("c", "app") { HandlesTerminate = true };

    private readonly Rack rack = new(), other = new();

    // The first processes of both have the same pid on their machines: a signal by number would end the one that nobody meant.
    [Fact]
    public void A_call_for_another_machines_container_ends_nothing_on_this_one()
    {
        var (mine, stranger) = (rack.Run(C), other.Run(C));
        Assert.Equal(mine.Init!.HostPid, stranger.Init!.HostPid);
        var commands = new OciCommands(rack.Kernel, OciRuntime.Runc(P));
        foreach (var call in (Func<Process>[])[() => rack.Engine.Kill(stranger), () => rack.Engine.Stop(stranger),
            () => rack.Engine.Exec(stranger, "sh"), () => commands.Create(stranger), () => commands.Start(stranger),
            () => commands.Kill(stranger, Signal.Kill), () => commands.Delete(stranger)])
            Assert.Equal(EngineError.NoContainer, rack.Failure(call()));
        Assert.Equal((OciStatus.Running, true, true), (mine.Status, mine.Init!.IsAlive, stranger.Init!.IsAlive));
        Assert.False(stranger.StoppedByHand);
    }

    [Fact]
    public void A_bundle_of_another_machine_is_not_created_here()
    {
        var bundle = new OciCommands(other.Kernel, OciRuntime.Runc(P)).Bundle(C);
        Assert.Equal(EngineError.NoContainer, rack.Failure(new OciCommands(rack.Kernel, OciRuntime.Runc(P)).Create(bundle)));
        Assert.False(bundle.Exists);
    }

    [Fact]
    public void A_container_that_was_removed_is_not_stopped_or_killed()
    {
        var container = rack.Run(C);
        rack.Sim.Run(rack.Engine.Kill(container));
        Assert.Null(rack.Failure(rack.Engine.Remove(container)));
        foreach (var call in (Func<Process>[])[() => rack.Engine.Kill(container), () => rack.Engine.Stop(container),
            () => rack.Engine.Exec(container, "sh")])
            Assert.Equal(EngineError.NoContainer, rack.Failure(call()));
    }

    [Fact]
    public void Two_engines_and_a_runtime_on_one_machine_have_cgroups_of_different_names()
    {
        var second = new ContainerEngine(rack.Kernel);
        var commands = new OciCommands(rack.Kernel, OciRuntime.Runc(P));
        var bundle = commands.Bundle(C);
        var first = rack.Run(C);
        Assert.Null(rack.Failure(second.Run(C)));
        Assert.Null(rack.Failure(commands.Create(bundle)));
        Assert.Equal(["/c-1", "/c-2", "/c-3"], [first.Cgroup!.Path, second.Find("c")!.Cgroup!.Path, bundle.Cgroup!.Path]);
    }

    // The second delete is under way while the first ends (or the reverse) and
    // the container is made anew: it must not take that one's cgroup.
    [Fact]
    public void A_delete_that_comes_too_late_leaves_the_next_container_of_the_bundle()
    {
        var commands = new OciCommands(rack.Kernel, OciRuntime.Runc(P));
        for (var k = 0; k < 40; k++)
        {
            var container = commands.Bundle(new($"d{k}", "app") { Limits = [("pids.max", "20")] });
            Assert.Null(rack.Failure(commands.Create(container)));
            Assert.Null(rack.Failure(commands.Start(container)));
            Assert.Null(rack.Failure(commands.Kill(container, Signal.Kill)));
            var first = commands.Delete(container);
            for (var i = 0; i < k && !first.IsTriggered; i++)
                rack.Sim.Step();
            var second = commands.Delete(container);
            while (!first.IsTriggered && !second.IsTriggered)
                rack.Sim.Step();
            var create = commands.Create(container);
            rack.Sim.Run(create);
            rack.Sim.Run();
            Assert.True(create.IsOk, $"{create.Value}");
            Assert.Equal((true, OciStatus.Created), (container.Exists, container.Status));
            Assert.Equal(20, container.Init!.Cgroup!.Pids.Max);
            Assert.Same(container.Cgroup, container.Init.Cgroup);
            Assert.NotEqual(first.IsOk, second.IsOk);
            Assert.Equal(EngineError.WrongState, ((EngineFailure)(first.IsOk ? second : first).Value).Error);
        }
    }

    [Fact]
    public void A_create_whose_cgroup_somebody_removes_fails_and_leaves_nothing()
    {
        var commands = new OciCommands(rack.Kernel, OciRuntime.Runc(P));
        var container = commands.Bundle(C);
        var before = Pools.Of(rack.Kernel);
        var create = commands.Create(container);
        while (container.Task is null)
            rack.Sim.Step();
        container.Task.Exit();
        container.Cgroup!.Remove();
        Assert.Equal(EngineError.WrongState, rack.Failure(create));
        Assert.Equal((false, null), (container.Exists, container.Init));
        rack.Sim.Run();
        Assert.Equal(before, Pools.Of(rack.Kernel));
        Assert.Null(rack.Failure(commands.Create(container)));
    }
}
