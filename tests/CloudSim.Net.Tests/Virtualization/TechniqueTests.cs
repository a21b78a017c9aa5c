using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Virtualization;

public class TechniqueTests
{
    private static readonly HostModel Host = HostModel.RackServer(P);

    // Bhargava 2008 and the architecture manuals: (n+1)(m+1)-1, a large page ends its walk a level earlier.
    [Theory]
    [InlineData(4, 4, 4, 4, 24)]
    [InlineData(5, 4, 4, 5, 35)]
    [InlineData(4, 2048, 2048, 4, 15)]
    [InlineData(4, 4, 2048, 4, 19)]
    [InlineData(4, 4, 1048576, 4, 14)]
    public void Walks_read_the_published_number_of_entries(int levels, int guestKib, int hostKib, int native, int nested)
    {
        var cpu = Host.Cpu with { PageTableLevels = levels };
        Assert.Equal(native, new NativePaging().WalkReferences(cpu));
        Assert.Equal(nested, new NestedPaging(P, hostPage: hostKib.KiB, guestPage: guestKib.KiB).WalkReferences(cpu));
    }

    [Fact]
    public void Larger_pages_make_walks_shorter_and_backing_memory_cheaper()
    {
        var work = new WorkProfile { Name = "touching", TlbMisses = 10_000, Touched = 100.MiB };
        var small = new NestedPaging(P).Run(work, new HardwareAssist(P), Host);
        var huge = new NestedPaging(P, hostPage: 2.MiB, guestPage: 2.MiB).Run(work, new HardwareAssist(P), Host);
        Assert.True(huge[Cause.PageWalks] < small[Cause.PageWalks]);
        Assert.True(huge[Cause.FirstTouch] < small[Cause.FirstTouch]);
        Assert.True(huge[Cause.FirstTouch].At(Host.Cpu.Clock) > 100.MiB / Host.MemoryCopy, "all of it is cleared either way");
    }

    [Fact]
    public void A_container_computes_at_bare_metal_cost_but_for_its_filter()
    {
        foreach (var profile in new[] { WorkProfiles.CpuBound(P), WorkProfiles.SystemCallHeavy(P) })
            Assert.Equal(BareMetal.Of(P).Cost(profile, Host), (RuncContainer.Of(P) with { Filter = null }).Cost(profile, Host));
    }

    [Fact]
    public void System_calls_cause_no_exits_under_hardware_assist()
    {
        var calls = new WorkProfile { Name = "calls", SystemCalls = 1_000_000 };
        Assert.Equal(BareMetal.Of(P).Cost(calls, Host).Total, Firecracker.Of(P).Cost(calls, Host).Total);
    }

    // Six times the references, but most of the additional ones are in the page-walk caches.
    [Fact]
    public void A_tlb_heavy_program_pays_two_to_six_times_the_walks_under_nested_paging()
    {
        var walks = new WorkProfile { Name = "walks", TlbMisses = 1_000_000 };
        Assert.InRange(QemuKvm.Of(P).Cost(walks, Host)[Cause.PageWalks] / BareMetal.Of(P).Cost(walks, Host)[Cause.PageWalks], 2, 6);
    }

    [Fact]
    public void Each_generation_of_hardware_assist_spends_less_on_interrupts()
    {
        var ticks = new WorkProfile { Name = "ticks", Interrupts = 1_000 };
        var second = Host with { Cpu = Host.Cpu with { Generation = CpuGeneration.NestedPaging, PostedInterrupts = false } };
        Assert.True(QemuKvm.Of(P).Cost(ticks, Host).Exits < QemuKvm.Of(P).Cost(ticks, second).Exits);
        Assert.Equal(0, QemuKvm.Of(P).Cpu.Interrupt(Host.Cpu).Exits);
        Assert.True(QemuKvm.Of(P).Cpu.Interrupt(second.Cpu).Exits > 0);
    }

    [Fact]
    public void Causes_add_up_to_the_total()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P))
        {
            var cost = platform.Cost(WorkProfiles.IoHeavy(P), Host);
            Assert.Equal(cost.Total.Count, CycleCost.Causes.Sum(c => cost[c].Count), 1e-6);
        }
    }

    // Every count of a profile, on every platform: more of it never costs less, none of it costs nothing.
    [Fact]
    public void Cost_grows_with_every_count_of_a_profile()
    {
        var nothing = new WorkProfile { Name = "nothing" };
        WorkProfile[] one =
        [
            nothing with { User = 1.Cycles }, nothing with { Kernel = 1.Cycles }, nothing with { SystemCalls = 1 },
            nothing with { PageFaults = 1 },
            nothing with { TlbMisses = 1 }, nothing with { ContextSwitches = 1 }, nothing with { Interrupts = 1 },
            nothing with { BlockOperations = 1 }, nothing with { Packets = 1 }, nothing with { Exceptions = 1 },
            nothing with { PageTableUpdates = 1 }, nothing with { SensitiveInstructions = 1 }, nothing with { IndirectCalls = 1 },
        ];
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P))
        {
            Assert.Equal(0, platform.Cost(nothing, Host).Total.Count);
            foreach (var profile in one)
            {
                Assert.True(platform.Cost(profile, Host).Total > Cycles.Zero, $"{platform} {profile}");
                // A translator that keeps the guest's flags in memory is faster than the flags of the CPU (Adams and Agesen 2006); what a
                // library kernel does without, the bare machine's kernel does not.
                if (platform.Kernel?.Library is null && (platform.Cpu is not BinaryTranslation || profile.SensitiveInstructions == 0))
                    Assert.True(platform.Cost(profile, Host).Total >= BareMetal.Of(P).Cost(profile, Host).Total,
                        $"{platform} {profile}");
            }
        }
    }

    [Fact]
    public void Emulated_code_is_eight_times_slower_and_new_code_dearer_still()
    {
        var integer = new WorkProfile { Name = "integer", User = 1_000_000.Cycles };
        Assert.Equal(8, QemuTcg.Of(P).Cost(integer, Host).Total.Count / 1e6, 6);
        var cold = integer with { NewCode = 100.KiB };
        Assert.True(QemuTcg.Of(P).Cost(cold, Host).Total > QemuTcg.Of(P).Cost(integer, Host).Total);
        Assert.Equal(QemuKvm.Of(P).Cost(integer, Host).Total, QemuKvm.Of(P).Cost(cold, Host).Total);
    }

    [Fact]
    public void Hardware_assist_cannot_run_where_the_cpu_offers_none()
    {
        var classic = Host.Cpu with { Generation = CpuGeneration.Classic };
        Assert.Contains("NestedPaging", QemuKvm.Of(P).Incompatibility(classic));
        Assert.Contains("NestedPaging", QemuKvm.Of(P).Incompatibility(classic with { Generation = CpuGeneration.HardwareAssist }));
        Assert.Null(QemuTcg.Of(P).Incompatibility(classic));
        Assert.Null(RuncContainer.Of(P).Incompatibility(classic));
    }

    [Fact]
    public void Every_platform_bills_at_least_the_bare_machine_for_every_profile()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P).Where(p => p.Kernel?.Library is null))
            foreach (var profile in new[] { WorkProfiles.CpuBound(P), WorkProfiles.SystemCallHeavy(P), WorkProfiles.IoHeavy(P),
                WebApplication.Of(P).Request })
                Assert.True(platform.Cost(profile, Host).Total >= BareMetal.Of(P).Cost(profile, Host).Total,
                    $"{platform} {profile.Name}");
    }

    [Fact]
    public void Bills_grow_in_proportion_to_the_work()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P))
        {
            var once = platform.Cost(WorkProfiles.SystemCallHeavy(P), Host).Total.Count;
            Assert.Equal(7 * once, platform.Cost(WorkProfiles.SystemCallHeavy(P).Times(7), Host).Total.Count, once * 1e-9);
        }
    }
}
