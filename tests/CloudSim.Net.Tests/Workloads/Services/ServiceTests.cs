using CloudSim.Net.Datacenter;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Arrivals;
using CloudSim.Net.Workloads.Services;
using static CloudSim.Net.Workloads.Services.ReplyStatus;

namespace CloudSim.Net.Tests.Workloads.Services;

public class ServiceTests
{
    [Fact]
    public void Requests_wait_for_a_worker_in_order()
    {
        Assert.Equal([(Ok, 10), (Ok, 20), (Ok, 30)], Machines.Host(2).Serve(10).Ask(3));
        Assert.Equal([(Ok, 10), (Ok, 10), (Ok, 20)], Machines.Host(2).Serve(10, s => s with { Workers = 2 }).Ask(3));
    }

    [Fact]
    public void A_worker_for_each_request_shares_the_CPU() =>
        Assert.All(Machines.Host(1).Serve(50, s => s with { Workers = 100 }).Ask(4), r => Assert.InRange(r.Ms, 190, 201));

    [Fact]
    public void A_full_accept_queue_rejects_at_once()
    {
        var service = Machines.Host(1).Serve(10, s => s with { Backlog = 1 });
        Assert.Equal([(Ok, 10), (Ok, 20), (Rejected, 0), (Rejected, 0)], service.Ask(4));
        Assert.Equal((4, 2, 2, 3), (service.Arrived, service.Completed, service.Rejected, service.Delayed));
    }

    // The third waits 20 ms, within the interval of 25; the fourth would wait 30, and so would all after it.
    [Fact]
    public void Who_has_waited_too_long_is_shed_when_the_turn_comes()
    {
        var service = Machines.Host(1).Serve(10, s => s with { Shedding = new(5.Milliseconds, 25.Milliseconds) });
        Assert.Equal([(Ok, 10), (Ok, 20), (Ok, 30), (ReplyStatus.Shed, 30), (ReplyStatus.Shed, 30)], service.Ask(5));
        Assert.Equal(2, service.Shed);
    }

    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(false, 2, 0)]
    public void A_client_that_goes_is_noticed_or_served_for_nobody(bool notices, int completed, int dropped)
    {
        var host = Machines.Host(1);
        var service = host.Serve(10, s => s with { DropsAbandoned = notices });
        var answers = 0;
        service.Submit(_ => answers++);
        var second = service.Submit(_ => answers++);
        host.Simulation.Run(5.Milliseconds);
        second.Abandon();
        second.Abandon();
        host.Simulation.Run(1.Seconds);
        second.Cancel();
        Assert.Equal((1, completed, dropped), (answers, service.Completed, service.Dropped));
    }

    [Fact]
    public void All_that_is_in_a_guest_fails_when_it_stops()
    {
        var host = Machines.Host(1);
        var service = host.Serve(10);
        var window = service.Observe(TimeSpan.Zero, 1.Seconds);
        var replies = new List<Reply>();
        for (var i = 0; i < 3; i++)
            service.Submit(replies.Add);
        host.Simulation.Run(15.Milliseconds);
        service.Guest.Stop();
        service.Submit(replies.Add);
        host.Simulation.Run();
        Assert.Equal([Ok, Failed, Failed, Failed], replies.Select(r => r.Status));
        Assert.Equal(0, service.InSystem);
        Assert.True(window.IsOver);
        Assert.Equal(0.04, window.MeanNumber, 1e-3);
    }

    // Half of 10 ms, then the other tier's 20 ms, then the other half.
    [Fact]
    public void A_worker_waits_for_the_answer_of_another_tier()
    {
        var host = Machines.Host(2);
        var database = host.Serve(20, s => s with { Name = "database" });
        var front = host.Serve(10, s => s with { Calls = [new Call(0.5, [database])] });
        Assert.Equal([(Ok, 30), (Ok, 60)], front.Ask(2));
        Assert.Equal(2, database.Completed);
    }

    [Fact]
    public void A_fan_out_waits_for_the_last_and_fails_with_any()
    {
        var host = Machines.Host(4);
        var (quick, slow) = (host.Serve(5), host.Serve(30));
        var front = host.Serve(10, s => s with { Calls = [new Call(1, [quick, slow, quick])] });
        Assert.Equal([(Ok, 40)], front.Ask(1));
        slow.Guest.Stop();
        Assert.Equal([(Failed, 20)], front.Ask(1));
    }

    // The first replica is busy for 100 ms; the copy goes to the other after 10 ms.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_answer_of_a_hedged_request_wins_and_the_other_is_taken_back(bool tied)
    {
        var host = Machines.Host(4);
        Service[] leaves = [host.Serve(100), host.Serve(100)];
        var front = host.Serve(1, s => s with { Calls = [new Call(1, [new Backend(leaves, new Hedge(10.Milliseconds, tied))])] });
        var times = new HashSet<double>();
        for (var i = 0; i < 12; i++)
        {
            leaves[0].Submit(_ => { });
            times.Add(front.Ask(1)[0].Ms);
        }
        Assert.Equal([101, 111], times.Order());
        Assert.Equal(leaves[0].Dropped + leaves[0].Completed, leaves[0].Arrived);
        Assert.True(leaves[0].Dropped > 0);
    }

    [Fact]
    public void Memory_of_requests_comes_and_goes_and_without_it_they_fail()
    {
        var host = Machines.Host(4);
        var service = host.Serve(10, s => s with { Memory = 10.MiB, Workers = 3 });
        var memory = service.Guest.Cgroup.Memory;
        var before = memory.Current;
        service.Submit(_ => { });
        service.Submit(_ => { });
        host.Simulation.Run(5.Milliseconds);
        Assert.Equal(20.MiB, memory.Current - before);
        host.Simulation.Run(1.Seconds);
        Assert.Equal(before, memory.Current);
        memory.Max = before + 15.MiB;
        var replies = service.Ask(2);
        Assert.All(replies, r => Assert.Equal(Failed, r.Status));
        Assert.Equal(GuestState.Stopped, service.Guest.State);
    }

    // The same work, by the same way through device thread and wake-ups.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public void With_one_worker_it_is_the_request_service(double load)
    {
        var application = WebApplication.Of(P) with { ServiceSigma = 0 };
        List<double>[] times = [[], []];
        foreach (var platform in new[] { RuncContainer.Of(P), Firecracker.Of(P), QemuKvm.Of(P) })
        {
            for (var kind = 0; kind < 2; kind++)
            {
                var (host, into) = (Machines.Host(4), times[kind]);
                var guest = host.Boot(platform, new GuestSpec(512.MiB, 40.MiB));
                var rate = RateCurve.Constant(load * 1e9 / guest.Demand(application.Request).Cpu);
                if (kind == 0)
                    _ = new RequestService(guest, application, rate, time => into.Add(time.TotalMilliseconds));
                else
                    Clients.Open(host.Simulation, new Service(guest, new() { Work = application.Request, Response = application.Response }),
                        rate, guest.Streams).Responded = r => into.Add(r.Time.TotalMilliseconds);
                host.Simulation.Run(3.Seconds);
            }
            var count = Math.Min(times[0].Count, times[1].Count);
            Assert.InRange(count, 100, int.MaxValue);
            Assert.Equal(times[0].Take(count).Average(), times[1].Take(count).Average(), 1e-3);
        }
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 0)]
    public void Who_is_not_waited_for_any_longer_gives_up_what_it_asks(bool drops, int expected)
    {
        var host = Machines.Host(4);
        var leaf = host.Serve(1_000, spec => spec with { DropsAbandoned = drops });
        var front = new Service(host.Process(), new()
        {
            Work = Machines.Work(1), Workers = 8, Calls = [new Call(0.5, [leaf])], DropsAbandoned = drops,
        });
        var tickets = Enumerable.Range(0, 4).Select(_ => front.Submit(_ => { })).ToList();
        host.Simulation.Run(200.Milliseconds);
        tickets.ForEach(ticket => ticket.Abandon());
        host.Simulation.Run(10.Seconds);
        Assert.Equal(drops ? 4 : 0, front.Dropped);
        Assert.Equal(expected, leaf.Completed); // the one that was worked on ends with its part
        Assert.Equal(0, front.InSystem + leaf.InSystem);
    }

    [Fact]
    public void A_request_allocates_nothing()
    {
        var host = Machines.Host(4);
        var guest = host.Boot(Firecracker.Of(P), new GuestSpec(512.MiB, 40.MiB) { VCpus = 2 });
        var application = WebApplication.Of(P);
        var leaf = host.Serve(0.1);
        var service = new Service(guest, new()
        {
            Work = application.Request, Workers = 2, Response = application.Response, Calls = [new Call(0.5, [leaf])],
        });
        var clients = Clients.Open(host.Simulation, service, RateCurve.Constant(700), new RandomStreams(2),
            new() { Timeout = 1.Seconds, Retries = new(1, 1.Milliseconds) });
        host.Simulation.Run(3.Seconds);
        var (begun, before) = (clients.Succeeded, GC.GetAllocatedBytesForCurrentThread());
        host.Simulation.Run(10.Seconds);
        Assert.InRange(clients.Succeeded - begun, 6_000, 8_000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)(clients.Succeeded - begun), 0, 5);
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        var spec = new ServiceSpec { Work = Machines.Work(1) };
        var service = Machines.Host(1).Serve(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => spec with { Workers = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => spec with { Backlog = -1 });
        Assert.Throws<ArgumentException>(() => spec with { Calls = [new Call(0.5, [service]), new Call(0.2, [service])] });
        Assert.Throws<ArgumentException>(() => new Call(0.5, []));
        Assert.Throws<ArgumentException>(() => new Backend([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hedge((-1).Seconds));
        service.Guest.Stop();
        Assert.Throws<ArgumentException>(() => new Service(service.Guest, spec));
    }
}
