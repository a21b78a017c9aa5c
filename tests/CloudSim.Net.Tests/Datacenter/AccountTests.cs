using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>
/// One machine, one account: whoever comes by whatever door, what is used is what they hold, and all of it goes with them.
/// </summary>
public class AccountTests
{
    private static readonly GuestSpec Small = new(256.MiB, 40.MiB);

    [Fact]
    public void What_a_machine_uses_is_what_all_on_it_hold() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool,
            Gen.Select(Gen.Int[0, AccountModel.Kinds - 1], Gen.Int[0, 40], Gen.Int[1, 40]).List[0, 25])
            .Sample((fluid, swap, merge, steps) =>
                new AccountModel(fluid ? SchedulerKind.Fluid : SchedulerKind.Cfs, swap, merge).Do(steps), iter: 60, threads: 1);

    /// <summary>
    /// What random mixes have shown: a container in a virtual machine that stops; a bomb whose child ends before it begins, or at the end
    /// of its work; a container that is removed while it is created.
    /// </summary>
    [Fact]
    public void Mixes_that_went_wrong_once()
    {
        new AccountModel(SchedulerKind.Fluid, swap: false, merge: false)
            .Do([(1, 20, 27), (2, 1, 30), (13, 21, 28), (9, 7, 25), (3, 16, 27)]);
        new AccountModel(SchedulerKind.Fluid, swap: false, merge: false).Do([(8, 27, 12), (3, 23, 31), (14, 16, 21), (10, 11, 35)]);
        new AccountModel(SchedulerKind.Cfs, swap: false, merge: false).Do([(9, 15, 35), (3, 12, 10), (8, 28, 39), (14, 22, 14), (8, 18, 3),
            (14, 4, 28), (3, 25, 29), (14, 36, 9)]);
        new AccountModel(SchedulerKind.Fluid, swap: false, merge: false).Do([(9, 29, 4), (3, 1, 1), (12, 9, 25)]);
    }

    [Theory, InlineData(SchedulerKind.Cfs), InlineData(SchedulerKind.Fluid)]
    public void Quota_holds_a_virtual_machine_as_it_holds_a_container(SchedulerKind scheduler)
    {
        var limits = new Limits { CpuMax = new(30.0.Milliseconds) };
        var host = Rack(scheduler);
        var vm = host.Boot(Firecracker.Of(P), Small with { Limits = limits });
        var container = host.Boot(RuncContainer.Of(P), Small with { Limits = limits });
        foreach (var guest in new[] { vm, container })
            guest.Cpu.Demand(CpuTask.Forever);
        var before = (vm.CpuTime, container.CpuTime);
        host.Simulation.Run(10.Seconds);
        var (one, two) = ((vm.CpuTime - before.Item1).TotalSeconds, (container.CpuTime - before.Item2).TotalSeconds);
        Assert.InRange(one, 2.9, 3.1);
        Assert.InRange(one / two, 0.99, 1.01);
    }

    [Theory, InlineData(SchedulerKind.Cfs), InlineData(SchedulerKind.Fluid)]
    public void A_frozen_virtual_machine_stands_still(SchedulerKind scheduler)
    {
        var host = Rack(scheduler);
        var vm = host.Boot(QemuKvm.Of(P), Small);
        vm.Cpu.Demand(CpuTask.Forever);
        host.Simulation.Run(1.Seconds);
        vm.Cgroup.Write("cgroup.freeze", "1");
        var frozen = vm.CpuTime;
        host.Simulation.Run(1.Seconds);
        Assert.Equal(frozen, vm.CpuTime);
        vm.Cgroup.Write("cgroup.freeze", "0");
        host.Simulation.Run(1.Seconds);
        Assert.InRange((vm.CpuTime - frozen).TotalSeconds, 0.95, 1);
    }

    [Fact]
    public void A_virtual_machine_above_its_memory_limit_ends_with_the_reason()
    {
        var host = Rack();
        var other = host.Boot(Firecracker.Of(P), Small);
        var used = host.Memory.Used;
        Assert.True(host.TryAdmit(QemuKvm.Of(P), Small with { Limits = new() { MemoryMax = 60.MiB } }, out var guest, out _));
        var start = guest!.Start();
        host.Simulation.Run(start);
        Assert.False(start.IsOk);
        Assert.Contains("memory", $"{start.Value}");
        Assert.Contains("memory", guest.EndedBy);
        Assert.Equal((GuestState.Stopped, GuestState.Running, used), (guest.State, other.State, host.Memory.Used));
    }

    /// <summary>A Linux bridge has 1,023 ports (BR_MAX_PORTS), whoever takes them.</summary>
    [Theory, InlineData(1023), InlineData(1020), InlineData(3)]
    public void A_bridge_has_no_1024th_port(int admitted)
    {
        var host = Rack(SchedulerKind.Fluid);
        host.Kernel.Store.Tag("app", new Image([Layer.Of("app", 5.MiB)]));
        var engine = new ContainerEngine(host.Kernel);
        var ports = host.Kernel[KernelObject.BridgePort];
        for (var i = 0; i < admitted; i++)
            Assert.True(host.TryAdmit(RuncContainer.Of(P), new(256.MiB, 1.MiB), out _, out _));
        if (admitted == 3)
            Assert.True(ports.TryTake(1017));
        while (ports.Taken < 1023)
            host.Simulation.Run(engine.Run(new($"c{ports.Taken}", "app")));
        Assert.False(host.TryAdmit(RuncContainer.Of(P), new(256.MiB, 1.MiB), out _, out var boundBy));
        Assert.Equal(KernelObject.BridgePort.Name, boundBy);
        var refused = engine.Run(new("last", "app"));
        host.Simulation.Run(refused);
        Assert.Equal((false, EngineError.Network), (refused.IsOk, ((EngineFailure)refused.Value).Error));
        Assert.Contains("port", ((EngineFailure)refused.Value).Message);
        Assert.Equal(1023, ports.Taken);
    }

    [Fact]
    public void No_guest_carries_an_application_larger_than_itself()
    {
        var host = Rack();
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P).Where(p => p.Incompatibility(host.Model.Cpu) is null))
        {
            Assert.False(host.TryAdmit(platform, new(128.MiB, 512.MiB), out _, out var boundBy), platform.Name);
            Assert.Equal(Host.GuestMemoryLimit, boundBy);
        }
        Assert.Equal(host.Model.HostReserved, host.Memory.Current);
    }

    [Fact]
    public void A_program_beyond_its_virtual_machine_ends_in_it()
    {
        var host = Rack();
        var manager = host.ManageMemory(new(P));
        var (vm, other) = (host.Boot(Firecracker.Of(P), Small), host.Boot(QemuKvm.Of(P), Small));
        var (held, ended) = (other.Resident, new List<KernelProcess>());
        host.Memory.OomKilled += ended.Add;
        host.Simulation.Run(manager.Grow(vm, 300.MiB));
        host.Simulation.Run(1.Seconds);
        Assert.Equal(GuestState.Stopped, vm.State);
        Assert.Contains(Host.GuestMemoryLimit, vm.EndedBy);
        Assert.Equal((GuestState.Running, held, 0), (other.State, other.Resident, ended.Count));
    }

    /// <summary>
    /// Seventeen virtual machines fill the server; what a container then wants beyond it is taken by the OOM killer's rule.
    /// </summary>
    [Fact]
    public void Fifty_gigabytes_beside_seventeen_virtual_machines_are_not_there()
    {
        var host = Rack(SchedulerKind.Fluid);
        var spec = new GuestSpec(4.GiB, 3500.MiB);
        var vms = Enumerable.Range(0, 17).Select(_ => host.Boot(QemuKvm.Of(P), spec)).ToList();
        Assert.InRange(host.Memory.Used.GiB, 63.8, 63.9);
        Assert.False(host.TryAdmit(QemuKvm.Of(P), spec, out _, out var boundBy));
        Assert.Equal(Host.MemoryLimit, boundBy);
        host.Kernel.Store.Tag("app", new Image([Layer.Of("app", 5.MiB)]));
        var engine = new ContainerEngine(host.Kernel);
        host.Simulation.Run(engine.Run(new("c", "app")));
        var container = engine.Find("c")!;
        Assert.False(container.Cgroup!.Memory.Touch(container.Init!, 50.GiB).Charged);
        Assert.True(host.Memory.Peak <= host.Model.Memory);
        Assert.False(container.Init!.IsAlive);
        // All machines are as large: the youngest dies when memory is out; then the container is larger than any of the others.
        Assert.Equal([vms[^1]], vms.Where(g => g.State == GuestState.Stopped));
        Assert.Contains("memory", vms[^1].EndedBy);
    }

    private static Host Rack(SchedulerKind scheduler = SchedulerKind.Cfs) =>
        new(new Simulation(), HostModel.RackServer(P), new RandomStreams(3), scheduler);
}
