using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces.Formats;

public class HuaweiTests
{
    private const string Header = "vmid,cpu,memory,time,type\n";

    [Fact]
    public void A_VM_lives_from_its_creation_to_its_deletion()
    {
        var probe = Probe.Text("a.csv", Header + "0,4,16,10.0,0\n1,1,2,20,0\n0,4,16,30,1\n7,2,4,35,1\n2,8,16,40,0");
        Assert.Equal([new("0", 10, 20, 4, 16384, double.NaN), new("7", 10, 25, 2, 4096, double.NaN),
            new("1", 20, double.PositiveInfinity, 1, 2048, double.NaN), new("2", 40, double.PositiveInfinity, 8, 16384, double.NaN)],
            probe.Guests);
        probe.Has("events=5", "columns=5", "creations=3", "deletions=2", "never_deleted=2", "deleted_without_creation=1", "time.min=10",
            "time.max=40", "rows_unsorted_by_time=0", "ends_with_newline=no", "cpu.n=3", "cpu.max=8", "memory.min=2",
            "lifetime_of_deleted.n=1", "lifetime_of_deleted.mean=20", "vm_shapes=3", "alive.max=2", "alive.last=1", "cpu_alive.max=7",
            "memory_alive.max=18");
        Assert.Contains("1 VMs are deleted that were created before the trace: they begin with it", probe.Remarks);
    }

    [Fact]
    public void Rows_need_no_order()
    {
        var probe = Probe.Text("a.csv", Header + "0,4,16,30,1\n0,4,16,10,0\n");
        Assert.Equal(new("0", 10, 20, 4, 16384, double.NaN), Assert.Single(probe.Guests));
        probe.Has("rows_unsorted_by_time=1", "deleted_without_creation=0", "ends_with_newline=yes");
    }

    [Theory]
    [InlineData("0,4,16,30,0", "3: vmid 0 is created twice, first in line 2 (one creation of each VM)")]
    [InlineData("0,4,16,5,1", "3: vmid 0 is deleted at 5 s, before it is created at 10 s (a VM that is deleted after it was created)")]
    [InlineData("1,4,0,30,0", "3: memory is '0' (a number from 0.001 to 1048576)")]
    [InlineData("1,0,4,30,0", "3: cpu is '0' (a number from 0.001 to 65536)")]
    [InlineData("1,4,4,-1,0", "3: time is '-1' (a number from 0 to 9200000000)")]
    [InlineData("1,4,4,1,2", "3: type is '2' (0, 1)")]
    [InlineData("1,4,4,1", "3: 4 fields (5 fields: vmid,cpu,memory,time,type)")]
    [InlineData("1;4;4;1;0", "3: 1 field, as ';' stands between them, not ',' (5 fields: vmid,cpu,memory,time,type)")]
    [InlineData("0,4,16,20,1\n0,4,16,30,1", "4: vmid 0 is deleted twice, first in line 3 (one deletion of each VM)")]
    [InlineData("1,1,1,5,1\n1,1,1,6,0",
        "4: vmid 1 is deleted at 5 s, before it is created at 6 s (a VM that is deleted after it was created)")]
    public void What_is_wrong_is_named(string lines, string message) =>
        Assert.Equal(message, Probe.Wrong("a.csv", Header + "0,4,16,10,0\n" + lines + "\n"));

    [Fact]
    public void A_missing_header_is_named() => Assert.Equal(
        "1: '0,4,16,10,0' are not the columns (5 columns: vmid,cpu,memory,time,type)", Probe.Wrong("Huawei-East-1.csv", "0,4,16,10,0\n"));

    [Fact]
    public void A_row_that_is_left_out_changes_nothing()
    {
        var probe = Probe.Text("a.csv", Header + "0,4,16,10,0\n0,4,16,5,1\n0,4,16,20,1\n", skipBad: true);
        Assert.Equal(10, Assert.Single(probe.Guests).Duration);
        probe.Has("events=2", "deletions=1", "alive.last=0", "rows_unsorted_by_time=0");
    }
}
