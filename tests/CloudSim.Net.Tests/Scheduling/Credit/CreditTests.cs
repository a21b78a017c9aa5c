using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Credit;

namespace CloudSim.Net.Tests.Scheduling.Credit;

public class CreditTests
{
    // csched_acct rounds each domain's part of the 300 credits of a slice up to a whole credit, 0.0033 of the CPU; no more is lost while an
    // account can hold what comes in (at most 300).
    [Theory]
    [InlineData(100, 100, 1)]
    [InlineData(100, 200, 1)]
    [InlineData(100, 300, 1)]
    [InlineData(50, 800, 1)]
    [InlineData(100, 300, 4)]
    [InlineData(50, 800, 4)]
    public void Domains_share_by_weight(int a, int b, int cpus)
    {
        var machine = PolicyMachine.Credit(cpus);
        var groups = new[] { a, b }.Select(weight =>
        {
            var group = machine.Cpu.CreateGroup($"w{weight}");
            group.Weight = weight;
            machine.Spinners(cpus, group);
            return group;
        }).ToList();
        machine.Run(120_000);
        var share = a / (double)(a + b);
        Assert.InRange(groups[0].Stat.UsageNs / 120e9 / cpus, share - (1 / 300.0), share + (1 / 300.0));
        Assert.Equal(120_000_000_000 * cpus, machine.Cpu.BusyNs);
    }

    // What an account cannot hold is lost. If turns end exactly with the hand-outs, that is always the heavier domain's, while the other
    // one runs.
    [Fact]
    public void Turns_in_step_with_the_hand_outs_favour_the_lighter_domain()
    {
        double Light(double clock)
        {
            var machine = PolicyMachine.Credit(1, new CreditTunables(P) { Clock = TimeSpan.FromMilliseconds(clock) });
            var light = machine.Cpu.CreateGroup("light");
            var heavy = machine.Cpu.CreateGroup("heavy");
            heavy.Weight = 300;
            machine.Spinner(group: light);
            machine.Spinner(group: heavy);
            machine.Run(60_000);
            return light.Stat.UsageNs / 60e9;
        }

        Assert.InRange(Light(0), 0.28, 0.29);
        Assert.All(new[] { 0.1, 3.7, 9, 12, 25 }, clock => Assert.InRange(Light(clock), 0.248, 0.252));
    }

    [Theory]
    [InlineData(true, 2 / 3.0)]
    [InlineData(false, 0.5)]
    public void The_weight_counts_per_vcpu_or_per_domain(bool perVcpu, double share)
    {
        var machine = PolicyMachine.Credit(1, new CreditTunables(P) { WeightPerVcpu = perVcpu });
        var two = machine.Cpu.CreateGroup("two");
        var one = machine.Cpu.CreateGroup("one");
        machine.Spinners(2, two);
        machine.Spinner(group: one);
        machine.Run(60_000);
        Assert.InRange(two.Stat.UsageNs / 60e9, share - (2 / 300.0), share + (2 / 300.0));
    }

    // What is handed out is all that is burned in the long run: only the part of each vCPU is rounded up, to whole credits of 300 (one
    // CPU).
    [Theory]
    [InlineData(10, 1)]
    [InlineData(20, 1)]
    [InlineData(40, 1)]
    [InlineData(50, 1)]
    [InlineData(150, 4)]
    public void A_cap_bounds_an_otherwise_idle_machine(int percent, int cpus)
    {
        var machine = PolicyMachine.Credit(cpus);
        var group = machine.Cpu.CreateGroup("capped");
        group.SetBandwidth(TimeSpan.FromMilliseconds(percent), TimeSpan.FromMilliseconds(100));
        machine.Spinners(cpus, group);
        machine.Run(30_000);
        Assert.InRange(group.Stat.UsageNs / 30e9, (percent / 100.0) - 0.004, (percent / 100.0) + 0.004 + ((cpus - 1) / 300.0));
        Assert.Equal(999.0, group.Stat.NrPeriods, 2.0);
        Assert.True(group.Stat.NrThrottled > 0);
        Assert.True(group.Stat.ThrottledNs > 0);
    }

    [Fact]
    public void What_a_capped_domain_leaves_goes_to_the_others()
    {
        var machine = PolicyMachine.Credit();
        var capped = machine.Cpu.CreateGroup("capped");
        capped.Weight = 1_000;
        capped.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
        var other = machine.Cpu.CreateGroup("other");
        machine.Spinner(group: capped);
        machine.Spinner(group: other);
        machine.Run(30_000);
        Assert.InRange(capped.Stat.UsageNs / 30e9, 0.096, 0.104);
        Assert.Equal(30_000_000_000, machine.Cpu.BusyNs);
    }

    [Fact]
    public void A_boosted_vcpu_preempts_at_once_after_the_rate_limit()
    {
        double P99(bool boost)
        {
            var machine = PolicyMachine.Credit(1, new CreditTunables(P) { Boost = boost });
            machine.Spinner(group: machine.Cpu.CreateGroup("spins"));
            var (_, delays) = machine.Sleeper(0.1, 7.3, group: machine.Cpu.CreateGroup("sleeps"));
            machine.Run(20_000);
            delays.Sort();
            return delays[(int)(0.99 * delays.Count)];
        }

        // The work itself, and at most a rate-limited turn of 1 ms before it.
        Assert.InRange(P99(true), 0.1, 1.11);
        Assert.True(P99(false) > 5);
    }

    [Fact]
    public void Spinners_with_equal_credit_take_turns_of_at_most_a_slice()
    {
        var machine = PolicyMachine.Credit();
        var tasks = machine.Spinners(2);
        var longest = 0L;
        var since = 0L;
        machine.Cpu.Switched = (_, _, _) => (longest, since) = (Math.Max(longest, machine.Cpu.NowNs - since), machine.Cpu.NowNs);
        machine.Run(10_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 10e9, 0.49, 0.51));
        Assert.InRange(longest / 1e6, 30, 60);
    }

    [Fact]
    public void An_idle_cpu_steals_waiting_vcpus()
    {
        var machine = PolicyMachine.Credit(2);
        var finished = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            var task = machine.Cpu.CreateTask($"t{i}");
            task.Done = () => finished.Add(machine.Cpu.NowNs / 1e6);
            task.Demand(i == 0 ? 10_000_000 : 100_000_000);
        }

        machine.Run(1_000);
        Assert.Equal(310_000_000, machine.Cpu.BusyNs);
        Assert.InRange(finished[^1], 155, 215);
    }

    // Three vCPUs on two CPUs: a CPU takes a vCPU with credits from the other before it runs one without.
    [Fact]
    public void Stealing_by_priority_shares_evenly_over_cpus()
    {
        var machine = PolicyMachine.Credit(2);
        var tasks = machine.Spinners(3);
        machine.Run(60_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 60e9, (2 / 3.0) - (1 / 300.0), (2 / 3.0) + (1 / 300.0)));
    }

    // __runq_insert puts a vCPU before the first that has a lower priority, although one behind that has credits too.
    [Fact]
    public void A_vcpu_with_credits_goes_on_before_one_without_while_the_queue_is_not_sorted_yet()
    {
        var machine = PolicyMachine.Credit();
        var tasks = machine.Spinners(3);
        machine.Run(7);
        ((CreditVcpu)tasks[1].State).Priority = CreditPriority.Over; // as a hand-out does it, before the tick that sorts
        ((CreditScheduler)machine.Cpu).Processors[0].Schedule();
        Assert.True(tasks[0].IsRunning);
    }

    // csched_unit_wake boosts what was blocked, not what only changes its CPU.
    [Fact]
    public void A_vcpu_that_is_moved_is_not_boosted()
    {
        var machine = PolicyMachine.Credit(2);
        var group = machine.Cpu.CreateGroup("moves");
        var (moves, stays) = (machine.Spinner("moves", group), machine.Spinner("stays"));
        machine.Run(12);
        group.Affinity = CpuSet.Of(stays.CurrentCpu);
        machine.Run(1);
        Assert.Equal((false, true), (moves.IsRunning, stays.IsRunning));
    }

    [Fact]
    public void The_time_that_a_vcpu_was_parked_stays_counted_when_it_ends()
    {
        var machine = PolicyMachine.Credit();
        var group = machine.Cpu.CreateGroup("capped");
        group.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
        var task = machine.Spinner(group: group);
        machine.Run(200);
        var parked = group.Stat.ThrottledNs;
        Assert.Equal((false, true), (task.IsRunning, parked > 0));
        task.Exit();
        machine.Run(100);
        Assert.InRange(group.Stat.ThrottledNs, parked, parked + 30_000_000);
    }

    [Fact]
    public void Domains_do_not_nest()
    {
        var machine = PolicyMachine.Credit();
        var outer = machine.Cpu.CreateGroup("outer");
        var inner = machine.Cpu.CreateGroup("inner", outer);
        Assert.Throws<NotSupportedException>(() => inner.Weight = 200);
        Assert.Throws<NotSupportedException>(() => inner.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100)));
        machine.Spinner(group: inner);
        machine.Run(100);
        Assert.Equal(100_000_000, outer.Stat.UsageNs);
    }
}
