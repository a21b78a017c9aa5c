using CloudSim.Net.Capacity;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Statistics;
using CloudSim.Net.Traces;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Capacity;

/// <summary>Staffing of M/M/c against Erlang's formula C (Erlang 1917; the share that waits for longer: Cooper, Queueing Theory).</summary>
public class ErlangTests
{
    [Theory]
    [InlineData(4.0, 0.2, 0.1)]
    [InlineData(12.0, 0.5, 0.05)]
    [InlineData(20.0, 0.1, 0.2)]
    public void A_trace_of_jobs_needs_as_many_hosts_as_the_formula_says(double load, double wait, double share)
    {
        // Jobs of one second in the mean, a host for each: a host is a server.
        var draws = new RandomStreams(5)["jobs"];
        var (time, jobs) = (0.0, new List<TracedGuest>());
        for (var i = 0; i < 20_000; i++)
        {
            time += draws.Exponential(1 / load);
            jobs.Add(new($"job {i}", time, time + draws.Exponential(1), 1, 256, [(time, 1)]));
        }

        var host = HostModel.RackServer(P) with { Cores = 1 };
        var setting = new FleetSetting(host, RuncContainer.Of(P), WebApplication.Of(P))
        {
            CpuOvercommit = 1, Patience = null, Placement = () => new FirstFit(),
        };
        var goal = new Goal(GoalKind.Wait, wait, 1 - share);
        var tried = new FleetPlanner(new SizedSet(new TracedSet(jobs, time), setting), [goal], WindowRules.Of(P), 1).Search(200);
        Assert.InRange(tried.First(fleet => fleet.Met).Hosts, Needed(load, wait, share) - 1, Needed(load, wait, share) + 1);
    }

    /// <summary>
    /// 200 plans, each with draws of its own: an answer that is called sure to 95 % is wrong in at most some 5 % of them. What is wrong by
    /// chance alone would be above 18 of 200 once in a hundred times.
    /// </summary>
    [Fact]
    public void The_confidence_that_is_stated_is_kept()
    {
        var (load, wait, share) = (3.0, 0.4, 0.12);
        var (needed, wrong, decided) = (Needed(load, wait, share), 0, 0);
        var goal = new Goal(GoalKind.Wait, wait, 1 - share);
        for (var plan = 0; plan < 200; plan++)
        {
            var best = FleetSearch.Run(4, 30, 4, servers =>
            {
                var test = new BoundedMeanTest(share);
                for (var run = 0; run < 2_000 && Math.Max(test.ConfidenceBelow, test.ConfidenceAbove) < 0.95; run++)
                    test.Add(Waiting(servers, load, wait, new RandomStreams(plan + 1, run)));
                decided += Math.Max(test.ConfidenceBelow, test.ConfidenceAbove) >= 0.95 ? 1 : 0;
                var met = test.ConfidenceBelow > test.ConfidenceAbove;
                return new(servers, [new GoalResult(goal, met, met ? test.ConfidenceBelow : test.ConfidenceAbove, test.Mean, 0, 1)]);
            }).First(fleet => fleet.Met);
            wrong += best.Hosts != needed ? 1 : 0;
        }

        Assert.True(wrong <= 18, $"{wrong} of 200 answers are wrong");
        Assert.True(decided >= 400, $"{decided} fleets were decided: the test says nothing"); // the answer and the one below it, at least
    }

    // The share of 300 customers who wait for longer, after 50 that do not count; all servers are free at first.
    private static double Waiting(int servers, double load, double wait, RandomStreams streams)
    {
        var (arrivals, services, free, now, waiting) = (streams["arrivals"], streams["services"], new double[servers], 0.0, 0);
        for (var customer = 0; customer < 350; customer++)
        {
            now += arrivals.Exponential(1 / load);
            var first = Array.IndexOf(free, free.Min());
            var begin = Math.Max(now, free[first]);
            free[first] = begin + services.Exponential(1);
            waiting += customer >= 50 && begin - now > wait ? 1 : 0;
        }

        return waiting / 300.0;
    }

    private static int Needed(double load, double wait, double share)
    {
        for (var servers = (int)load + 1; ; servers++)
        {
            var (term, sum) = (1.0, 1.0);
            for (var k = 1; k < servers; k++)
                sum += term *= load / k;
            var last = term * load / servers * servers / (servers - load);
            if (last / (sum + last) * Math.Exp(-(servers - load) * wait) < share)
                return servers;
        }
    }
}
