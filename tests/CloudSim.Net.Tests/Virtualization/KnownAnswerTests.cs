using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>Costs worked out by hand on a CPU with round figures, term by term.</summary>
public class KnownAnswerTests
{
    private static readonly CpuModel Cpu = CpuModels.Skylake(P) with
    {
        InstructionsPerCycle = 1, PageTableLevels = 4, WalkUpper = new(2), WalkLeaf = new(30), WalkLargeLeaf = new(7),
        SystemCall = new(1_000), Exception = new(100), Interrupt = new(2_000), SensitiveInstruction = new(50), PageTableUpdate = new(11),
        PageFault = new(400), ContextSwitch = new(3_000), ExitRoundTrip = new(5_000), VmcsRead = Cycles.Zero, VmcsWrite = Cycles.Zero,
    };

    private static readonly WorkProfile Nothing = new() { Name = "nothing" };

    // (n+1)(m+1)-1 references; one last level of the guest's, two of the host's, the rest from the caches.
    [Theory]
    [InlineData(4, 4, 21 * 2 + 30 + 2 * 30)]
    [InlineData(4, 2048, 16 * 2 + 30 + 2 * 7)]
    [InlineData(2048, 4, 16 * 2 + 7 + 2 * 30)]
    [InlineData(2048, 2048, 12 * 2 + 7 + 2 * 7)]
    public void A_walk_of_two_dimensions(int guestKib, int hostKib, double cycles)
    {
        var paging = new NestedPaging(P, hostKib.KiB, guestKib.KiB);
        Assert.Equal(cycles, paging.Walk(Cpu).Count, 9);
        var upper = P.Beside<NestedPaging>().Cycles("uncached_upper").Value.Count;
        var references = paging.WalkReferences(Cpu) - 3;
        Assert.Equal(cycles + references * (upper - 2),
            new NestedPaging(P, hostKib.KiB, guestKib.KiB, walkCaches: false).Walk(Cpu).Count, 9);
    }

    // 86 instructions a crossing, 60 a callout, of which one in ten sensitive instructions is one; 6 inline; 62 of a device's model.
    [Fact]
    public void Binary_translation_pays_for_each_event()
    {
        var translation = new BinaryTranslation(P);
        CycleCost Of(WorkProfile work) => translation.Run(work, Cpu);
        var sensitive = Of(Nothing with { SensitiveInstructions = 100 });
        Assert.Equal(100 * (0.9 * 6 + 0.1 * (60 + 50)), sensitive[Cause.SensitiveInstructions].Count, 6);
        Assert.Equal((10, 10), (sensitive.Exits, sensitive.ExitsFor(Cause.SensitiveInstructions)));
        Assert.Equal(1_000 + 2 * 186, Of(Nothing with { SystemCalls = 1 }).Total.Count, 6);
        Assert.Equal(100 + 2 * 186, Of(Nothing with { Exceptions = 1 }).Total.Count, 6);
        var interrupt = Of(Nothing with { Interrupts = 1 });
        Assert.Equal((2_000 + 2 * 186 + 2 * 122, 3), (interrupt.Total.Count, interrupt.Exits));
        Assert.Equal(150 * 1024, Of(Nothing with { NewCode = 1.KiB }).Total.Count, 6);
        Assert.Equal((186, 60, 186, 60), (translation.Trap(Cpu).Count, translation.Call(Cpu).Count, translation.Inject(Cpu).Count,
            translation.PageTableWrite(Cpu).Count));
        Assert.Equal(186 + 2_700, new BinaryTranslation(P, adaptive: false).PageTableWrite(Cpu).Count);
        var delivered = translation.Interrupt(Cpu);
        Assert.Equal((2_000 + 2 * 186 + 122, 2), (delivered.Total.Count, delivered.Exits));
    }

    // A program that places itself by the topology loses a part of its user code where it cannot see it.
    [Fact]
    public void A_hidden_topology_costs_its_share_of_user_code()
    {
        var work = Nothing with { User = new(1_000_000), TopologyLoss = 0.1 };
        CycleCost Of(Platform platform) => platform.Cost(work, HostModel.RackServer(P));
        Assert.Equal(100_000, Of(QemuKvm.Of(P))[Cause.HiddenTopology].Count, 3);
        foreach (var platform in new[] { QemuKvm.Of(P) with { ShowsTopology = true }, BareMetal.Of(P), RuncContainer.Of(P) })
            Assert.Equal(0, Of(platform)[Cause.HiddenTopology].Count);
    }

    // swiotlb is there as soon as memory reaches 4 GiB: the gap below it moves the last of it beyond.
    [Fact]
    public void Bounce_buffers_come_with_the_fourth_gibibyte()
    {
        var kernel = GuestKernel.MicroVmLinux(P);
        var step = kernel.Idle(4.GiB) - kernel.Idle(4.GiB - 4.KiB);
        Assert.InRange((step - kernel.BounceBuffers).Count, 0, 4096);
    }

    // The inner VMM's thread does its own part, the outer one's, and what the outer guest's driver costs more than the bare machine's.
    [Fact]
    public void A_nested_block_operation_is_done_by_both_device_threads()
    {
        var (one, model) = (QemuKvm.Of(P), HostModel.RackServer(P).Cpu);
        var (single, bare) = (one.Io.Block(one.Cpu, model), new NativeIo(P).Block(new NativeExecution(), model));
        var two = one.Inside(P, one);
        var more = Math.Max(0, (single.Submit.OnCpu - bare.Submit.OnCpu).Count)
            + Math.Max(0, (single.Complete.OnCpu - bare.Complete.OnCpu).Count);
        Assert.True(more > 0);
        Assert.Equal(2 * single.Device.Device.Count + more, two.Io.Block(two.Cpu, model).Device.Device.Count, 3);
    }

    // The answer has left and the next request has not come: two bursts for each time that the CPU goes idle.
    [Fact]
    public void Bursts_meet_nothing_under_way_before_and_after_each_halt()
    {
        var work = Nothing with { Packets = 10, PacketBurst = 2, Halts = 1 };
        var load = PacketLoad.Of(work, new(1_000), Cpu);
        Assert.Equal((0.4, 200, 2), (load.Apart, load.Interval.Count, load.Burst));
        Assert.Equal(1, PacketLoad.Of(work with { Halts = 3 }, new(1_000), Cpu).Apart);
    }

    [Fact]
    public void An_exit_to_an_inner_hypervisor_and_back_is_two_world_switches()
    {
        var machine = new PresentedMachine(P, QemuKvm.Of(P));
        Assert.Equal(2 * machine.WorldSwitch(Cpu), machine.Seen(Cpu).ExitRoundTrip);
        Assert.Equal(Cpu.ExitRoundTrip, new PresentedMachine(P, RuncContainer.Of(P)).Seen(Cpu).ExitRoundTrip);
    }

    // The vCPU halts once for operations that wait side by side, and each time for operations one after the other.
    [Fact]
    public void A_block_operation_pays_its_way_down_a_halt_and_its_way_up()
    {
        var platform = Firecracker.Of(P);
        var model = HostModel.RackServer(P);
        var block = platform.Io.Block(platform.Cpu, model.Cpu);
        long Ns(Cycles cycles) => cycles.NanosecondsAt(model.Cpu.Clock);
        var (ways, halt) = (Ns(block.Submit.OnCpu) + Ns(block.Complete.OnCpu), Ns(platform.Cpu.Halt(model.Cpu).OnCpu));
        Assert.True(ways > 0 && halt > 0);
        Assert.Equal((ways + halt, Ns(block.Device.Device)), Spent(atOnce: 1, rounds: 1));
        Assert.Equal((2 * (ways + halt), 2 * Ns(block.Device.Device)), Spent(atOnce: 1, rounds: 2));
        Assert.Equal((2 * ways + halt, 2 * Ns(block.Device.Device)), Spent(atOnce: 2, rounds: 1));

        (long Cpu, long Device) Spent(int atOnce, int rounds)
        {
            var host = new Host(new Simulation(), model, new RandomStreams(1));
            Assert.True(host.TryAdmit(platform, new GuestSpec(256.MiB, 1.MiB), out var guest, out _));
            for (var i = 0; i < atOnce; i++)
                host.Simulation.Process(Enumerable.Range(0, rounds).SelectMany(_ => guest!.BlockOperation(4.KiB)));
            host.Simulation.Run();
            return (guest!.Cpu.CpuTime, guest.Device!.CpuTime);
        }
    }
}
