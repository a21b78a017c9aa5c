using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>Prices of nested and of direct paging, term by term, with the figures of their data files.</summary>
public class PagingPriceTests
{
    private static readonly HostModel Machine = HostModel.RackServer(P);

    // The host's page fault clears the first 4 KiB; what a larger page has more is cleared once, at the speed of copying.
    [Theory]
    [InlineData(4, 0)]
    [InlineData(2048, 2_093_056)]
    [InlineData(1048576, 1_073_737_728)]
    public void A_violation_is_an_exit_a_fault_an_entry_and_the_rest_of_the_page(int kib, long more)
    {
        var technique = new HardwareAssist(P);
        var map = P.Beside<NestedPaging>().Cycles("map_page").Value;
        var cleared = Cycles.Of(new Bytes(more) / Machine.MemoryCopy, Machine.Cpu.Clock);
        Assert.Equal((technique.Trap(Machine.Cpu) + Machine.Cpu.PageFault + map + cleared).Count,
            new NestedPaging(P, kib.KiB).Violation(technique, Machine).Count, 3);
    }

    // A fault's own update goes with the fault; of the others 32 share a hypercall.
    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(10, 10, 0)]
    [InlineData(10, 42, 1)]
    [InlineData(0, 64, 2)]
    public void Updates_of_page_faults_are_paid_once(int faults, int updates, double hypercalls)
    {
        var technique = new Paravirtualization(P, 32);
        var cost = new DirectPaging(P).Run(
            new WorkProfile { Name = "work", PageFaults = faults, PageTableUpdates = updates }, technique, Machine);
        var validate = P.Beside<DirectPaging>().Cycles("validate").Value;
        Assert.Equal((faults, hypercalls), (cost.ExitsFor(Cause.PageFaults), cost.ExitsFor(Cause.PageTableUpdates)));
        var expected = updates * Machine.Cpu.PageTableUpdate + hypercalls * (technique.Call(Machine.Cpu) + 32 * validate);
        Assert.Equal(expected.Count, cost[Cause.PageTableUpdates].Count, 3);
    }

    // A table is a page: 1,024 entries of 4 bytes with two levels, 512 of 8 bytes from PAE on. Each is checked when the table comes and
    // when it goes.
    [Theory]
    [InlineData(2, 1024)]
    [InlineData(3, 512)]
    [InlineData(4, 512)]
    public void A_pinned_table_has_all_its_entries_checked_twice(int levels, int entries)
    {
        var (technique, host) = (new Paravirtualization(P, 32), Machine with { Cpu = Machine.Cpu with { PageTableLevels = levels } });
        var p = P.Beside<DirectPaging>();
        var cost = new DirectPaging(P).Run(new WorkProfile { Name = "fork", AddressSpaces = 1 }, technique, host);
        var tables = 2 * p.Count("tables").Value;
        Assert.Equal((tables * (technique.Call(host.Cpu) + entries * p.Cycles("scan_entry").Value)).Count, cost.Total.Count, 3);
        Assert.Equal(tables, cost.Exits);
    }
}
