using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Domains;

namespace CloudSim.Net.Tests.Scheduling.Domains;

/// <summary>Balancing over domains of queues whose tasks and loads are given.</summary>
public class DomainBalancerTests
{
    // group_classify; fully busy from a utilization of 100 / 117 on.
    [Theory]
    [InlineData(1, 2048, "HasSpare")]
    [InlineData(2, 1750, "HasSpare")]
    [InlineData(2, 1751, "FullyBusy")]
    [InlineData(3, 0, "Overloaded")]
    public void More_tasks_than_cpus_are_too_many(int running, double utilization, string fill) =>
        Assert.Equal(fill, new GroupLoad { Weight = 2, Running = running, Utilization = utilization }.FillAt(117).ToString());

    // calculate_imbalance subtracts without a sign: the heaviest core has one task a thread and is not overloaded, the busiest of the
    // others is below the average, and what the one that pulls lacks is the only bound.
    [Theory]
    [InlineData(100_000, 5 * 1024, 4 * 1024, 32_309.3)]
    [InlineData(9_000, 9_500, 2_000, 2_666.7)] // above the average of 6,833: what the busiest has too much
    [InlineData(9_000, 9_500, 6_000, 1_333.3)] // what the one that pulls lacks to 8,167, or 8,167 to 9,500
    public void A_busiest_group_below_the_average_sets_no_bound(double heavy, double busy, double mine, double amount)
    {
        var queues = new Queues(new CpuTopology(P, 3)) { Tasks = [1, 5, 2], Loads = [heavy, busy, mine] };
        var balancer = new DomainBalancer(queues, 4_000_000, 16);
        for (var jiffies = 1; jiffies < 40; jiffies++)
            balancer.OnTick(2, jiffies);
        Assert.Equal((amount, true), (Math.Round(queues.Asked!.Value.Amount, 1), queues.Asked.Value.ByLoad));
    }

    // need_active_balance: two threads of one core are busy and another core is idle. After cache_nice_tries + 2 failures who runs moves.
    [Fact]
    public void A_running_task_moves_after_some_failures()
    {
        var queues = new Queues(new CpuTopology(P, 2, threadsPerCore: 2)) { Tasks = [1, 0, 1, 0], Loads = [1024, 0, 1024, 0] };
        var balancer = new DomainBalancer(queues, 4_000_000, 16);
        var tries = 0;
        for (var jiffies = 1; jiffies < 400 && queues.Moved == 0; jiffies++)
        {
            var before = queues.Looks;
            balancer.OnTick(1, jiffies);
            tries += queues.Looks > before ? 1 : 0;
        }

        Assert.Equal(1, queues.Moved);
        Assert.Equal(new DomainRules(P).CacheNiceTries + 3, tries);
    }

    // load_balance: the interval doubles while there is nothing to move, up to twice the domain's CPUs in milliseconds (max_interval).
    [Fact]
    public void An_even_domain_is_looked_at_more_rarely()
    {
        var queues = new Queues(new CpuTopology(P, 8)) { Tasks = [1, 0, 0, 0, 0, 0, 0, 0], Loads = [1024, 0, 0, 0, 0, 0, 0, 0] };
        var balancer = new DomainBalancer(queues, 1_000_000, 16);
        List<int> looks = [];
        for (var jiffies = 1; jiffies <= 100; jiffies++)
        {
            var before = queues.Looks;
            balancer.OnTick(1, jiffies);
            if (queues.Looks > before)
                looks.Add(jiffies);
        }

        Assert.Equal([8, 24, 40, 56, 72, 88], looks);
    }

    private sealed class Queues(CpuTopology topology) : IRunQueues
    {
        public required int[] Tasks { get; init; }

        public required double[] Loads { get; init; }

        public Imbalance? Asked { get; private set; }

        public int Moved { get; private set; }

        public int Looks { get; private set; }

        public DomainTree Domains { get; } = new(topology, new DomainRules(P));

        public bool IsIdle(int cpu) => Tasks[cpu] == 0;

        public bool IsSchedIdle(int cpu) => false;

        public int Running(int cpu) => Tasks[cpu];

        public int FairRunning(int cpu) => Tasks[cpu];

        public double Load(int cpu)
        {
            Looks++;
            return Loads[cpu];
        }

        public double Capacity(int cpu) => 1;

        public double Utilization(int cpu) => Tasks[cpu] > 0 ? 1024 : 0;

        public bool HasFor(int cpu, int from) => Tasks[from] > 1;

        public bool Detach(int from, int to, in Imbalance imbalance)
        {
            Asked ??= imbalance;
            return false;
        }

        public bool MoveRunning(int from, int to)
        {
            Moved++;
            return true;
        }
    }
}
