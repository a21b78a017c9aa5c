using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Containers;

/// <summary>Whatever an engine is asked, in whatever order: what is taken is what exists; nothing is left when all is removed.</summary>
public class EngineMixTests
{
    private static readonly Gen<(int What, int Which, int Steps)[]> Calls =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 60]).Array[5, 40];

    private static HostModel Small => HostModel.RackServer(P) with
    {
        Memory = HostModel.RackServer(P).HostReserved + 40.MiB,
        Limits = new Dictionary<KernelObject, long>(HostModel.RackServer(P).Limits)
        {
            [KernelObject.File] = 130, [KernelObject.Pid] = 30, [KernelObject.BridgePort] = 3,
            [KernelObject.DiskBlock] = 30 * 256, [KernelObject.OverlayMount] = 4,
        },
    };

    private static void Mix((int What, int Which, int Steps)[] calls)
    {
        var sim = new Simulation();
        var kernel = new Host(sim, Small, new RandomStreams(1)).Kernel;
        var registry = new Registry(P, sim, new FlowNetwork(sim), 1000.MBps);
        registry.Push("other", new Image([Layer.Of("x", 8.MiB), Layer.Of("y", 8.MiB)]));
        kernel.Store.Tag("app", new Image([Layer.Of("base", 9.MiB), Layer.Of("app", 3.MiB)]));
        var (engine, puller, own) = (new ContainerEngine(kernel), new ImagePuller(kernel, registry),
            kernel.Networks.Create("own", new BridgeDriver()));
        // The shim's program stays cached once it has run: it is there from the beginning.
        sim.Run(engine.Run(new("first", "app")));
        sim.Run(engine.Kill(engine.Find("first")!));
        sim.Run();
        sim.Run(engine.Remove(engine.Find("first")!));
        sim.Run();
        var before = Pools.Of(kernel);
        foreach (var (what, which, steps) in calls)
        {
            var name = $"c{which}";
            if (what is 0 or 1)
                engine.Run(new(name, which == 4 ? "other" : "app")
                {
                    Network = which == 1 ? own : null, Ports = which < 3 ? [(80 + which % 2, 80)] : [],
                    Restart = which == 2 ? RestartPolicy.Always : RestartPolicy.No,
                    Program = which == 2 ? _ => [sim.Timeout(TimeSpan.FromMilliseconds(50))] : null,
                });
            else if (what == 2)
                puller.Pull("other");
            else if (what == 3)
                engine.Crash();
            else if (what == 4)
                engine.Restart();
            else if (engine.Find(name) is { } container)
                _ = what switch
                {
                    5 => engine.Stop(container, TimeSpan.FromMilliseconds(100)), 6 => engine.Kill(container),
                    7 => engine.Exec(container, "sh"), 8 => engine.Remove(container), _ => engine.Start(container),
                };
            for (var i = 0; i < steps && sim.Peek() < DateTime.MaxValue; i++)
                sim.Step();
        }
        sim.Run(sim.Now + TimeSpan.FromSeconds(3));
        sim.Run(engine.Restart());
        sim.Run(sim.Now + TimeSpan.FromSeconds(3));
        var running = engine.Containers.Count(c => c.Status == OciStatus.Running && c.Exists);
        Assert.True(kernel.Count(KernelObject.OverlayMount) >= running && kernel.Networks.SandboxCount >= running);
        Assert.Equal(kernel.Root.All().Sum(p => p.Threads), kernel.Count(KernelObject.Pid));
        foreach (var container in engine.Containers.ToList())
        {
            sim.Run(engine.Stop(container, TimeSpan.FromMilliseconds(100)));
            sim.Run(sim.Now + TimeSpan.FromSeconds(3));
            var removed = engine.Remove(container);
            sim.Run(removed);
            Assert.True(removed.IsOk, $"{container}: {removed.Value}");
        }
        kernel.Store.Untag("other");
        sim.Run(sim.Now + TimeSpan.FromSeconds(1));
        Assert.Empty(engine.Containers);
        Assert.Equal(before, Pools.Of(kernel));
    }

    [Fact]
    public void What_an_engine_takes_comes_back() => Calls.Sample(Mix, iter: 300, threads: 1);
}
