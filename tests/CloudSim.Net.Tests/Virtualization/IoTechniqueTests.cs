using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Workloads.Benchmarks;
using CsCheck;

namespace CloudSim.Net.Tests.Virtualization;

public class IoTechniqueTests
{
    private static readonly CpuModel Cpu = CpuModels.Skylake(P);

    private static readonly (IIoTechnique Io, ICpuTechnique Cpu)[] Pairs =
    [
        (new NativeIo(P), new NativeExecution()), (new BridgedIo(P), new NativeExecution()),
        (EmulatedDevice.UserSpace(P), new HardwareAssist(P)), (EmulatedDevice.Kernel(P), new HardwareAssist(P)),
        (Virtio.Named(P, "VirtioQemu", "vhost"), new HardwareAssist(P)),
        (Virtio.Named(P, "VirtioUserspace", "user space"), new HardwareAssist(P)),
        (SplitDriver.DriverDomain(P), new Paravirtualization(P)), (SplitDriver.InHypervisor(P), new Paravirtualization(P, 32)),
        (PassThrough.PostedInterrupts(P), new HardwareAssist(P)), (PassThrough.InterruptsByExit(P), new HardwareAssist(P)),
        (HostedIo.Workstation(P), new HostedTranslation(P)), (HostedIo.UserModeLinux(P), PtraceKernel.UserModeLinux(P)),
    ];

    [Theory]
    [InlineData(900, 1, 0, 500, 100, 0.5)]     // asleep half of the time
    [InlineData(900, 1, 1, 500, 100, 1)]       // one at a time: always asleep
    [InlineData(900, 1, 0.5, 500, 100, 0.75)]
    [InlineData(900, 1, 0, 2_000, 100, 0)]     // saturated: never asleep
    [InlineData(1_800, 2, 0, 500, 100, 0.25)]  // two share one
    public void Notifications_are_the_share_of_bursts_that_find_the_other_side_asleep(
        double interval, double burst, double apart, double service, double pace, double expected) =>
        Assert.Equal(expected,
            new PacketLoad(new Cycles(interval), burst, apart, Bytes.Zero).Notifications(new Cycles(service), new Cycles(pace)), 12);

    // A queue with Poisson arrivals, played event by event: how many arrivals find the server idle.
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.7)]
    [InlineData(0.95)]
    public void A_queue_played_packet_by_packet_gives_the_same_notifications(double utilisation)
    {
        const int Packets = 400_000;
        var random = new RandomStreams(1)["arrivals"];
        var (now, busyUntil, found) = (0.0, 0.0, 0);
        for (var i = 0; i < Packets; i++)
        {
            now += random.Exponential(1);
            found += now >= busyUntil ? 1 : 0;
            busyUntil = Math.Max(now, busyUntil) + utilisation;
        }
        var load = new PacketLoad(new Cycles(1_000), 1, 0, Bytes.Zero);
        Assert.Equal((double)found / Packets, load.Notifications(new Cycles(1_000 * utilisation), Cycles.Zero), 0.01);
    }

    [Fact]
    public void The_faster_packets_come_the_fewer_exits_each_costs() =>
        Gen.Select(Gen.Double[1_000, 1e7], Gen.Double[1.01, 10], Gen.Double[1, 20], Gen.Double[0, 1])
        .Sample((interval, slower, burst, apart) =>
    {
        foreach (var (io, cpu) in Pairs)
        {
            var (fast, slow) = (Bill(io, cpu, interval), Bill(io, cpu, interval * slower));
            Assert.True(fast.Exits <= slow.Exits + 1e-9, $"{io.Name}: {fast.Exits} exits at {interval}, {slow.Exits} when slower");
            Assert.True(fast.Total <= slow.Total + new Cycles(1e-6), io.Name);
        }
        CycleCost Bill(IIoTechnique io, ICpuTechnique cpu, double cycles) =>
            io.Packet(cpu, Cpu, new PacketLoad(new Cycles(cycles), burst, apart, Bytes.Zero)).Sum;
    }, iter: 200);

    [Fact]
    public void Nothing_is_negative_and_nothing_is_cheaper_than_native() =>
        Gen.Select(Gen.Double[0, 1e7], Gen.Double[1, 20], Gen.Int[0, 65_536]).Sample((interval, burst, payload) =>
    {
        var load = new PacketLoad(new Cycles(interval), burst, 0, new Bytes(payload));
        var native = new NativeIo(P).Packet(new NativeExecution(), Cpu, load).Sum.Total;
        foreach (var (io, cpu) in Pairs)
            foreach (var cost in new[] { io.Packet(cpu, Cpu, load), io.Block(cpu, Cpu) })
            {
                Assert.All(CycleCost.Causes, c => Assert.True(cost.Sum[c].Count >= 0 && cost.Sum.ExitsFor(c) >= 0, $"{io.Name} {c}"));
                Assert.Equal(Cycles.Zero, cost.Submit.Device + cost.Complete.Device);
            }
        Assert.All(Pairs, p => Assert.True(p.Io.Packet(p.Cpu, Cpu, load).Sum.Total >= native - new Cycles(1e-6), p.Io.Name));
    }, iter: 200);

    [Fact]
    public void Posted_interrupts_leave_no_exit_and_others_three_an_interrupt()
    {
        var cpu = new HardwareAssist(P);
        Assert.Equal(0, PassThrough.PostedInterrupts(P).Packet(cpu, Cpu, PacketLoad.Lone).Sum.Exits);
        Assert.Equal(0, PassThrough.PostedInterrupts(P).Block(cpu, Cpu).Sum.Exits);
        Assert.Equal(3, PassThrough.InterruptsByExit(P).Packet(cpu, Cpu, PacketLoad.Lone).Sum.Exits);
        // a CPU that cannot post
        Assert.Equal(3, PassThrough.PostedInterrupts(P).Packet(cpu, CpuModels.SandyBridge(P), PacketLoad.Lone).Sum.Exits);
    }

    // Gordon et al. 2012: with exit-less interrupts 97 to 100 % of bare metal, 1.3 to 1.6 times what direct assignment without them
    // reaches.
    [Fact]
    public void Posting_brings_packets_that_interrupt_each_to_bare_metal()
    {
        double Cost(IIoTechnique io, ICpuTechnique cpu) => io.Packet(cpu, Cpu, PacketLoad.Lone).Sum.Total.Count;
        var (bare, posted, exits) = (Cost(new NativeIo(P), new NativeExecution()),
            Cost(PassThrough.PostedInterrupts(P), new HardwareAssist(P)),
            Cost(PassThrough.InterruptsByExit(P), new HardwareAssist(P)));
        Assert.InRange(bare / posted, 0.97, 1);
        Assert.InRange(exits / posted, 1.3, 1.6);
    }

    // Dong et al. 2012: 1.76 % of a CPU for each further machine.
    [Fact]
    public void A_virtual_function_more_costs_the_published_share_of_a_cpu() =>
        Assert.InRange(PassThrough.InterruptsByExit(P).CpuPerFunction(new HardwareAssist(P), CpuModels.Nehalem(P)), 0.01, 0.03);

    [Fact]
    public void Mapping_each_buffer_costs_more_the_stricter_it_is()
    {
        Cycles Packet(IommuMapping mapping) =>
            new PassThrough(P, "any", mapping, true).Packet(new HardwareAssist(P), Cpu, PacketLoad.Lone).Sum.Total;
        Assert.True(Packet(IommuMapping.Static) < Packet(IommuMapping.Deferred));
        Assert.True(Packet(IommuMapping.Deferred) < Packet(IommuMapping.Strict));
        Assert.Equal(Cycles.Zero, PassThrough.PostedInterrupts(P).Map);
    }

    // Malka et al. 2015: up to 7.5 times slower on a 40 Gbit/s device whose driver spends some 1,800 cycles on a packet; 64 KiB are no
    // matter.
    [Fact]
    public void A_strict_iommu_is_as_slow_as_published_and_slower_in_a_guest()
    {
        var strict = new PassThrough(P, "strict", IommuMapping.Strict, true);
        Assert.InRange(1 + strict.Map * strict.Buffers(Bytes.Zero) / new Cycles(1_800), 6, 10.5);
        PacketLoad Load(Bytes payload) => PacketLoad.Lone with { Payload = payload };
        double Loss(ICpuTechnique cpu, Bytes payload) =>
            strict.Packet(cpu, Cpu, Load(payload)).Sum.Total / PassThrough.PostedInterrupts(P).Packet(cpu, Cpu, Load(payload)).Sum.Total;
        Assert.InRange(Loss(new NativeExecution(), Bytes.Zero), 2, 3);
        Assert.True(Loss(new NativeExecution(), 64.KiB) < Loss(new NativeExecution(), Bytes.Zero));
        Assert.True(Loss(new HardwareAssist(P), Bytes.Zero) > Loss(new NativeExecution(), Bytes.Zero));
        Assert.Equal(4, strict.Packet(new HardwareAssist(P), Cpu, PacketLoad.Lone).Sum.Exits); // two buffers, each told of twice
        Assert.Equal(0, strict.Packet(new NativeExecution(), Cpu, PacketLoad.Lone).Sum.Exits);
    }

    [Fact]
    public void Emulated_registers_cost_exits_for_each_packet_whatever_the_load()
    {
        var cpu = new HardwareAssist(P);
        var busy = new PacketLoad(Cycles.Zero, 10, 0, Bytes.Zero);
        Assert.InRange(EmulatedDevice.UserSpace(P).Packet(cpu, Cpu, PacketLoad.Lone).Sum.Exits, 5, 10); // EMU-NIC
        Assert.True(EmulatedDevice.UserSpace(P).Packet(cpu, Cpu, busy).Sum.Exits >= 3);
        Assert.InRange(Virtio.Named(P, "VirtioQemu", "vhost").Packet(cpu, Cpu, busy).Sum.Exits, 0, 0.05);
        Assert.True(EmulatedDevice.Kernel(P).Block(cpu, Cpu).Sum.OnCpu < EmulatedDevice.UserSpace(P).Block(cpu, Cpu).Sum.OnCpu);
    }

    [Fact]
    public void Pinned_memory_is_held_whole()
    {
        Assert.True(KvmPassThrough.Of(P).Resident(4.GiB, 10.MiB, 10.MiB) >= 4.GiB);
        Assert.True(QemuKvm.Of(P).Resident(4.GiB, 10.MiB, 10.MiB) < 1.GiB);
        Assert.True(XenPv.Of(P).Resident(4.GiB, 10.MiB, 10.MiB) >= 4.GiB); // direct paging: its tables hold the machine's addresses
    }

    // Two guests, one driver domain: its tasks do the work of both, under Xen's own scheduler.
    [Fact]
    public void Back_ends_of_all_guests_run_in_the_driver_domain()
    {
        var sim = new Simulation();
        var host = Host.For(XenPv.Of(P), sim, HostModel.RackServer(P), new RandomStreams(1));
        Assert.IsType<CreditScheduler>(host.Scheduler);
        Assert.True(host.TryAdmit(XenPv.Of(P), new GuestSpec(256.MiB, 10.MiB), out var first, out _));
        Assert.True(host.TryAdmit(XenPv.Of(P), new GuestSpec(256.MiB, 10.MiB), out var second, out _));
        Assert.Same(host.DriverDomain, first!.Device!.Group);
        Assert.Same(host.DriverDomain, second!.Device!.Group);
        foreach (var guest in new[] { first, second })
            sim.Process(guest.BlockOperation(4.KiB));
        sim.Run();
        Assert.True(host.DriverDomain.Stat.UsageNs > 0);
        first.Stop();
        sim.Run();
        Assert.Single(host.Guests);
    }

    [Fact]
    public void Bulk_transfers_reach_the_wire_and_a_slow_cpu_does_not()
    {
        var wire = CloudSim.Net.Workloads.NetworkThroughput.Of(BareMetal.Of(P), HostModel.RackServer(P), Benchmark.BulkTcp(P), 64.KiB,
            1500.B);
        Assert.Equal("wire", wire.BoundBy);
        Assert.Equal(25e9 * 1448 / 1538, wire.PerSecond.BytesPerSecond * 8, 1e7);
        var emulated = CloudSim.Net.Workloads.NetworkThroughput.Of(QemuTcg.Of(P), HostModel.RackServer(P), Benchmark.BulkTcp(P), 64.KiB,
            1500.B);
        Assert.Equal("CPU", emulated.BoundBy);
        Assert.True(emulated.PerSecond.BytesPerSecond < wire.PerSecond.BytesPerSecond);
    }
}
