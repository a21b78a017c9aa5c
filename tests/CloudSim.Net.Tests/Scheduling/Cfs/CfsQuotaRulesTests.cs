using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;

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
        Assert.InRange(Stranded(machine.Sim, machine.Cpu), least - 1, most);
    }

    // A machine has the rules of its kernel; those before 3.16 are taken as the same.
    [Theory]
    [InlineData("2.6.32", 0, 1)]
    [InlineData("5.3", 60, 80)]
    [InlineData("5.4", 0, 1)]
    [InlineData(null, 0, 1)]
    public void A_machine_strands_what_its_kernel_does(string? kernel, double least, double most)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P) with
        {
            KernelVersion = kernel == null ? null : Version.Parse(kernel), Topology = CpuTopology.Uniform(Cpus),
        }, new RandomStreams(1));
        Assert.InRange(Stranded(sim, Assert.IsType<CfsScheduler>(host.Scheduler)), least - 1, most);
    }

    // Milliseconds of the quota that are not used in a period.
    private static double Stranded(Simulation sim, CfsScheduler scheduler)
    {
        var group = scheduler.CreateGroup("limited");
        group.SetBandwidth(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(100));
        for (var cpu = 0; cpu < 3; cpu++)
            scheduler.CreateTask($"spinner {cpu}", On(cpu)).Demand(CpuTask.Forever);
        for (var cpu = 3; cpu < Cpus; cpu++)
            WakeEachPeriod(scheduler.CreateTask($"t{cpu}", On(cpu)), 10 + (0.2 * cpu));
        sim.Run(TimeSpan.FromSeconds(1));
        var before = group.Stat;
        sim.Run(TimeSpan.FromSeconds(5));
        var stat = group.Stat - before;
        Assert.Equal(50, stat.NrPeriods);
        return 200 - (stat.UsageNs / 1e6 / stat.NrPeriods);

        TaskGroup On(int cpu)
        {
            var child = scheduler.CreateGroup($"cpu {cpu}", group);
            child.Affinity = CpuSet.Of(cpu);
            return child;
        }

        void WakeEachPeriod(CpuTask task, double at)
        {
            Alarm alarm = null!;
            alarm = new Alarm(sim, () =>
            {
                task.Demand(10_000);
                alarm.SetAt(sim.Now.AddMilliseconds(100));
            });
            alarm.SetAt(sim.StartDate.AddMilliseconds(at));
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

    [Theory]
    [InlineData("quota_expires", "2")]
    [InlineData("quota_expires", "0.5")]
    [InlineData("random_period_phase", "2")]
    public void A_rule_is_there_or_not(string name, string value)
    {
        var error = Assert.Throws<ParameterException>(() => CfsTunables.For(P.With($"CfsTunables.{name}", value), 1));
        Assert.Contains($"'{name}' must be 0 or 1", error.Message);
        Assert.True(CfsTunables.For(P.With("CfsTunables.quota_expires", "1"), 1).QuotaExpires);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("parameters", Assert.Throws<ArgumentNullException>(() => CfsTunables.For(null!, 1)).ParamName);
        Assert.Equal("parameters", Assert.Throws<ArgumentNullException>(() => EevdfTunables.For(null!, 1)).ParamName);
        var sim = new Simulation();
        Assert.Equal("tunables", Assert.Throws<ArgumentNullException>(() => new EevdfScheduler(sim, 1, (EevdfTunables)null!)).ParamName);
        Assert.Equal("tunables", Assert.Throws<ArgumentNullException>(() => new CfsScheduler(sim, 1, (CfsTunables)null!)).ParamName);
    }

    [Fact]
    public void The_default_is_linux_6_1()
    {
        var tunables = CfsTunables.For(P, 4);
        Assert.Equal(tunables, tunables.WithQuotaRulesOf(new Version(6, 1)));
    }
}
