using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Tests.Containers;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>No result depends on how a caller cuts its work into calls; nor does an end depend on who ends first.</summary>
public class CutTests
{
    [Theory]
    [InlineData(1_000_000)]
    [InlineData(10_000)]
    [InlineData(100)]
    [InlineData(1)]
    public void The_network_card_takes_the_same_time_for_the_same_bytes(int each)
    {
        var sim = new Simulation();
        var (nic, last) = (new NetworkInterface(sim, HostModel.RackServer(P).Nic), sim.Now);
        for (var sent = 0; sent < 1_000_000; sent += each)
            last = nic.Send(new(each));
        Assert.Equal(new Bytes(1_000_000) / HostModel.RackServer(P).Nic.Bandwidth, last - sim.Now);
    }

    // An init that goes while another namespace ends: nobody is left to inherit, and the end comes to an end.
    [Fact]
    public void The_machine_s_init_may_end_inside_another_end()
    {
        var table = new Rack().Kernel.Processes;
        table.Fork(table.Init, "c", NamespaceKinds.Pid, out var container);
        table.Fork(container!, "m", NamespaceKinds.None, out var member);
        member!.Exited += _ => table.End(table.Init, 0);
        table.End(container!, 0);
        Assert.Empty(table.Processes);
    }
}
