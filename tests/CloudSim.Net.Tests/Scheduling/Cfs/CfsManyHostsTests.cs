using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>Rounds are passed by each scheduler for itself: what it costs grows with what runs, not with who else exists.</summary>
public class CfsManyHostsTests
{
    private const int Seconds = 2_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 100)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 100)]
    public void A_host_takes_the_same_events_alone_and_among_others(int cpus, int hosts)
    {
        var alone = Run(cpus, 1);
        Assert.InRange(alone, 1, 100);
        Assert.InRange(Run(cpus, hosts), hosts, hosts * alone);
    }

    // Two that wake every 100 ms, and one that they do not touch.
    [Fact]
    public void Others_that_work_do_not_take_the_rounds_of_one_that_repeats_itself()
    {
        var (sim, cpus) = Hosts(1, 1);
        var busy = new CfsScheduler(sim, 1, P);
        for (var i = 0; i < 2; i++)
        {
            var task = busy.CreateTask($"t{i}");
            var alarm = new Alarm(sim, () => task.Demand(1_000_000));
            task.Done = () => alarm.Set(TimeSpan.FromMilliseconds(100));
            task.Demand(1_000_000);
        }

        sim.Run(TimeSpan.FromSeconds(Seconds));
        var woken = sim.EventCount;
        Assert.InRange(woken, 40_000, 100_000); // twice a wake-up, an end and at most a switch for itself, in 2,000 s
        Assert.Equal(Seconds * 1_000_000_000L, cpus[0].BusyNs);
    }

    // A reader takes back the rounds that it interrupts, no more: what is read is exact, and rounds are passed on behind it.
    [Theory]
    [InlineData(1, 6, 100.0, 4)]
    [InlineData(2, 6, 100.0, 12)]
    [InlineData(1, 6, 10_000.0, 4)]
    public void A_reader_costs_no_more_than_the_ticks_of_a_round(int cpus, int spinners, double everyMs, int most)
    {
        var (sim, hosts) = Hosts(cpus, 2, spinners);
        var reads = 0;
        Alarm? alarm = null;
        alarm = new Alarm(sim, () =>
        {
            reads++;
            Assert.Equal(cpus * hosts[0].NowNs, hosts[0].BusyNs);
            alarm!.Set(TimeSpan.FromMilliseconds(everyMs));
        });
        alarm.Set(TimeSpan.FromMilliseconds(everyMs));
        sim.Run(TimeSpan.FromSeconds(Seconds / 10));
        Assert.InRange(sim.EventCount, reads, 300 + (reads * most));
    }

    private static long Run(int cpus, int hosts)
    {
        var (sim, machines) = Hosts(cpus, hosts);
        sim.Run(TimeSpan.FromSeconds(Seconds));
        Assert.All(machines, machine => Assert.Equal(cpus * Seconds * 1_000_000_000L, machine.BusyNs));
        return sim.EventCount;
    }

    private static (Simulation Sim, List<CfsScheduler> Hosts) Hosts(int cpus, int hosts, int spinners = 6)
    {
        var sim = new Simulation();
        var machines = Enumerable.Range(0, hosts).Select(_ => new CfsScheduler(sim, cpus, P)).ToList();
        foreach (var machine in machines)
            for (var i = 0; i < spinners; i++)
                machine.CreateTask($"s{i}").Demand(CpuTask.Forever);
        return (sim, machines);
    }
}
