using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

/// <summary>What is asked wrongly fails the call, and leaves nothing; the machine goes on.</summary>
public class EngineErrorTests
{
    private static readonly ContainerSpec C = new("c", "app");

    private static readonly (EngineError, Func<Rack, ContainerSpec>)[] Wrong =
    [
        (EngineError.Network, _ => C with { Ports = [(80, 80), (80, 81)] }),
        (EngineError.Network, _ => C with { Network = new NetworkController(P, "other").Create("n", new BridgeDriver()) }),
        (EngineError.Network, rack =>
        {
            var network = rack.Kernel.Networks.Create("gone", new BridgeDriver());
            rack.Kernel.Networks.Remove(network);
            return C with { Network = network };
        }),
        (EngineError.Limit, _ => C with { Limits = [("no.such", "1")] }),
        (EngineError.Limit, _ => C with { Limits = [("memory.max", "much")] }),
        (EngineError.Limit, _ => C with { Limits = [("cpuset.cpus", "900")] }),
        (EngineError.Limit, _ => C with { Limits = [("cpu.idle", "1"), ("cpu.weight", "5")] }),
        (EngineError.Limit, _ => C with { Limits = [("cpu.shares", "1")] }),
        (EngineError.NoProcess, _ => C with { Limits = [("pids.max", "0")] }),
        (EngineError.NoImage, _ => C with { Image = "" }),
    ];

    [Fact]
    public void A_call_fails_and_leaves_nothing()
    {
        foreach (var (error, spec) in Wrong)
        {
            var rack = new Rack();
            var wrong = spec(rack);
            // The shim's program stays cached once one has run.
            var first = rack.Run(new("first", "app"));
            rack.Sim.Run(rack.Engine.Kill(first));
            rack.Sim.Run();
            rack.Sim.Run(rack.Engine.Remove(first));
            var before = Pools.Of(rack.Kernel);
            Assert.Equal(error, rack.Failure(rack.Engine.Run(wrong)));
            rack.Sim.Run();
            if (rack.Engine.Find("c") is { } container)
                Assert.Null(rack.Failure(rack.Engine.Remove(container)));
            Assert.Equal(before, Pools.Of(rack.Kernel));
            Assert.Equal(OciStatus.Running, rack.Run(C).Status);
        }
    }

    [Fact]
    public void A_container_that_was_removed_or_is_anothers_is_no_container()
    {
        var (rack, other) = (new Rack(), new Rack());
        var (mine, stranger) = (rack.Run(C), other.Run(C));
        Assert.Equal(EngineError.NoContainer, rack.Failure(rack.Engine.Remove(stranger)));
        Assert.Equal(EngineError.NoContainer, rack.Failure(rack.Engine.Start(stranger)));
        Assert.Same(mine, rack.Engine.Find("c"));
        Assert.Null(rack.Failure(rack.Engine.Create(new("d", "app"))));
        var cleaned = rack.Engine.Cleaned(rack.Engine.Find("d")!);
        rack.Sim.Run(cleaned);
        Assert.False(cleaned.IsOk);
    }

    [Fact]
    public void A_cgroup_that_somebody_runs_in_stays_until_he_has_left()
    {
        var rack = new Rack();
        var before = rack.Kernel.Root.Children.Count;
        var container = rack.Run(C);
        var stays = rack.Kernel.CreateTask("debugger", container.Cgroup);
        rack.Sim.Run(rack.Engine.Kill(container));
        rack.Sim.Run();
        Assert.Equal((OciStatus.Stopped, before + 1), (container.Status, rack.Kernel.Root.Children.Count));
        stays.Exit();
        var next = rack.Run(new("d", "app"));
        rack.Sim.Run(rack.Engine.Kill(next));
        rack.Sim.Run();
        Assert.Equal(before, rack.Kernel.Root.Children.Count);
    }

    // 1024 shares: 39 on the straight line of runc up to 1.3.1, 100 on the curve after it.
    [Theory]
    [InlineData("1.1.5", 39)]
    [InlineData("1.3.1", 39)]
    [InlineData("1.3.2", 100)]
    public void Shares_become_a_weight_as_the_runtimes_version_has_it(string version, int weight)
    {
        var rack = new Rack();
        var commands = new OciCommands(rack.Kernel, OciRuntime.Runc(P).Of(Version.Parse(version)));
        var container = commands.Bundle(C with { Limits = [("cpu.shares", "1024")] });
        Assert.Null(rack.Failure(commands.Create(container)));
        Assert.Equal($"{weight}\n", container.Cgroup!.Read("cpu.weight"));
        Assert.Equal(39, OciRuntime.Runc(P).WeightOfShares(1024));
    }

    [Fact]
    public void What_is_wrong_on_any_machine_is_refused_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => C with { MostRestarts = -1 });
        Assert.Throws<ArgumentNullException>(() => C with { Limits = null! });
        Assert.Throws<ArgumentNullException>(() => C with { Ports = null! });
        Assert.Throws<ArgumentNullException>(() => C with { Aliases = null! });
        Assert.Throws<ArgumentNullException>(() => new ContainerSpec(null!, "app"));
    }

    // 55 MiB of layers are 14,080 blocks; 40 MiB do not fit beside them on 60.
    [Fact]
    public void A_pull_that_does_not_fit_on_the_disk_fails_and_leaves_nothing()
    {
        var sim = new Simulation();
        var model = HostModel.RackServer(P) with
        {
            Limits = new Dictionary<KernelObject, long>(HostModel.RackServer(P).Limits) { [KernelObject.DiskBlock] = 60 * 256 },
        };
        var kernel = new Host(sim, model, new RandomStreams(1)).Kernel;
        kernel.Store.Tag("app", new Image([Layer.Of("base", 50.MiB), Layer.Of("app", 5.MiB)]));
        Assert.Equal(55 * 256, kernel.Count(KernelObject.DiskBlock));
        var registry = new Registry(P, sim, new FlowNetwork(sim), 1000.MBps);
        registry.Push("other", new Image([Layer.Of("x", 40.MiB)]));
        var puller = new ImagePuller(kernel, registry);
        Assert.Equal(EngineError.NoObject, Failure(puller.Pull("other")));
        Assert.Equal((55 * 256L, 55.MiB), (kernel.Count(KernelObject.DiskBlock), kernel.Store.Size));
        Assert.Equal(EngineError.NoImage, Failure(puller.Pull("none")));
        kernel.Store.Untag("app");
        Assert.Equal(0, kernel.Count(KernelObject.DiskBlock));
        Assert.Null(Failure(puller.Pull("other")));
        Assert.Equal(40 * 256, kernel.Count(KernelObject.DiskBlock));

        EngineError? Failure(Process call)
        {
            sim.Run(call);
            return call.IsOk ? null : ((EngineFailure)call.Value).Error;
        }
    }

    // Without pids.max the memory of its children ends it: each holds some of its own.
    [Fact]
    public void A_fork_bomb_without_a_limit_of_processes_comes_to_the_oom_killer()
    {
        var rack = new Rack();
        var container = rack.Run(C with { Limits = [("memory.max", "16M")] });
        ForkBomb.Start(rack.Kernel, container.Init!, shell: false);
        rack.Sim.Run(rack.Sim.Now + TimeSpan.FromSeconds(1));
        var pids = container.Cgroup is { } cgroup ? cgroup.Pids.Current : 0;
        Assert.InRange(pids, 0, 16 * 1024 / 220 + 1);
        Assert.True(container.Cgroup is null || container.Cgroup.Memory.Events.OomKill > 0);
    }
}
