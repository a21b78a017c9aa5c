using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Networking;

public class ChannelSendTests
{
    [Fact]
    public void No_packets_are_sent_at_once_and_fewer_cannot_be()
    {
        var sim = new Simulation();
        var cpu = new CfsScheduler(sim, 2, CfsTunables.For(P, 2));
        var channel = new Channel(P, cpu.CreateTask("client"), cpu.CreateTask("server"), new NetworkRoute(), 3.1.GHz, 10.Gbps);
        var (begin, sent) = (sim.Now, sim.Process(channel.Send(64.B, 0, stream: false)));
        sim.Run();
        Assert.Equal((true, begin), (sent.IsTriggered, sim.Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => channel.Send(64.B, -1, stream: false));
        var one = sim.Process(channel.Send(64.B, 1, stream: false));
        sim.Run();
        Assert.True(one.IsTriggered && sim.Now > begin);
    }
}
