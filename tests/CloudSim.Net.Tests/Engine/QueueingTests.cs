namespace CloudSim.Net.Tests.Engine;

/// <summary>Known answers: closed forms of queueing theory, in units of the mean service time.</summary>
public class QueueingTests
{
    [Theory]
    [InlineData(1, 0.8, 4.0)] // M/M/1: rho / (1 - rho)
    [InlineData(3, 2.4, 1.0785)] // M/M/3: Erlang C (3, 2.4) / (3 - 2.4) = 0.6472 / 0.6
    public void Exponential_service_waits_as_Erlang_says(int servers, double load, double waiting) =>
        AssertNear(waiting, 0.05, Replicate(run => Waiting(run, servers, load, r => r.Exponential(1))));

    [Fact]
    public void Constant_service_waits_half_as_long() => // M/D/1: rho / 2 (1 - rho)
        AssertNear(2.0, 0.05, Replicate(run => Waiting(run, 1, 0.8, _ => 1)));

    [Fact]
    public void Sharing_the_server_depends_on_the_mean_alone() // M/G/1-PS: time in system 1 / (1 - rho), whatever the distribution
    {
        AssertNear(1 / 0.3, 0.06, Replicate(run => SharedTime(run, r => r.NextDouble() < 0.5 ? 0.2 : 1.8)));
        AssertNear(1 / 0.3, 0.06, Replicate(run => SharedTime(run, _ => 1)));
    }

    [Fact]
    public void Lost_calls_are_those_of_Erlang_B() // B(5, 3) = 0.11005
    {
        AssertNear(0.11005, 0.05, Replicate(run =>
        {
            var sim = new Simulation();
            var streams = new RandomStreams(1, run);
            var lines = new Resource(sim, 5);
            int calls = 0, lost = 0;
            sim.Process(Arrivals());
            sim.RunD(20_000);
            return (double)lost / calls;

            IEnumerable<Event> Arrivals()
            {
                while (true)
                {
                    yield return sim.TimeoutD(streams["arrivals"].Exponential(1 / 3.0));
                    calls++;
                    if (lines.Remaining == 0)
                        lost++;
                    else
                        sim.Process(Call());
                }
            }

            IEnumerable<Event> Call()
            {
                using var line = lines.Request();
                yield return line;
                yield return sim.TimeoutD(streams["service"].Exponential(1));
            }
        }));
    }

    [Fact]
    public void Priorities_wait_as_Cobham_says() // two classes of 0.4 each: W0 = 0.8; W1 = 0.8 / 0.6; W2 = 0.8 / (0.6 * 0.2)
    {
        var waits = Enumerable.Range(0, 10).Select(run =>
        {
            var sim = new Simulation();
            var streams = new RandomStreams(2, run);
            var desk = new PriorityResource(sim);
            var monitors = new[] { new SampleMonitor(), new SampleMonitor() };
            for (int i = 0; i < 2; i++)
                sim.Process(Arrivals(i));
            sim.RunD(40_000);
            return (First: monitors[0].Mean, Second: monitors[1].Mean);

            IEnumerable<Event> Arrivals(int priority)
            {
                while (true)
                {
                    yield return sim.TimeoutD(streams[$"arrivals {priority}"].Exponential(1 / 0.4));
                    sim.Process(Customer(priority));
                }
            }

            IEnumerable<Event> Customer(int priority)
            {
                using var request = desk.Request(priority);
                yield return request;
                monitors[priority].Add(sim.ToDouble(sim.Now - request.Time));
                yield return sim.TimeoutD(streams["service"].Exponential(1));
            }
        }).ToList();
        AssertNear(1.3333, 0.05, [.. waits.Select(w => w.First)]);
        AssertNear(6.6667, 0.08, [.. waits.Select(w => w.Second)]);
    }

    [Fact]
    public void Little_s_law_holds_in_every_run() // L = lambda W, exactly, once everybody has left
    {
        var sim = new Simulation();
        var streams = new RandomStreams(3);
        var desk = new Resource(sim, 2) { WIP = new TimeSeriesMonitor(sim), LeadTime = new SampleMonitor() };
        sim.Process(Arrivals());
        sim.Run();
        var wip = (TimeSeriesMonitor)desk.WIP;
        Assert.Equal(1.0, wip.Area / desk.LeadTime.Sum, 9);
        Assert.Equal(5_000, ((SampleMonitor)desk.LeadTime).Count);

        IEnumerable<Event> Arrivals()
        {
            for (int i = 0; i < 5_000; i++)
            {
                sim.Process(Customer());
                yield return sim.TimeoutD(streams["arrivals"].Exponential(1));
            }
        }

        IEnumerable<Event> Customer()
        {
            using var request = desk.Request();
            yield return request;
            yield return sim.TimeoutD(streams["service"].Exponential(1.5));
        }
    }

    [Fact]
    public void Intervals_of_95_percent_cover_the_truth_about_as_often()
    {
        // M/M/1 with rho 0.5: W = 1. Each interval is made of 10 replications; t(9, 0.975) = 2.262.
        int covered = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var waits = Enumerable.Range(0, 10).Select(run => Waiting(run, 1, 0.5, r => r.Exponential(1), seed, 1_500)).ToArray();
            double mean = waits.Average();
            double sd = Math.Sqrt(waits.Sum(w => (w - mean) * (w - mean)) / 9);
            covered += Math.Abs(mean - 1) <= 2.262 * sd / Math.Sqrt(10) ? 1 : 0;
        }
        Assert.InRange(covered, 178, 199); // 190 expected; the bounds are four standard deviations away
    }

    /// <summary>
    /// Mean time in a server of load 0.7 that all jobs share, moved by one alarm at the end of the job with least work left.
    /// </summary>
    private static double SharedTime(int run, Func<RandomStream, double> work)
    {
        var sim = new Simulation();
        var streams = new RandomStreams(4, run);
        var times = new SampleMonitor();
        var jobs = new PriorityQueue<double, double>(); // when it came, by the share of the server at which it is done
        double share = 0, last = 0;
        Alarm? done = null;
        done = new Alarm(sim, () =>
        {
            Advance();
            times.Add(sim.NowD - jobs.Dequeue());
            SetAlarm();
        });
        sim.Process(Arrivals());
        sim.RunD(40_000);
        return times.Mean;

        IEnumerable<Event> Arrivals()
        {
            while (true)
            {
                yield return sim.TimeoutD(streams["arrivals"].Exponential(1 / 0.7));
                Advance();
                jobs.Enqueue(sim.NowD, share + work(streams["work"]));
                SetAlarm();
            }
        }

        void Advance()
        {
            share += jobs.Count > 0 ? (sim.NowD - last) / jobs.Count : 0;
            last = sim.NowD;
        }

        void SetAlarm()
        {
            if (jobs.TryPeek(out _, out double end))
                done!.Set(sim.ToTimeSpan(Math.Max(0, end - share) * jobs.Count));
            else
                done!.Cancel();
        }
    }

    private static double[] Replicate(Func<int, double> run) => [.. Enumerable.Range(0, 10).Select(run)];

    /// <summary>The mean lies within the tolerance, and the interval of the replications covers the closed form.</summary>
    private static void AssertNear(double expected, double tolerance, double[] runs)
    {
        double mean = runs.Average();
        double sd = Math.Sqrt(runs.Sum(r => (r - mean) * (r - mean)) / (runs.Length - 1));
        Assert.InRange(mean, expected * (1 - tolerance), expected * (1 + tolerance));
        Assert.InRange(Math.Abs(mean - expected), 0, 3.25 * sd / Math.Sqrt(runs.Length)); // 99 %
    }

    private static double Waiting(int run, int servers, double load, Func<RandomStream, double> service, int seed = 0,
        double length = 40_000)
    {
        var sim = new Simulation();
        var streams = new RandomStreams(seed, run);
        var desk = new Resource(sim, servers) { WaitingTime = new SampleMonitor() { Active = false } };
        sim.Process(Arrivals());
        sim.RunD(length / 10);
        desk.WaitingTime.Active = true;
        sim.RunD(length);
        return desk.WaitingTime.Mean;

        IEnumerable<Event> Arrivals()
        {
            while (true)
            {
                yield return sim.TimeoutD(streams["arrivals"].Exponential(1 / load));
                sim.Process(Customer());
            }
        }

        IEnumerable<Event> Customer()
        {
            using var request = desk.Request();
            yield return request;
            yield return sim.TimeoutD(service(streams["service"]));
        }
    }
}
