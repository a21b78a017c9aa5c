using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Memory;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Virtualization;

public class TechniqueTests
{
    private static readonly HostModel Host = HostModel.RackServer;

    [Theory]
    [InlineData(4, 4, 24)]
    [InlineData(3, 3, 15)]
    [InlineData(5, 5, 35)]
    public void Walks_read_the_published_number_of_entries(int levels, int native, int nested)
    {
        var cpu = Host.Cpu with { PageTableLevels = levels };
        Assert.Equal(native, new NativePaging().WalkReferences(cpu));
        Assert.Equal(nested, new NestedPaging().WalkReferences(cpu));
    }

    [Fact]
    public void A_container_computes_at_bare_metal_cost()
    {
        foreach (var profile in new[] { WorkProfiles.CpuBound, WorkProfiles.SystemCallHeavy })
            Assert.Equal(BareMetal.Platform.Bill(profile, Host), RuncContainer.Platform.Bill(profile, Host));
    }

    [Fact]
    public void System_calls_cause_no_exits_under_hardware_assist()
    {
        var calls = new WorkProfile { Name = "calls", SystemCalls = 1_000_000 };
        Assert.Equal(BareMetal.Platform.Bill(calls, Host).Total, Firecracker.Platform.Bill(calls, Host).Total);
    }

    [Fact]
    public void A_tlb_heavy_program_pays_six_times_the_walks_under_nested_paging()
    {
        var walks = new WorkProfile { Name = "walks", TlbMisses = 1_000_000 };
        Assert.Equal(6, QemuKvm.Platform.Bill(walks, Host).Walks / BareMetal.Platform.Bill(walks, Host).Walks, 10);
    }

    [Fact]
    public void Emulated_code_is_eight_times_slower_and_new_code_dearer_still()
    {
        var integer = new WorkProfile { Name = "integer", User = 1_000_000.Cycles };
        Assert.Equal(8, QemuTcg.Platform.Bill(integer, Host).Total.Count / 1e6, 6);
        var cold = integer with { NewCode = 100.KiB };
        Assert.True(QemuTcg.Platform.Bill(cold, Host).Total > QemuTcg.Platform.Bill(integer, Host).Total);
        Assert.Equal(QemuKvm.Platform.Bill(integer, Host).Total, QemuKvm.Platform.Bill(cold, Host).Total);
    }

    [Fact]
    public void Hardware_assist_cannot_run_where_the_cpu_offers_none()
    {
        var classic = Host.Cpu with { Generation = CpuGeneration.Classic };
        Assert.Contains("NestedPaging", QemuKvm.Platform.WhyNot(classic));
        Assert.Contains("NestedPaging", QemuKvm.Platform.WhyNot(classic with { Generation = CpuGeneration.HardwareAssist }));
        Assert.Null(QemuTcg.Platform.WhyNot(classic));
        Assert.Null(RuncContainer.Platform.WhyNot(classic));
    }

    [Fact]
    public void Every_platform_bills_at_least_the_bare_machine_for_every_profile()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.All)
            foreach (var profile in new[] { WorkProfiles.CpuBound, WorkProfiles.SystemCallHeavy, WorkProfiles.IoHeavy, WebApplication.Default.Request })
                Assert.True(platform.Bill(profile, Host).Total >= BareMetal.Platform.Bill(profile, Host).Total, $"{platform} {profile.Name}");
    }

    [Fact]
    public void Bills_grow_in_proportion_to_the_work()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.All)
        {
            var once = platform.Bill(WorkProfiles.SystemCallHeavy, Host).Total.Count;
            Assert.Equal(7 * once, platform.Bill(WorkProfiles.SystemCallHeavy.Times(7), Host).Total.Count, once * 1e-9);
        }
    }
}
