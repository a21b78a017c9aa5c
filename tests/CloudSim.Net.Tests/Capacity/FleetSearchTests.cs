using CloudSim.Net.Capacity;
using CsCheck;

namespace CloudSim.Net.Tests.Capacity;

public class FleetSearchTests
{
    private static readonly Goal AGoal = Goal.Parse("reject<1%");

    [Fact]
    public void It_finds_the_fewest_hosts_that_do_and_tries_each_number_once() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300], Gen.Int[1, 400], Gen.Int[1, 400]).Sample((least, needed, guess, more) =>
        {
            var (most, tried) = (Math.Max(least, needed) + more, new HashSet<int>());
            var results = FleetSearch.Run(least, most, guess, hosts =>
            {
                Assert.True(tried.Add(hosts), $"{hosts} hosts are tried twice");
                Assert.InRange(hosts, least, most);
                return Result(hosts, hosts >= needed);
            });
            var best = Math.Max(least, needed);
            Assert.Equal(best, results.First(result => result.Met).Hosts);
            Assert.True(best == least || !results.Last(result => result.Hosts < best).Met);
            Assert.True(best == least || tried.Contains(best - 1));
            Assert.InRange(tried.Count, 1, 3 + (2 * Math.Log2(most)));
        });

    [Fact]
    public void Where_none_will_do_the_largest_was_tried()
    {
        var results = FleetSearch.Run(3, 50, 5, hosts => Result(hosts, false));
        Assert.DoesNotContain(results, result => result.Met);
        Assert.Equal(50, results[^1].Hosts);
    }

    private static FleetResult Result(int hosts, bool met) => new(hosts, [new GoalResult(AGoal, met, 1, 0, 0, 0)]);
}
