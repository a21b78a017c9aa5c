using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

public class NetworkInterfaceTests
{
    [Fact]
    public void Transfers_leave_one_after_the_other_at_line_rate()
    {
        var sim = new Simulation();
        var nic = new NetworkInterface(sim, new NicModel(8.Gbps));
        var start = sim.Now;
        Assert.Equal(start + 1.Milliseconds, nic.Send(new Bytes(1_000_000)));
        Assert.Equal(start + 3.Milliseconds, nic.Send(new Bytes(2_000_000)));
        sim.Run(10.Milliseconds);
        Assert.Equal(start + 11.Milliseconds, nic.Send(new Bytes(1_000_000)));
        Assert.Equal(4_000_000, nic.Sent.Count);
    }
}
