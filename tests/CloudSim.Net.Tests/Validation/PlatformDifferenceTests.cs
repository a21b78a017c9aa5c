using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Validation;

/// <summary>
/// What a container's bridge costs the responses of a service, against the difference of two queues M/G/1 (Pollaczek and Khinchine): one
/// server, Poisson arrivals, log-normal services whose mean is the platform's cost of a request. Both platforms are asked at the same
/// instants for requests of the same size, relative to that mean.
/// </summary>
public class PlatformDifferenceTests
{
    private const int Experiments = 200, Replications = 5, Requests = 1_000, WarmUp = 100;
    private const double Load = 0.5;

    private static readonly WebApplication Application = WebApplication.Of(P);
    private static readonly Platform[] Pair = [RuncContainer.Of(P), BareMetal.Of(P)];
    private static readonly double Rate = Load / Serve(BareMetal.Of(P), new RandomStreams(1), 1, 0).Service;

    [Fact]
    public void The_interval_of_a_difference_covers_the_analytic_one()
    {
        var analytic = Expected(Pair[0]) - Expected(Pair[1]);
        Assert.InRange(analytic, 1e-6, 1e-4);
        var covered = 0;
        for (var experiment = 1; experiment <= Experiments; experiment++)
        {
            var results = from i in new[] { 0, 1 }
                          from run in Enumerable.Range(0, Replications)
                          let mean = Serve(Pair[i], new RandomStreams(experiment, run), Rate, Requests).Mean
                          select new Result<Platform, double>(Pair[i], run, mean, i);
            var cells = results.ByCell();
            var difference = cells[0].Difference(cells[1], seconds => seconds);
            Assert.True(difference.Differs, $"{difference}");
            covered += difference.Ci95Low <= analytic && analytic <= difference.Ci95High ? 1 : 0;
        }
        Assert.InRange(covered, 181, 199); // 190 +- three standard deviations
    }

    private static double Expected(Platform platform)
    {
        var service = Serve(platform, new RandomStreams(1), 1, 0).Service;
        var (load, variation) = (Rate * service, Math.Exp(Application.ServiceSigma * Application.ServiceSigma) - 1);
        return service * (1 + load * (1 + variation) / (2 * (1 - load)));
    }

    // Mean response of so many requests after those that warm up, and mean service, in seconds.
    private static (double Mean, double Service) Serve(Platform platform, StreamScope streams, double rate, int requests)
    {
        var sim = new Simulation();
        var host = Host.For(platform, sim, HostModel.RackServer(P), streams, SchedulerKind.Fluid);
        Assert.True(host.TryAdmit(platform, new GuestSpec(256.MiB, 40.MiB), out var guest, out _));
        var (count, sum) = (-WarmUp, 0.0);
        _ = new RequestService(guest!, Application, RateCurve.Constant(rate), response =>
        {
            if (count >= 0 && count < requests)
                sum += response.TotalSeconds;
            count++;
        });
        while (requests > 0 && count < requests)
            sim.Run(1.Seconds);
        return (sum / requests, guest!.Nanoseconds(guest.Cost(Application.Request).OnCpu) / 1e9);
    }
}
