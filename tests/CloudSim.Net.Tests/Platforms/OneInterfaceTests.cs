using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Platforms;

/// <summary>
/// One interface more, stated beforehand: intervals that contain the guest's boot grow by the same, its probe and settling (16 to 22 ms
/// for the first); those that contain the configuration grow by the request for it and its tap on top, 0.7 to 2.2 ms.
/// </summary>
public class OneInterfaceTests
{
    private static double Mean(int interfaces, EndPoint endPoint)
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1).Scope("host"));
        return Enumerable.Range(0, 60).Select(_ =>
        {
            var guest = host.Boot(Firecracker.Of(P), new GuestSpec(256.MiB, 1.MiB, Interfaces: interfaces));
            var time = guest.Time(endPoint)!.Value.TotalMilliseconds;
            guest.Stop();
            return time;
        }).Skip(1).Average();
    }

    private static double More(EndPoint endPoint, int with) => Mean(with, endPoint) - Mean(with - 1, endPoint);

    [Fact]
    public void The_first_adds_the_same_to_all_intervals_but_for_its_configuration()
    {
        var (configured, whole, request) = (More(EndPoint.StartCallToInit, 1), More(EndPoint.ProcessStartToInit, 1),
            More(EndPoint.RequestToReady, 1));
        Assert.InRange(configured, 16, 22);
        Assert.InRange(whole - configured, 0.5, 2.4);
        Assert.Equal(whole, request, 0.05);
    }

    // The kernel opens all of them, and settles once.
    [Fact]
    public void The_second_adds_its_probe_and_its_configuration_only()
    {
        var (configured, whole) = (More(EndPoint.StartCallToInit, 2), More(EndPoint.ProcessStartToInit, 2));
        Assert.InRange(configured, 0.5, 3.5);
        Assert.InRange(whole - configured, 0.5, 2.4);
    }

    // 50 ms of the launcher for each script: twenty launches a second, however many may be in flight; four launchers start four times as
    // many.
    [Fact]
    public void One_launcher_bounds_a_storm_and_four_start_four_times_as_many()
    {
        var machine = HostModel.RackServer(P);
        double PerSecond(int launchers) => new BootStorm
        {
            Host = machine, Platform = Firecracker.Of(P), Spec = new GuestSpec(128.MiB, 1.MiB, Interfaces: 0), Launches = 64, WarmUp = 16,
            Launchers = launchers, Script = LaunchScript.Of(P) with { Spawn = Cycles.Of(50.Milliseconds, machine.Cpu.Clock) },
        }.InFlight(32, new RandomStreams(1)).PerSecond;
        var one = PerSecond(1);
        Assert.InRange(one, 18, 20.5);
        Assert.InRange(PerSecond(4) / one, 3.5, 4.2);
    }
}
