using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Containers;

/// <summary>An engine in a virtual machine: the same engine on the guest's kernel.</summary>
public class DockerDesktopTests
{
    private static readonly Platform Vm = QemuKvm.Of(P) with { Kernel = GuestKernel.DistributionLinux(P) };
    private static readonly Image Image = new([Layer.Of("base", 50.MiB), Layer.Of("app", 5.MiB)]);

    private readonly Simulation sim = new();
    private readonly Host host;
    private readonly DockerDesktop desktop;

    public DockerDesktopTests()
    {
        host = new Host(sim, HostModel.RackServer(P), new RandomStreams(3));
        desktop = new DockerDesktop(host, Vm, 4.GiB);
    }

    private (Bytes, long, int, int, int, long) Held() => (host.Memory.Used, host.Kernel.Count(KernelObject.Pid),
        host.Scheduler.Root.Tasks, host.Scheduler.Root.Children.Count, host.Kernel.Root.Children.Count,
        host.Kernel.Count(KernelObject.File));

    private void Boot()
    {
        var boot = desktop.Boot();
        sim.Run(boot);
        Assert.True(boot.IsOk, $"{boot.Value}");
        desktop.Guest!.Kernel.Store.Tag("app", Image);
    }

    [Fact]
    public void The_time_until_the_engine_answers_is_the_sum_of_its_steps()
    {
        Boot();
        Assert.Same(desktop.Guest!.Kernel, desktop.Engine!.Kernel);
        Assert.Equal(sim.NowD, desktop.Steps.Sum(s => s.Duration.TotalSeconds), 0.001);
        Assert.Contains(desktop.Steps, s => s is { Component: "virtual machine", Step: "guest kernel" });
        Assert.Equal(["init", "services", "start", "start"], desktop.Steps.TakeLast(4).Select(s => s.Step));
        var again = desktop.Boot();
        sim.Run(again);
        Assert.Equal(EngineError.WrongState, ((EngineFailure)again.Value).Error);
    }

    [Fact]
    public void Containers_are_on_the_account_of_the_virtual_machine_and_backed_by_the_machine_once()
    {
        Boot();
        var (guest, inside) = (desktop.Guest!, desktop.Guest!.Kernel);
        var (ports, resident, pids) = (host.Kernel.Count(KernelObject.BridgePort), guest.Resident, host.Kernel.Count(KernelObject.Pid));
        sim.Run(desktop.Engine!.Run(new("c", "app") { Ports = [(8080, 80)] }));
        var container = desktop.Engine!.Find("c")!;
        Assert.Equal(OciStatus.Running, container.Status);
        Assert.Equal((ports, pids), (host.Kernel.Count(KernelObject.BridgePort), host.Kernel.Count(KernelObject.Pid)));
        Assert.Equal(1, inside.Count(KernelObject.BridgePort));
        Assert.NotNull(inside.Networks.FindPublished(8080, outside: false));
        Assert.Empty(host.Kernel.Networks.PublishedPorts);
        Assert.True(inside.Root.Memory.Touch(container.Init!, 1.GiB).Charged);
        var once = guest.Resident;
        Assert.InRange((once - resident).GiB, 0.85, 1.1);
        inside.Root.Memory.Free(container.Init!, 1.GiB);
        Assert.True(inside.Root.Memory.Touch(container.Init!, 1.GiB).Charged);
        Assert.Equal(once, guest.Resident);
    }

    [Fact]
    public void A_program_larger_than_the_virtual_machine_is_killed_in_it_and_others_of_the_machine_are_not()
    {
        var kernel = host.Kernel;
        kernel.Processes.Fork(kernel.Processes.Init, "editor", NamespaceKinds.None, out var editor);
        Assert.True(kernel.Root.Memory.Touch(editor!, 10.GiB).Charged);
        Boot();
        sim.Run(desktop.Engine!.Run(new("c", "app")));
        var container = desktop.Engine.Find("c")!;
        desktop.Guest!.Kernel.Root.Memory.Touch(container.Init!, 5.GiB);
        sim.Run(sim.Now + TimeSpan.FromSeconds(5));
        Assert.Equal((OciStatus.Stopped, 137), (container.Status, container.ExitCode!.Value));
        Assert.True(editor!.IsAlive && desktop.Engine.IsUp && desktop.Guest.State == GuestState.Running);
    }

    [Fact]
    public void A_virtual_machine_that_the_machine_has_no_room_for_fails_the_boot()
    {
        var large = new DockerDesktop(host, Vm, 128.GiB) { };
        host.Kernel.Processes.Fork(host.Kernel.Processes.Init, "editor", NamespaceKinds.None, out var editor);
        host.Kernel.Root.Memory.Touch(editor!, host.Memory.Available - 100.MiB);
        var before = Held();
        var boot = large.Boot();
        sim.Run(boot);
        Assert.Equal((false, EngineError.NoMemory), (boot.IsOk, ((EngineFailure)boot.Value).Error));
        Assert.Equal(before, Held());
    }

    private static (DockerDesktopTests Desktop, Process[] Calls) Busy((Bytes, long, int, int, int, long)[] before)
    {
        var at = new DockerDesktopTests();
        before[0] = at.Held();
        at.Boot();
        var engine = at.desktop.Engine!;
        // One that starts again and again, one with a fork bomb, a pull, and the run that is stopped.
        engine.Run(new("again", "app") { Restart = RestartPolicy.Always, Program = _ => [at.sim.Timeout(TimeSpan.FromMilliseconds(30))] });
        at.sim.Run(engine.Run(new("bomb", "app") { Limits = [("pids.max", "20")] }));
        ForkBomb.Start(engine.Kernel, engine.Find("bomb")!.Init!, shell: true);
        var registry = new Registry(P, at.sim, new FlowNetwork(at.sim), 1000.MBps);
        registry.Push("other", new Image([Layer.Of("x", 20.MiB), Layer.Of("y", 20.MiB)]));
        return (at, [new ImagePuller(engine.Kernel, registry).Pull("other"), engine.Run(new("c", "app") { Ports = [(80, 80)] })]);
    }

    [Fact]
    public void A_virtual_machine_stops_at_any_event_of_a_run_in_it()
    {
        var before = new (Bytes, long, int, int, int, long)[1];
        var (whole, calls) = Busy(before);
        var most = 0;
        for (; calls.Any(c => c.IsAlive); most++)
            whole.sim.Step();
        Assert.All(calls, c => Assert.True(c.IsOk, $"{c.Value}"));
        for (var k = 0; k <= most; k += Math.Max(1, most / 60) + k % 3)
        {
            var (at, under) = Busy(before);
            for (var i = 0; i < k; i++)
                at.sim.Step();
            at.desktop.Stop();
            var open = under.Where(c => c.IsAlive).ToList();
            at.sim.Run(at.sim.Now + TimeSpan.FromMinutes(5));
            Assert.All(open, c => Assert.Equal(EngineError.NoDaemon, ((EngineFailure)c.Value).Error));
            Assert.Equal(before[0], at.Held());
            Assert.False(at.desktop.Engine!.IsUp);
            foreach (var late in (Process[])[at.desktop.Engine.Run(new("d", "app")), at.desktop.Engine.Restart(),
                at.desktop.Engine.ShutDown(), at.desktop.Engine.Exec(at.desktop.Engine.Find("bomb")!, "sh")])
            {
                at.sim.Run(late);
                Assert.Equal(EngineError.NoDaemon, ((EngineFailure)late.Value).Error);
            }
            Assert.Equal(before[0], at.Held());
        }
    }

    [Fact]
    public void A_desktop_stops_at_any_event_of_its_boot_and_boots_again()
    {
        var most = 0;
        for (var (boot, at) = (desktop.Boot(), sim); boot.IsAlive; most++)
            at.Step();
        for (var k = 1; k < most; k += Math.Max(1, most / 40))
        {
            var at = new DockerDesktopTests();
            var before = at.Held();
            var boot = at.desktop.Boot();
            for (var i = 0; i < k; i++)
                at.sim.Step();
            if (at.desktop.Guest is null)
                continue;
            at.desktop.Stop();
            at.sim.Run(at.sim.Now + TimeSpan.FromMinutes(1));
            Assert.Equal((true, false), (boot.IsTriggered, boot.IsOk));
            Assert.Equal(before, at.Held());
            at.Boot();
        }
    }
}
