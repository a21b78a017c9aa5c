using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>
/// Intervals of 95 % hold the known answer in 95 of 100 experiments: of 200 in 190, with a standard deviation of 3.08. The bounds are three
/// of these, for any seed. A queue with exponential gaps and one server at half load, mean service 1: customers wait 1 on average if
/// services are exponential and 1/2 if they are constant (Pollaczek and Khinchine); with exponential services the time in the system is
/// exponential with mean 2.
/// </summary>
public class CoverageTests
{
    private const int Experiments = 200, Least = 181, Most = 199;
    private const int Replications = 10, Customers = 2_000, WarmUp = 200;

    [Fact]
    public void A_mean() =>
        Assert.InRange(Covered(1, queues => Ends(queues.Exponential.Estimate(q => q.MeanWait))), Least, Most);

    [Fact]
    public void A_p99_of_replications() =>
        Assert.InRange(Covered(2 * Math.Log(100), queues =>
            queues.Exponential.Quantile(0.99, q => q.InSystem) is var p99 ? (p99.Ci95Low, p99.Ci95High) : default), Least, Most);

    [Fact]
    public void A_difference_on_common_random_numbers() =>
        Assert.InRange(Covered(0.5, queues =>
            queues.Exponential.Difference(queues.Constant, q => q.MeanWait) is var d ? (d.Ci95Low, d.Ci95High) : default), Least, Most);

    [Fact]
    public void A_ratio_on_common_random_numbers() =>
        Assert.InRange(Covered(2, queues =>
            queues.Exponential.Ratio(queues.Constant, q => q.MeanWait) is var r ? (r.Ci95Low, r.Ci95High) : default), Least, Most);

    [Fact]
    public void Common_random_numbers_narrow_a_difference()
    {
        var (a, b) = (Run(1), Run(2));
        var (common, own) = (a.Exponential.Difference(a.Constant, q => q.MeanWait), a.Exponential.Difference(b.Constant, q => q.MeanWait));
        Assert.True(common.Estimate.HalfWidth < 0.8 * own.Estimate.HalfWidth, $"{common} and {own}");
    }

    // Ranks are whole, so that it covers a little more than 95 %: no upper bound.
    [Fact]
    public void A_p99_of_independent_samples() => Assert.InRange(Count(experiment =>
    {
        var random = new RandomStreams(experiment)["samples"];
        var p99 = Quantile.OfIndependent(Quantiles.Of(Enumerable.Range(0, 1_000).Select(_ => random.Exponential(1))), 0.99);
        return p99.Ci95Low <= Math.Log(100) && Math.Log(100) <= p99.Ci95High;
    }), Least, Experiments);

    // Looked at again and again, an interval covers less; the rule keeps it within the same bound below (94 % over 1,800 experiments).
    [Theory]
    [InlineData(true, 0.1, 0.05)] // about 18 replications: where the spread is known worst when it may end
    [InlineData(true, 0.2, 0.05)]
    [InlineData(false, 1, 0.1)]
    public void A_mean_of_as_many_replications_as_it_needs(bool normal, double spread, double share)
    {
        var runs = new List<int>();
        Assert.InRange(Count(experiment =>
        {
            var random = new RandomStreams(experiment)["replications"];
            var (rule, values, estimate) = (new SequentialRule(share, 100_000), new List<double>(), default(Estimate));
            for (int have = 0, want = rule.Next(0, () => []); want > have; want = rule.Next(have, () => [estimate]))
            {
                for (; have < want; have++)
                    values.Add(normal ? 1 + spread * Normal(random) : random.Exponential(1));
                estimate = Estimate.Of(values);
            }
            runs.Add(values.Count);
            Assert.True(rule.IsReached && estimate.HalfWidth <= share * estimate.Mean);
            return estimate.Ci95Low <= 1 && 1 <= estimate.Ci95High;
        }), Least, Experiments);
        // Not far more than the smallest fixed number that would do.
        var enough = Math.Max(SequentialRule.Second, Math.Pow(1.96 * spread / share, 2));
        Assert.InRange(runs.Average(), enough, 1.8 * enough);
    }

    private static int Covered(double truth, Func<Queues, (double Low, double High)> interval) =>
        Count(experiment => interval(Run(experiment)) is var (low, high) && low <= truth && truth <= high);

    private static int Count(Func<int, bool> covers) => Enumerable.Range(1, Experiments).Count(covers);

    private static double Normal(RandomStream random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static (double Low, double High) Ends(Estimate estimate) => (estimate.Ci95Low, estimate.Ci95High);

    private static Queues Run(int experiment)
    {
        var results = (from constant in new[] { false, true }
                       from run in Enumerable.Range(0, Replications)
                       select new Result<bool, Queue>(constant, run, Serve(new RandomStreams(experiment, run), constant), constant ? 1 : 0))
            .ByCell();
        return new(results[0], results[1]);
    }

    // Lindley: who comes waits for what the one before waited and was served, less the time between them.
    private static Queue Serve(RandomStreams streams, bool constant)
    {
        var (gaps, services) = (streams["gaps"], streams["services"]);
        var (wait, sum, inSystem) = (0.0, 0.0, new List<double>());
        for (var i = -WarmUp; i < Customers; i++)
        {
            var service = constant ? 1 : services.Exponential(1);
            if (i >= 0)
            {
                sum += wait;
                inSystem.Add(wait + service);
            }
            wait = Math.Max(0, wait + service - gaps.Exponential(2));
        }
        return new(sum / Customers, inSystem);
    }

    private sealed record Queue(double MeanWait, List<double> InSystem);

    private sealed record Queues(CellResults<bool, Queue> Exponential, CellResults<bool, Queue> Constant);
}
