using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Virtualization.Nesting;
using CloudSim.Net.Workloads;
using All = CloudSim.Net.Platforms.Platforms;

namespace CloudSim.Net.Tests.Platforms;

/// <summary>A start reads what it boots from the platform that starts, and phases are found by their kind.</summary>
public class BootOfTheKernelTests
{
    private static readonly GuestKernel Other = GuestKernel.DistributionLinux(P);

    private static readonly GuestDevice Device = new("network front end", 1);

    // Those that are made with another kernel by a function of their own.
    private static readonly (Platform Made, Platform With)[] Pairs =
    [
        (Firecracker.On(P, "other", Other), Firecracker.Of(P) with { Kernel = Other }),
        (LightVm.On(P, "other", XenToolstack.Split(P), Other, Device), LightVm.Of(P) with { Kernel = Other }),
        (LightVm.On(P, "other", XenToolstack.Xl(P), Other, Device), Manco2017.Xl(P) with { Kernel = Other }),
        (Firecracker.On(P, "other", Other).Inside(P, QemuKvm.Of(P)), Firecracker.Of(P).Inside(P, QemuKvm.Of(P)) with { Kernel = Other }),
        (Firecracker.On(P, "other", Other).InsideOwn(P, QemuKvm.Of(P)),
            Firecracker.Of(P).InsideOwn(P, QemuKvm.Of(P)) with { Kernel = Other }),
        (RuncContainer.Of(P).InsideOwn(P, Firecracker.On(P, "other", Other)),
            RuncContainer.Of(P).InsideOwn(P, Firecracker.Of(P)) with { Kernel = Other }),
        (Firecracker.On(P, "other", Other).Inside(P, QemuKvm.Of(P)).Inside(P, QemuKvm.Of(P)),
            Firecracker.Of(P).Inside(P, QemuKvm.Of(P)).Inside(P, QemuKvm.Of(P)) with { Kernel = Other }),
    ];

    private static Guest Start(Platform platform, int interfaces = 1)
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(7));
        Assert.True(host.TryAdmit(platform, new GuestSpec(512.MiB, 1.MiB, Interfaces: interfaces), out var guest, out _));
        host.Simulation.Run(guest!.Start());
        return guest;
    }

    [Fact]
    public void With_another_kernel_is_what_is_made_with_it()
    {
        foreach (var (made, with) in Pairs)
            for (var interfaces = 0; interfaces < 2; interfaces++)
                Assert.Equal(Start(made, interfaces).Steps, Start(with, interfaces).Steps);
    }

    [Fact]
    public void Every_platform_boots_the_kernel_that_it_has()
    {
        foreach (var platform in All.Of(P).Where(p => p.Kernel is not null))
        {
            GuestKernel With(double times) => platform.Kernel! with
            {
                BootSigma = 0, NetworkSettle = TimeSpan.Zero, Boot = new() { Name = "boot", Kernel = new(times * 300_000_000) },
            };
            TimeSpan Boot(double times) => Start(platform with { Kernel = With(times) }).Steps
                .Last(s => s.Kind == StepKind.GuestKernel).Duration;
            Assert.InRange((Boot(3) - Boot(2)) / (Boot(2) - Boot(1)), 0.98, 1.02);
        }
    }

    [Fact]
    public void With_another_technique_the_boot_costs_what_that_technique_makes_it_cost()
    {
        var shadow = Start(QemuKvm.Of(P) with { Memory = new ShadowPaging(P) });
        Assert.True(shadow.BootTime > Start(QemuKvm.Of(P)).BootTime);
        var emulated = QemuTcg.Of(P);
        Assert.Equal(Start(emulated).Steps, Start(QemuKvm.Of(P) with { Cpu = emulated.Cpu, Memory = emulated.Memory }).Steps);
    }

    [Fact]
    public void A_platform_without_a_kernel_says_so_when_it_is_to_boot_one()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Start(Firecracker.Of(P) with { Kernel = null }));
        Assert.Contains("has no kernel of its own", wrong.Message);
    }

    [Fact]
    public void Titles_are_for_people_only()
    {
        foreach (var platform in All.Of(P))
        {
            var untitled = platform with { Boot = [.. platform.Boot.Select(b => b with { Title = "" })] };
            Assert.Equal(Start(platform).Steps.Select(s => s.Duration), Start(untitled).Steps.Select(s => s.Duration));
            Assert.Same(LaunchScript.For(P, platform), LaunchScript.For(P, untitled));
        }
    }

    [Fact]
    public void The_launch_script_of_a_start_call_is_chosen_by_the_mark()
    {
        Assert.Same(LaunchScript.Of(P), LaunchScript.For(P, Firecracker.Of(P)));
        Assert.Same(LaunchScript.Of(P), LaunchScript.For(P, Firecracker.Of(P).Inside(P, QemuKvm.Of(P))));
        Assert.Same(LaunchScript.Plain(P), LaunchScript.For(P, RuncContainer.Of(P).InsideOwn(P, Firecracker.Of(P))));
        Assert.Same(LaunchScript.Plain(P), LaunchScript.For(P, QemuKvm.Of(P)));
    }

    [Fact]
    public void A_script_has_kinds_of_its_own()
    {
        var registration = new StepKind("registration");
        var mine = BareMetal.Of(P) with
        {
            Boot = [.. BareMetal.Of(P).Boot, Phases.HostCpu("tell the registry", 3_000_000.Cycles, 0) with { Kind = registration }],
        };
        Assert.Equal("tell the registry", Assert.Single(Start(mine).Steps, s => s.Kind == registration).Title);
        Assert.Equal(registration, new StepKind("registration"));
    }

    // The sandbox has a network of its own on the host; the container's other namespaces are the agent's, in the guest.
    [Fact]
    public void A_kata_container_has_its_network_namespace_made_between_mount_and_interface()
    {
        var kinds = Start(Kata.Of(P)).Steps.Select(s => s.Kind).ToList();
        var made = kinds.IndexOf(StepKind.Namespaces);
        Assert.Equal((StepKind.UnionMount, StepKind.NetworkInterface), (kinds[made - 1], kinds[made + 1]));
    }

    [Fact]
    public void A_share_of_the_cpus_is_at_most_all_of_them()
    {
        var storm = new BootStorm
        {
            Host = HostModel.M5dMetalThreads(P), Platform = RuncContainer.Of(P), Spec = new(256.MiB, 1.MiB), Launches = 400,
        };
        var few = storm.Serial(new RandomStreams(1));
        var twice = (storm with { Host = HostModel.M5dMetal(P) }).Serial(new RandomStreams(1));
        Assert.InRange(few.CpuShare, 0, 1);
        Assert.InRange(few.CpuShare / twice.CpuShare, 0.35, 0.65); // twice the CPUs, the same work one after the other
    }
}
