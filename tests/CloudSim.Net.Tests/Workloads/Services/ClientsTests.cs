using CloudSim.Net.Units;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Arrivals;
using CloudSim.Net.Workloads.Laws;
using CloudSim.Net.Workloads.Services;
using CsCheck;

namespace CloudSim.Net.Tests.Workloads.Services;

public class ClientsTests
{
    // One user: always R = S, X = 1 / (Z + S).
    [Fact]
    public void One_user_never_waits()
    {
        var host = Machines.Host(1);
        var clients = Clients.Closed(host.Simulation, host.Serve(10), 1, Law.Constant(0.09), new RandomStreams(1));
        var times = new List<double>();
        clients.Responded = response => times.Add(response.Time.TotalMilliseconds);
        host.Simulation.Run(100.05.Seconds);
        Assert.InRange(clients.Succeeded, 999, 1000);
        Assert.All(times, time => Assert.Equal(10, time, 0.05));
    }

    // N = X (R + Z) for any laws: the users are somewhere.
    [Fact]
    public void Users_think_or_wait()
    {
        var host = Machines.Host(2);
        var service = host.Serve(10, s => s with { Workers = 2, Factor = Law.HyperExponential(1, 2) });
        var clients = Clients.Closed(host.Simulation, service, 20, Law.LogNormal(0.1, 1), new RandomStreams(1));
        double sum = 0;
        clients.Responded = response => sum += response.Time.TotalSeconds;
        host.Simulation.Run(200.Seconds);
        var (x, r) = (clients.Succeeded / 200.0, sum / clients.Succeeded);
        Assert.Equal(20 / x - 0.1, r, 0.03 * r);
        Assert.InRange(service.InSystem, 0, 20);
    }

    [Fact]
    public void Who_is_never_answered_tries_as_often_as_allowed_and_waits_as_long()
    {
        var host = Machines.Host(1);
        var service = host.Serve(10);
        service.Guest.Group.Frozen = true;
        var spec = new ClientSpec
        {
            Timeout = 100.Milliseconds, Retries = new(3, 50.Milliseconds) { Jitter = false, LongestBackoff = 80.Milliseconds },
        };
        ClientResponse? got = null;
        var clients = Clients.Open(host.Simulation, service, new Replay([1.Seconds]), new RandomStreams(1), spec);
        clients.Responded = response => got = response;
        host.Simulation.Run(10.Seconds);
        Assert.Equal((ReplyStatus.TimedOut, 4), (got!.Value.Status, got.Value.Tries));
        Assert.Equal((4 * 100 + 50 + 80 + 80).Milliseconds, got.Value.Time);
        Assert.Equal((1, 4, 4, 0), (clients.Requests, clients.Tries, clients.TimedOut, clients.Pending));
        service.Guest.Group.Frozen = false;
        host.Simulation.Run(1.Seconds);
        Assert.Equal(4, service.Completed);
    }

    [Fact]
    public void A_rejection_is_retried_too()
    {
        var host = Machines.Host(1);
        var service = host.Serve(10, s => s with { Backlog = 0 });
        var spec = new ClientSpec { Retries = new(5, 15.Milliseconds) { Jitter = false } };
        var tries = new List<int>();
        Clients.Open(host.Simulation, service, new Replay([TimeSpan.Zero, TimeSpan.Zero]), new RandomStreams(1), spec).Responded =
            response => tries.Add(response.Tries);
        host.Simulation.Run(1.Seconds);
        Assert.Equal([1, 2], tries);
    }

    // However much fails: retries are at most what the requests bring, and what was in the bucket.
    [Fact]
    public void A_budget_bounds_retries() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 20], Gen.Int[1, 60]).Sample((part, most, rate) =>
        {
            var host = Machines.Host(1);
            var service = host.Serve(10, s => s with { Backlog = 0 });
            service.Guest.Group.Frozen = true;
            var clients = Clients.Open(host.Simulation, service, RateCurve.Constant(rate), new RandomStreams(1),
                new() { Timeout = 10.Milliseconds, Retries = new(10, 5.Milliseconds) { Budget = new(part, most) } });
            host.Simulation.Run(10.Seconds);
            Assert.True(clients.Tries - clients.Requests <= part * clients.Requests + most + 1e-6);
            Assert.True(most < 1 || clients.Tries > clients.Requests);
        }, iter: 20);

    [Fact]
    public void Jitter_waits_a_part_and_all_in_the_mean_half()
    {
        var host = Machines.Host(1);
        var service = host.Serve(1);
        service.Guest.Stop();
        var times = new List<double>();
        Clients.Open(host.Simulation, service, RateCurve.Constant(100), new RandomStreams(1),
            new() { Retries = new(1, 100.Milliseconds) }).Responded = response => times.Add(response.Time.TotalMilliseconds);
        host.Simulation.Run(60.Seconds);
        Assert.All(times, time => Assert.InRange(time, 0, 100));
        Assert.InRange(times.Average(), 48, 52);
    }

    [Fact]
    public void Those_who_stop_ask_no_more()
    {
        var host = Machines.Host(1);
        var service = host.Serve(10);
        var open = Clients.Open(host.Simulation, service, RateCurve.Constant(20), new RandomStreams(1));
        var closed = Clients.Closed(host.Simulation, service, 3, Law.Exponential(0.1), new RandomStreams(2));
        host.Simulation.Run(5.Seconds);
        open.Stop();
        closed.Stop();
        var made = open.Requests + closed.Requests;
        host.Simulation.Run();
        Assert.Equal(made, open.Succeeded + closed.Succeeded);
        Assert.Equal(0, service.InSystem);
        Assert.InRange(service.BusyPeriods, 1, made);
    }
}
