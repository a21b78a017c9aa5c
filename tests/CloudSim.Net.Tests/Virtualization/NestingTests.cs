using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.DualMode;
using CloudSim.Net.Virtualization.Nesting;
using CloudSim.Net.Workloads;
using CsCheck;
using All = CloudSim.Net.Platforms.Platforms;

namespace CloudSim.Net.Tests.Virtualization;

public class NestingTests
{
    private static readonly HostModel Host = HostModel.RackServer(P);
    private static readonly WorkProfile Nothing = new() { Name = "nothing" };

    // All pairs that the mechanism allows; the second allows or forbids.
    private static readonly Platform[] Pairs =
    [
        .. from outer in All.Of(P) from inner in All.Of(P)
           where NestedPlatformAllows(inner, outer)
           select inner.Inside(P, outer),
    ];

    private static Gen<WorkProfile> Work { get; } =
        from c in Gen.Double[0, 1_000].Array[16]
        select Nothing with
        {
            User = new(c[0] * 1_000), Kernel = new(c[1] * 1_000), SystemCalls = c[2], PageFaults = c[3], PageTableUpdates = c[3] + c[4],
            NewTranslations = c[3],
            TlbMisses = c[5], ContextSwitches = c[6], Interrupts = c[7], Exceptions = c[8], SensitiveInstructions = c[9],
            IndirectCalls = c[10],
            BlockOperations = c[11], Halts = c[12], Touched = 4.KiB * Math.Floor(c[13]), FloatShare = c[0] / 1_000,
            Packets = c[14], AddressSpaces = c[15], // no device accesses: a modelled register is nearer than one on the bus
        };

    [Fact]
    public void Nesting_is_never_cheaper_than_not_nesting_and_its_causes_add_up() =>
        Gen.Select(Work, Gen.Int[0, Pairs.Length - 1]).Sample((work, i) =>
    {
        var (pair, inner) = (Pairs[i], All.Of(P).First(p => Pairs[i].Name == $"{p.Name} in {Pairs[i].Outer!.Name}"));
        var cost = pair.Cost(work, Host);
        Assert.True(cost.Total.Count >= inner.Cost(work, Host).Total.Count * (1 - 1e-9), $"{pair}: {cost} but {inner.Cost(work, Host)}");
        Assert.Equal(cost.Total.Count, CycleCost.Causes.Sum(c => cost[c].Count), cost.Total.Count * 1e-9);
    }, iter: 2_000);

    // Nor cheaper than the outer platform alone; but for what a library kernel, an emulator or a translator keeps from it (crossings,
    // flags, tables).
    [Fact]
    public void The_inner_platform_adds_to_what_the_outer_one_costs() => Gen.Select(Work, Gen.Int[0, Pairs.Length - 1]).Sample((work, i) =>
    {
        var pair = Pairs[i];
        // A kernel of its own takes the calls that a container's filter would check.
        var outer = pair.Filter is null ? pair.Outer! with { Filter = null } : pair.Outer!;
        if (pair.Kernel?.Library is null && pair.Cpu.Routes != Virtualizer.Emulation && pair.Cpu.Routes != Virtualizer.BinaryTranslation)
            Assert.True(pair.Cost(work with { SensitiveInstructions = 0 },
                Host).Total.Count >= outer.Cost(work with { SensitiveInstructions = 0 }, Host).Total.Count * (1 - 1e-9), $"{pair}");
    }, iter: 2_000);

    [Fact]
    public void Nothing_costs_nothing_at_any_depth() => Assert.All(Pairs, p => Assert.Equal(0, p.Cost(Nothing, Host).Total.Count));

    // A container adds nothing to what its machine's kernel pays: in a virtual machine it computes at the virtual machine's cost.
    [Fact]
    public void A_process_in_a_virtual_machine_costs_what_the_virtual_machine_does()
    {
        var work = WorkProfiles.SystemCallHeavy(P) with { Touched = 1.MiB, BlockOperations = 3, Halts = 5, Packets = 7, AddressSpaces = 2,
            DeviceAccesses = 4 };
        foreach (var outer in All.Of(P).Where(p => NestedPlatformAllows(BareMetal.Of(P), p)))
        {
            var (inside, outside) = (BareMetal.Of(P).Inside(P, outer).Cost(work, Host), outer.Cost(work, Host));
            Assert.True(Math.Abs(inside.Total / outside.Total - 1) < 0.001, $"{outer}: {inside} but {outside}");
        }
    }

    // Going idle: the program's kernel, the outer guest's and the host's each switch to their idle task; the host's switch is its
    // scheduler's.
    [Fact]
    public void Each_kernel_on_the_way_switches_when_the_work_goes_idle()
    {
        var idle = Nothing with { Halts = 1 };
        Assert.Equal(0, RuncContainer.Of(P).Inside(P, RuncContainer.Of(P)).Cost(idle, Host).Total.Count);
        foreach (var container in new[] { RuncContainer.Of(P).Inside(P, QemuKvm.Of(P)),
            RuncContainer.Of(P).InsideOwn(P, QemuKvm.Of(P)) })
            Assert.Equal(QemuKvm.Of(P).Cost(idle, Host), container.Cost(idle, Host));
        var (one, two) = (QemuKvm.Of(P).Cpu.Halt(Host.Cpu).Total, QemuKvm.Of(P).Inside(P, QemuKvm.Of(P)).Cpu.Halt(Host.Cpu).Total);
        Assert.Equal(two + 2 * Host.Cpu.ContextSwitch, QemuKvm.Of(P).Inside(P, QemuKvm.Of(P)).Cost(idle, Host).Total);
        Assert.Equal(one + Host.Cpu.ContextSwitch, QemuKvm.Of(P).Cost(idle, Host).Total);
    }

    [Fact]
    public void A_virtual_machine_in_a_container_costs_what_it_costs_on_the_host()
    {
        foreach (var work in new[] { WorkProfiles.CpuBound(P), WorkProfiles.SystemCallHeavy(P), WorkProfiles.IoHeavy(P) })
            Assert.Equal(Firecracker.Of(P).Cost(work, Host).Total.Count,
                Firecracker.Of(P).Inside(P, RuncContainer.Of(P)).Cost(work, Host).Total.Count, 1e-3);
    }

    [Fact]
    public void Emulation_in_emulation_multiplies()
    {
        var integer = Nothing with { User = 1_000_000.Cycles };
        Assert.Equal(64, QemuTcg.Of(P).Inside(P, QemuTcg.Of(P)).Cost(integer, Host).Total.Count / 1e6, 6);
        Assert.Equal(512, QemuTcg.Of(P).Inside(P, QemuTcg.Of(P).Inside(P, QemuTcg.Of(P))).Cost(integer, Host).Total.Count / 1e6, 6);
    }

    // Huang 2023, sec. 2: 1.3 us from an inner guest to its hypervisor, 0.105 us where there is one level.
    [Fact]
    public void A_world_switch_by_way_of_the_outer_hypervisor_takes_the_published_time()
    {
        var machine = new PresentedMachine(P, QemuKvm.Of(P));
        Assert.Equal(1.3, machine.WorldSwitch(Host.Cpu).At(Host.Cpu.Clock).TotalMicroseconds, 0.1);
        Assert.Equal(0.105, (Host.Cpu.ExitRoundTrip * 0.5).At(Host.Cpu.Clock).TotalMicroseconds, 0.03);
    }

    // Huang 2023, sec. 2: 2n+6 world switches for a page fault of the inner guest, half of them traps to the outer hypervisor: 7 with 4
    // levels, and one more for the page that the inner hypervisor takes for it.
    [Theory]
    [InlineData(4, 7)]
    [InlineData(5, 8)]
    public void A_page_of_an_inner_guest_traps_to_the_outer_hypervisor_as_often_as_published(int levels, int traps)
    {
        var host = Host with { Cpu = Host.Cpu with { PageTableLevels = levels } };
        var cost = QemuKvm.Of(P).Inside(P, QemuKvm.Of(P)).Cost(Nothing with { Touched = 4.KiB }, host);
        Assert.Equal(traps + 1, cost.ExitsFor(Cause.FirstTouch), 9);
    }

    // Without shadow VMCS each field of the control structure that the inner hypervisor touches is an exit.
    [Fact]
    public void Exits_multiply_and_shadowing_cuts_them()
    {
        var ticks = Nothing with { Halts = 1 };
        var (newer, older) = (Host, Host with { Cpu = CpuModels.SandyBridge(P) });
        var nested = QemuKvm.Of(P).Inside(P, QemuKvm.Of(P));
        Assert.Equal(2 + 1, nested.Cost(ticks, newer).Exits);
        Assert.Equal(2 + 9 + 1, nested.Cost(ticks, older).Exits);
        Assert.InRange(nested.Cpu.Halt(older.Cpu).Total / nested.Cpu.Halt(newer.Cpu).Total, 2, 5);
    }

    // The hardware walks one merged table: two dimensions, not three.
    [Fact]
    public void Merged_nested_tables_are_walked_as_one_level_is()
    {
        var walks = Nothing with { TlbMisses = 1_000 };
        Assert.Equal(QemuKvm.Of(P).Cost(walks, Host).Total.Count,
            QemuKvm.Of(P).Inside(P, QemuKvm.Of(P)).Cost(walks, Host).Total.Count, 1e-6);
        Assert.Equal(24, QemuKvm.Of(P).Inside(P, Firecracker.Of(P)).Memory.WalkReferences(Host.Cpu));
    }

    // Ben-Yehuda 2010: on Nehalem nested common workloads run 6 to 8 % slower than with one level, with the tables merged and devices
    // passed through; shadow tables of the inner hypervisor are three times slower where page faults dominate.
    [Fact]
    public void Nested_kvm_is_as_much_slower_as_the_turtles_found()
    {
        var nehalem = Host with { Cpu = CpuModels.Nehalem(P) };
        var single = QemuKvm.Of(P).Cost(WorkProfiles.SystemCallHeavy(P), nehalem).Total;
        var nested = QemuKvm.Of(P).Inside(P, QemuKvm.Of(P)).Cost(WorkProfiles.SystemCallHeavy(P), nehalem).Total;
        Assert.InRange(nested / single, 1.03, 1.12);

        var faults = Nothing with { User = 2_000_000.Cycles, PageFaults = 100, PageTableUpdates = 100, NewTranslations = 100,
            Touched = 4.KiB * 100 };
        var merged = QemuKvm.Of(P).Inside(P, QemuKvm.Of(P)).Cost(faults, nehalem).Total;
        var shadow = KvmShadow.Of(P).Inside(P, QemuKvm.Of(P)).Cost(faults, nehalem).Total;
        Assert.InRange(shadow / merged, 1.5, 6);
    }

    [Fact]
    public void What_the_mechanism_does_not_allow_is_refused_with_the_reason()
    {
        Assert.Contains("one program", Refusal(RuncContainer.Of(P), UnikernelOnFirecracker.Of(P)));
        Assert.Contains("no hypervisor can be loaded", Refusal(QemuKvm.Of(P), XenPv.Of(P)));
        Assert.Contains("no hypervisor can be loaded", Refusal(XenPv.Of(P), GVisorPtrace.Of(P)));
        Assert.Contains("Classic", Refusal(QemuKvm.Of(P), QemuTcg.Of(P)));
        Assert.Contains("HardwareAssist at most", Refusal(QemuKvm.Of(P), KvmShadow.Of(P)));
        var nested = QemuKvm.Of(P).Inside(P, QemuKvm.Of(P));
        Assert.NotNull(nested.Incompatibility(CpuModels.Penryn(P)));
        Assert.Null(nested.Incompatibility(CpuModels.Nehalem(P)));
        Assert.Null(QemuTcg.Of(P).Inside(P, VmwareEsx.Of(P)).Incompatibility(CpuModels.Prestonia(P)));

        static string Refusal(Platform inner, Platform outer) =>
            Assert.Throws<InvalidOperationException>(() => inner.Inside(P, outer)).Message;
    }

    // The desktop's way to containers: one virtual machine holds them all, and its memory is charged once.
    [Fact]
    public void Containers_of_one_virtual_machine_share_its_memory()
    {
        var pair = RuncContainer.Of(P).Inside(P, QemuKvm.Of(P));
        var host = new Host(new Simulation(), Host, new RandomStreams(1));
        var spec = new GuestSpec(256.MiB, 10.MiB);
        var before = host.Memory.Available;
        host.Boot(pair, spec);
        var first = before - host.Memory.Available;
        host.Boot(pair, spec);
        var second = before - host.Memory.Available - first;
        Assert.InRange((first - second).MiB, 190, 400);
        Assert.InRange(second.MiB, 10, 20);
    }

    [Fact]
    public void Starts_nest()
    {
        double Median(Platform p) =>
            SerialBoots.Run(Host, p, new GuestSpec(256.MiB, Bytes.Zero), 30, new RandomStreams(2)).Order().ElementAt(15);
        var (inner, outer) = (Median(RuncContainer.Of(P)), Median(QemuKvm.Of(P)));
        Assert.InRange(Median(RuncContainer.Of(P).Inside(P, QemuKvm.Of(P))), inner * 0.95, inner * 1.2);
        Assert.InRange(Median(RuncContainer.Of(P).InsideOwn(P, QemuKvm.Of(P))), (inner + outer) * 0.9, (inner + outer) * 1.1);
        Assert.True(Median(Firecracker.Of(P).Inside(P, QemuKvm.Of(P))) > Median(Firecracker.Of(P)) * 1.2);
    }

    private static bool NestedPlatformAllows(Platform inner, Platform outer)
    {
        try
        {
            inner.Inside(P, outer);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
