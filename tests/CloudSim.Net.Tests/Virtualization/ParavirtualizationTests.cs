using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Workloads.Lmbench;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>Xen, VMware Workstation and User-Mode Linux on the machine of Barham et al. 2003.</summary>
public class ParavirtualizationTests
{
    private static readonly HostModel Machine = Sosp2003.Machine(P);

    // What each primitive costs more than natively, in microseconds: ranges P29 to P31.
    [Theory]
    [InlineData("page fault", 1.0, 1.6)]
    [InlineData("2p0K switch", 0.9, 1.6)]
    [InlineData("fork", 70, 110)]
    public void Xen_adds_what_was_published(string row, double low, double high) =>
        Assert.InRange(Microseconds(row, Sosp2003.Xen(P)) - Microseconds(row, Sosp2003.Linux(P)), low, high);

    // Lmbench rows that no parameter was taken from, in microseconds; a quarter of the value is right.
    [Theory]
    [InlineData("exec", 768, 2_300, 33_000)]
    [InlineData("sh", 4_800, 10_000, 58_000)]
    [InlineData("mmap", 139, 620, 1_400)]
    [InlineData("stat", 1.22, 1.88, 36.1)]
    [InlineData("open close", 1.88, 2.99, 62.8)]
    [InlineData("create 0K", 32.5, 35.3, 130)]
    [InlineData("create 10K", 68.2, 85.6, 250)]
    [InlineData("8p64K switch", 28.7, 51.6, 36.8)]
    public void Operations_made_of_the_same_primitives_are_predicted(string row, double xen, double workstation, double userMode)
    {
        Near(xen, Microseconds(row, Sosp2003.Xen(P)));
        Near(workstation, Microseconds(row, Sosp2003.Workstation(P)));
        Near(userMode, Microseconds(row, Sosp2003.UserModeLinux(P)));
        static void Near(double published, double simulated) => Assert.InRange(simulated / published, 0.75, 1.27);
    }

    [Fact]
    public void A_system_call_goes_straight_to_ring_1_on_32_bits_and_through_the_hypervisor_on_64()
    {
        var calls = new WorkProfile { Name = "calls", SystemCalls = 1_000 };
        var (narrow, wide) = (new Paravirtualization(P, 32).Run(calls, Machine.Cpu), new Paravirtualization(P, 64).Run(calls, Machine.Cpu));
        Assert.Equal(0, narrow.Exits);
        Assert.Equal(2_000, wide.Exits);
        Assert.InRange(narrow.Total / new NativeExecution().Run(calls, Machine.Cpu).Total, 1, 1.03);
        Assert.True(wide.Total > narrow.Total * 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Paravirtualization(P, 16));
    }

    // A fault goes through a gate and an IRET once more: whatever SYSCALL costs on that CPU, it is of the order of a native exception.
    [Fact]
    public void A_fault_that_bounces_costs_about_one_exception_more_on_every_cpu()
    {
        foreach (var cpu in CpuModels.All(P))
        {
            var host = Machine with { Cpu = cpu };
            var one = new WorkProfile { Name = "exception", Exceptions = 1 };
            var more = (Sosp2003.Xen(P).Cost(one, host).Total - Sosp2003.Linux(P).Cost(one, host).Total).Count;
            Assert.InRange(more / cpu.Exception.Count, 0.8, 1.1);
            Assert.True(XenPv.Of(P).Cost(one, host).Total > Sosp2003.Xen(P).Cost(one, host).Total); // on 64 bits page tables change, too
        }
    }

    [Fact]
    public void Batched_updates_are_cheaper_than_those_of_faults()
    {
        var cpu = new Paravirtualization(P, 32);
        var batched = new DirectPaging(P).Run(new WorkProfile { Name = "updates", PageTableUpdates = 1_000 }, cpu, Machine);
        var faults = new DirectPaging(P)
            .Run(new WorkProfile { Name = "faults", PageFaults = 1_000, PageTableUpdates = 1_000 }, cpu, Machine);
        Assert.True(faults.Total > batched.Total * 5);
        Assert.True(faults.Exits > batched.Exits * 20);
    }

    [Fact]
    public void Xen_needs_nothing_of_the_cpu()
    {
        Assert.Null(XenPv.Of(P).Incompatibility(CpuModels.Prestonia(P)));
        Assert.NotNull(QemuKvm.Of(P).Incompatibility(CpuModels.Prestonia(P)));
        Assert.NotNull(KvmPassThrough.Of(P).Incompatibility(CpuModels.Nehalem(P)));
    }

    [Fact]
    public void A_system_call_under_ptrace_costs_four_switches_and_more()
    {
        var call = PtraceKernel.UserModeLinux(P).Run(new WorkProfile { Name = "call", SystemCalls = 1 }, Machine.Cpu);
        Assert.True(call.Total > 4 * Machine.Cpu.ContextSwitch + 3 * Machine.Cpu.SystemCall);
        Assert.InRange(Microseconds("null call", Sosp2003.UserModeLinux(P)), 24.7 * 0.9, 24.7 * 1.1);
    }

    [Fact]
    public void Rows_are_made_of_events_that_add_up_to_the_native_time()
    {
        Assert.Equal(24, LmbenchRow.All(P).Count);
        Assert.Equal(110, Microseconds("fork", Sosp2003.Linux(P)), 0.1);
        Assert.Equal(4_000, Microseconds("sh", Sosp2003.Linux(P)), 1.0);
        Assert.Equal(0.77, Microseconds("2p0K switch", Sosp2003.Linux(P)), 0.01);
        Assert.Throws<ArgumentException>(() => LmbenchRow.Named(P, "nothing"));
    }

    // Nobody sees more than what the pages and the wire let through: the ratios of the paper's figure 3 in its order.
    [Fact]
    public void User_code_runs_at_full_speed_on_all_of_them()
    {
        var user = new WorkProfile { Name = "user", User = 1_000_000.Cycles };
        Assert.All(Sosp2003.Systems(P).Values, p => Assert.Equal(1e6, p.Cost(user, Machine).Total.Count));
    }

    private static double Microseconds(string row, Platform platform) =>
        platform.Cost(LmbenchRow.Named(P, row).Work, Machine).OnCpu.Count / Machine.Cpu.Clock.Hertz * 1e6;
}
