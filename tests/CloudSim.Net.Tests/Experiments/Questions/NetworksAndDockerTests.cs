using CloudSim.Net.Containers;
using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Networking;
using static CloudSim.Net.Tests.Experiments.Questions.Asked;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class NetworksAndDockerTests
{
    [Theory]
    [InlineData(29, "no", "yes")]
    [InlineData(30, "yes", "yes")]
    public void Names_are_resolved_where_the_bridge_has_a_server(int number, string answer, string withDns)
    {
        Assert.Equal(answer, Text(number));
        Assert.Equal(withDns, Text(number, Models with { DefaultBridge = new BridgeDriver { HasDns = true } }));
        Assert.Contains(Answer(number).Trace, line => line.Contains("reaches 'database' over veth and bridge"));
    }

    [Fact]
    public void The_server_is_named()
    {
        Assert.Contains("the machine's resolver answered that it knows no such name", Answer(29).Evidence);
        Assert.Contains("127.0.0.11 answered 172.18.0.3", Answer(30).Evidence);
    }

    [Fact]
    public void On_a_mac_containers_are_in_a_virtual_machine()
    {
        Assert.Equal("a virtual machine", Text(31));
        Assert.Equal("a microVM", Text(31, Models with { VirtualMachine = Models.MicroVm }));
        Assert.Equal("nothing", Text(31, Models with { VirtualMachine = Models.Container }));
        Assert.Contains(Answer(31).Trace, line => line.Contains("the shared kernel is macOS, not Linux"));
    }

    [Fact]
    public void The_runtime_makes_namespaces_and_cgroup()
    {
        Assert.Equal("runc", Text(32));
        Assert.Equal("crun", Text(32, Models with { Runtime = OciRuntime.Crun(P) }));
        Assert.Contains(Answer(32).Trace, line => line.Contains("namespaces of its own: Mount, Pid, Net, Uts, Ipc, Cgroup"));
        Assert.Contains(Answer(32).Trace, line => line.Contains("called by runc: mounts and pivot_root"));
        Assert.Contains(Answer(32).Trace, line => line.Contains("called by dockerd: veth and bridge"));
    }
}
