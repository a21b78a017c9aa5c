using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

public class ConsolidationStudyTests
{
    private static readonly IReadOnlyList<ConsolidationPolicy> Policies = ConsolidationPolicy.All(P);

    private static IReadOnlyList<DemandTrace> Random(int guests, int samples)
    {
        var random = new RandomStreams(1)["day"];
        return [.. Enumerable.Range(0, guests).Select(_ =>
            new DemandTrace(300.Seconds, [.. Enumerable.Range(0, samples).Select(_ => random.Next(1, 60) / 100.0)]))];
    }

    /// <summary>
    /// One guest of each type, half busy: first fit puts the two that need the faster cores on the second host, the others on the first;
    /// two more hosts sleep. What is measured is the time from the first round to the last sample.
    /// </summary>
    [Fact]
    public void Without_moves_the_energy_is_that_of_the_first_placement()
    {
        var day = Enumerable.Repeat(new DemandTrace(300.Seconds, [.. Enumerable.Repeat(0.5, 11)]), 4).ToList();
        var result = new ConsolidationStudy(P).Run(day, 4, Policies[0], new RandomStreams(1));
        var power = PowerTables.Of(P, "HpMl110G4").At(0.75 / 3.72).Value + PowerTables.Of(P, "HpMl110G5").At(2.25 / 5.32).Value;
        Assert.Equal(power * 9 * 300, result.Energy.Value, 1e-6);
        Assert.Equal((0, 0, 0.0, 0.0, 2), (result.Migrations, result.Unplaced, result.LostToMoves, result.ShortTime, result.Shutdowns));
        Assert.Equal(9, result.Active.Count); // not the round at the last sample
        Assert.All(result.Active, hosts => Assert.Equal(2, hosts));
    }

    [Fact]
    public void A_guest_that_wants_nothing_for_an_interval_has_ended_if_the_rules_say_so()
    {
        double[] idle = [0.5, 0.5, 0, 0, 0, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9];
        var day = Enumerable.Repeat(new DemandTrace(300.Seconds, idle), 4).ToList();
        var ends = new ConsolidationStudy(P).Run(day, 4, Policies[0], new RandomStreams(1));
        var stays = new ConsolidationStudy(P.With("ConsolidationRules.ends_idle", "0")).Run(day, 4, Policies[0], new RandomStreams(1));
        Assert.Equal([2, 0, 0], ends.Active.Take(3));
        Assert.Equal((4, 2), (ends.Shutdowns, stays.Shutdowns));
        Assert.True(stays.Energy > ends.Energy * 5);
    }

    [Fact]
    public void All_policies_keep_all_guests_and_need_fewer_hosts_than_no_moves()
    {
        var (study, day) = (new ConsolidationStudy(P), Random(40, 20));
        var still = study.Run(day, 31, Policies[0], new RandomStreams(1));
        Assert.Equal(17, Policies.Count);
        Assert.All(Policies.Skip(1), policy =>
        {
            var result = study.Run(day, 31, policy, new RandomStreams(1));
            Assert.Equal(0, result.Unplaced);
            Assert.InRange(result.Active[^1], 1, still.Active[^1]);
            Assert.InRange(result.LostToMoves, double.Epsilon, 0.1);
            Assert.InRange(result.ShortTime, double.Epsilon, 1);
            Assert.Equal(result.Violations, result.LostToMoves * result.ShortTime);
        });
    }

    [Fact]
    public void The_same_seed_gives_the_same_day_and_only_random_selection_draws()
    {
        var (study, day) = (new ConsolidationStudy(P), Random(40, 20));
        ConsolidationResult Run(string name, int seed) =>
            study.Run(day, 31, Policies.Single(policy => policy.Name == name), new RandomStreams(seed)) with { Active = [] };
        foreach (var policy in new[] { "THR-RS", "MAD-MC", "LR-MMT" })
            Assert.Equal(Run(policy, 1), Run(policy, 1));
        Assert.Equal(Run("IQR-MU", 1), Run("IQR-MU", 2));
        Assert.NotEqual(Run("THR-RS", 1), Run("THR-RS", 2));
    }

    /// <summary>764.96 kWh are a separate reckoning of the day by the classic programs' rules, with a trapezium an interval.</summary>
    [Fact]
    public void The_real_day_without_moves_needs_the_energy_of_a_separate_reckoning()
    {
        var real = Path.Combine(Repository.Root, "..", "shared", "data", "planetlab-20110303");
        Assert.SkipUnless(Directory.Exists(real), "the real trace is not on this machine");
        var machines = PlanetLabDay.Read(real).InOrder($"{real}.order.txt").Machines;
        var day = machines.Select(machine => new DemandTrace(300.Seconds, [.. machine.Percent.Select(x => x / 100.0)])).ToList();
        var result = new ConsolidationStudy(P).Run(day, 800, Policies[0], new RandomStreams(1));
        Assert.Equal(764.96, result.Energy.KilowattHours, 0.2);
        Assert.Equal(414, result.Active[0]);
    }

    [Fact]
    public void A_day_has_guests_hosts_and_three_samples()
    {
        var study = new ConsolidationStudy(P);
        Assert.Throws<ArgumentOutOfRangeException>(() => study.Run([], 1, Policies[0], new RandomStreams(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => study.Run(Random(1, 2), 1, Policies[0], new RandomStreams(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => study.Run(Random(1, 3), 0, Policies[0], new RandomStreams(1)));
    }
}
