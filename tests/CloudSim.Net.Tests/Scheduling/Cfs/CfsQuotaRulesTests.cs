using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>What kernels before and after did with a quota: pieces that expire, and where a period ends.</summary>
public class CfsQuotaRulesTests
{
    private const int Cpus = 80;

    // Three spinners use up 200 ms in each period of 100 ms; early in it, 77 other CPUs need 10 us each and keep 1 ms. What they keep
    // is lost where it expires: the published figure is up to 79 ms of 80 CPUs, 0 in a kernel without expiry.
    [Theory]
    [InlineData("4.17", 0, 1)]
    [InlineData("4.18", 60, 80)]
    [InlineData("5.3", 60, 80)]
    [InlineData("5.4", 0, 1)]
    [InlineData("6.1", 0, 1)]
    public void A_group_on_many_cpus_strands_its_quota_from_4_18_to_5_3(string kernel, double least, double most)
    {
        var machine = new Machine(Cpus, CfsTunables.For(P, Cpus).WithQuotaRulesOf(Version.Parse(kernel)));
        var group = machine.Cpu.CreateGroup("limited");
        group.SetBandwidth(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(100));
        for (var cpu = 0; cpu < 3; cpu++)
            machine.Spinner(group: On(cpu));
        for (var cpu = 3; cpu < Cpus; cpu++)
            WakeEachPeriod(machine.Cpu.CreateTask($"t{cpu}", On(cpu)), 10 + (0.2 * cpu));
        machine.Run(1_000);
        var before = group.Stat;
        machine.Run(5_000);
        var stat = group.Stat - before;
        Assert.Equal(50, stat.NrPeriods);
        Assert.InRange(200 - (stat.UsageNs / 1e6 / stat.NrPeriods), least - 1, most);

        TaskGroup On(int cpu)
        {
            var child = machine.Cpu.CreateGroup($"cpu {cpu}", group);
            child.Affinity = CpuSet.Of(cpu);
            return child;
        }

        void WakeEachPeriod(CpuTask task, double at)
        {
            Alarm alarm = null!;
            alarm = new Alarm(machine.Sim, () =>
            {
                task.Demand(10_000);
                alarm.SetAt(machine.Sim.Now.AddMilliseconds(100));
            });
            alarm.SetAt(machine.Sim.StartDate.AddMilliseconds(at));
        }
    }

    [Fact]
    public void A_debt_does_not_expire()
    {
        double Share(string kernel, int quota = 2)
        {
            var machine = new Machine(1, CfsTunables.For(P, 1).WithQuotaRulesOf(Version.Parse(kernel)));
            var group = machine.Cpu.CreateGroup("limited");
            group.SetBandwidth(TimeSpan.FromMilliseconds(quota), TimeSpan.FromMilliseconds(10));
            machine.Spinner(group: group);
            machine.Run(10_000);
            return group.Stat.UsageNs / 10e9;
        }

        // One CPU that always overruns has nothing left that could expire.
        Assert.Equal(Share("5.4"), Share("4.18"));
        Assert.InRange(Share("4.18"), 0.1995, 0.2005);
        // One that runs across the ends of periods carries its debts, and may lose what is left besides.
        Assert.InRange(Share("4.18", quota: 9), 0.5, 0.9005);
    }

    [Theory]
    [InlineData("6.3", false)]
    [InlineData("6.4", true)]
    public void From_6_4_on_each_group_has_a_phase_of_its_own(string kernel, bool own)
    {
        var ends = Enumerable.Range(1, 8).SelectMany(seed => EndsOf(seed)).ToList();
        Assert.Equal(own, ends.Distinct().Count() > 12);
        Assert.Equal(!own, ends.All(end => end is 20 or 20.1));
        Assert.All(ends, end => Assert.InRange(end, 0.1, 20.1));

        IEnumerable<double> EndsOf(long seed)
        {
            var tunables = CfsTunables.For(P, 1).WithQuotaRulesOf(Version.Parse(kernel)) with { SkewSeed = seed };
            var machine = new Machine(1, tunables);
            List<TaskGroup> groups = [machine.Cpu.CreateGroup("one"), machine.Cpu.CreateGroup("other")];
            foreach (var group in groups)
            {
                group.SetBandwidth(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20));
                machine.Spinner(group: group);
            }

            var first = new double[2];
            for (var at = 0.1; at < 20.15; at += 0.1)
            {
                machine.Run(0.1);
                for (var i = 0; i < 2; i++)
                    if (first[i] == 0 && groups[i].Stat.NrPeriods > 0)
                        first[i] = Math.Round(at, 1);
            }

            // Periods go on at whole distances.
            var before = groups[0].Stat.NrPeriods;
            machine.Run(2_000);
            Assert.Equal(100, groups[0].Stat.NrPeriods - before);
            return first;
        }
    }

    [Theory]
    [InlineData("3.15")]
    [InlineData("6.6")]
    public void Kernels_with_other_rules_are_refused(string kernel) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CfsTunables.For(P, 1).WithQuotaRulesOf(Version.Parse(kernel)));

    [Fact]
    public void The_default_is_linux_6_1()
    {
        var tunables = CfsTunables.For(P, 4);
        Assert.Equal(tunables, tunables.WithQuotaRulesOf(new Version(6, 1)));
    }
}
