namespace CloudSim.Net.Tests.Scheduling.Fluid;

/// <summary>Known answers of queueing theory: processor sharing (Kleinrock, Queueing Systems II, 1976, section 4.4).</summary>
public class FluidQueueTests
{
    private const double MeanMs = 1;

    // M/G/1-PS: 1 / (mu - lambda), whatever the distribution of service.
    [Theory]
    [InlineData("exponential", 0.5)]
    [InlineData("exponential", 0.8)]
    [InlineData("constant", 0.8)]
    [InlineData("two-point", 0.8)]
    public void One_cpu_is_insensitive(string service, double load) =>
        AssertNear(MeanMs / (1 - load), 0.03, Response(1, load, Draw(service)));

    // M/M/c with at most one CPU each has the queue length of M/M/c: 1/mu + C(c, a) / (c mu - lambda); it is insensitive, too.
    [Theory]
    [InlineData("exponential", 4, 0.5, 0.1739)]
    [InlineData("exponential", 4, 0.8, 0.5964)]
    [InlineData("constant", 4, 0.8, 0.5964)]
    public void Several_cpus_hold_as_many_as_Erlang_says(string service, int cpus, double load, double erlangC) =>
        AssertNear(MeanMs + erlangC * MeanMs / (cpus * (1 - load)), 0.03, Response(cpus, load, Draw(service)));

    // The response to a request of service x is x / (1 - rho): large ones wait in proportion.
    [Fact]
    public void The_response_is_proportional_to_the_service()
    {
        var (sums, counts) = (new double[2], new int[2]);
        Simulate(1, 0.7, Draw("two-point"), (service, response) =>
        {
            var large = service > MeanMs ? 1 : 0;
            sums[large] += response / service;
            counts[large]++;
        });
        AssertNear(1 / 0.3, 0.05, sums[0] / counts[0]);
        AssertNear(1 / 0.3, 0.05, sums[1] / counts[1]);
    }

    private static Func<RandomStream, double> Draw(string service) => service switch
    {
        "exponential" => r => r.Exponential(MeanMs),
        "constant" => _ => MeanMs,
        _ => r => MeanMs * (r.NextDouble() < 0.9 ? 0.5 : 5.5),
    };

    private static double Response(int cpus, double load, Func<RandomStream, double> draw)
    {
        var (sum, count) = (0.0, 0);
        Simulate(cpus, load, draw, (_, response) =>
        {
            sum += response;
            count++;
        });
        return sum / count;
    }

    private static void Simulate(int cpus, double load, Func<RandomStream, double> draw, Action<double, double> record)
    {
        var machine = new FluidMachine(cpus);
        var streams = new RandomStreams(11);
        var (arrivals, services) = (streams["arrivals"], streams["services"]);
        Alarm next = null!;
        next = new Alarm(machine.Sim, () =>
        {
            var (arrived, service) = (machine.Cpu.NowNs, draw(services));
            var task = machine.Cpu.CreateTask("request");
            task.Done = () =>
            {
                record(service, (machine.Cpu.NowNs - arrived) / 1e6);
                task.Exit();
            };
            task.Demand((long)(service * 1e6));
            next.Set(TimeSpan.FromMilliseconds(arrivals.Exponential(MeanMs / (load * cpus))));
        });
        next.Set(TimeSpan.Zero);
        machine.Run(400_000 / (load * cpus));
    }

    private static void AssertNear(double expected, double tolerance, double actual) =>
        Assert.InRange(actual, expected * (1 - tolerance), expected * (1 + tolerance));
}
