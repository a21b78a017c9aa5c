using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Validation;

public class RequestServiceTests
{
    private static readonly WebApplication Application = WebApplication.Of(P);

    // One server, Poisson arrivals, log-normal service with mean 1/mu and coefficient of variation c:
    // mean response = 1/mu + rho (1 + c^2) / (2 mu (1 - rho))   (Pollaczek and Khinchine).
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public void A_lone_process_is_an_M_G_1_queue(double load)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(17));
        Assert.True(host.TryAdmit(BareMetal.Of(P), new GuestSpec(256.MiB, 40.MiB), out var guest, out _));
        var service = guest!.Nanoseconds(guest.Cost(Application.Request).OnCpu) / 1e9;
        double sum = 0;
        long count = 0;
        var requests = new RequestService(guest, Application, RateCurve.Constant(load / service), r =>
        {
            sum += r.TotalSeconds;
            count++;
        });
        sim.Run((200_000 * service / load).Seconds);

        var variation = Math.Exp(Application.ServiceSigma * Application.ServiceSigma) - 1;
        var expected = service * (1 + load * (1 + variation) / (2 * (1 - load)));
        Assert.InRange(sum / count, expected * 0.97, expected * 1.03);
        Assert.Equal(requests.Arrived, requests.Completed + requests.Backlog);
        Assert.InRange(requests.Backlog, 0, 200);
    }

    // Utilization is the offered work: arrivals a second times mean service, over the number of CPUs.
    [Fact]
    public void The_host_is_as_busy_as_the_work_that_is_offered()
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(23));
        double service = 0;
        for (var i = 0; i < 200; i++)
        {
            Assert.True(host.TryAdmit(Firecracker.Of(P), new GuestSpec(256.MiB, 40.MiB), out var guest, out _));
            service = guest!.Nanoseconds(guest.Cost(Application.Request).Total) / 1e9;
            _ = new RequestService(guest, Application, RateCurve.Constant(20), _ => { });
        }
        sim.Run(20.Seconds);
        var offered = 200 * 20 * service * 20;
        Assert.InRange(host.Scheduler.BusyTime.TotalSeconds, offered * 0.98, offered * 1.04);
    }

    // More guests, later responses, and each platform's overhead shows in the density of a load that only the CPU bounds.
    [Fact]
    public void The_probe_finds_where_the_goal_breaks()
    {
        var probe = new DensityProbe
        {
            Host = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(2) },
            Platform = BareMetal.Of(P),
            Spec = new GuestSpec(256.MiB, 40.MiB),
            Application = Application,
            Rates = _ => RateCurve.Constant(25),
            WarmUp = 0.5.Seconds,
            Goal = 25.Milliseconds,
        };
        var found = probe.Search(() => new RandomStreams(3), (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(DensityProbe.BoundByResponse, found.BoundBy);
        Assert.True(probe.Run(found.Guests, new RandomStreams(3), TestContext.Current.CancellationToken).Passed);
        Assert.False(probe.Run(found.Guests + 1 + found.Guests / 100, new RandomStreams(3), TestContext.Current.CancellationToken).Passed);
        Assert.InRange(found.CpuShare, 0.5, 1.0);
    }
}
