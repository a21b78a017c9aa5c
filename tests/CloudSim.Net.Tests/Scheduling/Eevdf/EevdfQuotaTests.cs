using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

/// <summary>Bandwidth limits under EEVDF: what a group may use, and what is counted.</summary>
public class EevdfQuotaTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    // Rule 7 of the measurements: usage equals the quota within 0.0005 of a CPU; every period is throttled if demand exceeds it.
    [Theory]
    [InlineData(1, 1, 20.0)]
    [InlineData(1, 3, 50.0)]
    [InlineData(4, 4, 150.0)]
    public void A_group_that_wants_more_gets_its_quota_and_is_throttled_in_each_period(int cpus, int threads, double quota)
    {
        var machine = PolicyMachine.Eevdf(cpus);
        var group = machine.Cpu.CreateGroup("g");
        group.SetBandwidth(TimeSpan.FromMilliseconds(quota), Period);
        machine.Spinners(threads, group);
        machine.Run(1_000);
        var before = group.Stat;
        machine.Run(20_000);
        var stat = group.Stat - before;
        Assert.Equal(quota / 100, stat.UsageNs / 20e9, 0.0005);
        Assert.Equal((200L, 200L), (stat.NrPeriods, stat.NrThrottled));
    }

    // A thread alone is off its CPU from when the quota is used up to the next period; that it ends on a tick evens out by debt.
    [Fact]
    public void Throttled_time_is_the_rest_of_each_period()
    {
        var machine = PolicyMachine.Eevdf();
        var group = machine.Cpu.CreateGroup("g");
        group.SetBandwidth(TimeSpan.FromMilliseconds(30), Period);
        machine.Spinner("s", group);
        machine.Run(1_000);
        var before = group.Stat;
        machine.Run(30_000);
        Assert.Equal(0.7, (group.Stat - before).ThrottledNs / 30e9, 0.002);
    }

    // init_cfs_bandwidth since 6.4: the phase of a group's periods is drawn; without it they end at multiples of their length.
    [Fact]
    public void Periods_begin_at_an_instant_of_their_own()
    {
        List<double> Ends(EevdfTunables tunables)
        {
            var machine = PolicyMachine.Eevdf(2, tunables);
            var ends = new List<double>();
            foreach (var name in new[] { "a", "b" })
            {
                var group = machine.Cpu.CreateGroup(name);
                group.Throttling = isThrottled =>
                {
                    if (!isThrottled && machine.Cpu.NowNs > 1_000_000_000)
                        ends.Add(machine.Cpu.NowNs / 1e6 % 100);
                };
                group.SetBandwidth(TimeSpan.FromMilliseconds(10), Period);
                machine.Spinner(name, group);
            }

            machine.Run(2_000);
            return [.. ends.Select(at => Math.Round(at, 3)).Distinct().Order()];
        }

        var tunables = EevdfTunables.For(P, 2);
        var drawn = Ends(tunables);
        Assert.Equal(2, drawn.Count);
        Assert.Equal(drawn, Ends(tunables));
        Assert.NotEqual(drawn, Ends(tunables with { Seed = 2 }));
        Assert.Equal([0.0], Ends(tunables with { RandomPeriodPhase = false }));
    }

    // Never more than the periods' quotas and what CPUs hold over a tick; and all of it, if there is demand for it.
    [Fact]
    public void No_group_uses_more_than_its_quotas_and_all_work_is_done_in_the_end() => Gen.Select(
        Gen.Int[1, 4], Gen.Int[5, 120], Gen.Int[10, 100], Gen.Select(Gen.Int[0, 1], Gen.Int[200, 20_000], Gen.Int[100, 20_000]).Array[1, 6])
        .Sample(
            (cpus, quota, period, loops) =>
            {
                var machine = PolicyMachine.Eevdf(cpus);
                var outer = machine.Cpu.CreateGroup("outer");
                TaskGroup[] groups = [outer, machine.Cpu.CreateGroup("inner", outer)];
                outer.SetBandwidth(TimeSpan.FromMilliseconds(quota), TimeSpan.FromMilliseconds(period));
                var (stop, demanded) = (false, 0L);
                var tasks = loops.Select((loop, i) =>
                {
                    var task = machine.Cpu.CreateTask($"t{i}", groups[loop.Item1]);
                    var alarm = new Alarm(machine.Sim, () => Ask(task, loop.Item2 * 1_000L));
                    task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(loop.Item3));
                    alarm.Set(TimeSpan.FromMicroseconds(loop.Item3));
                    return task;
                }).ToList();
                for (var i = 1; i <= 20; i++)
                {
                    machine.Run(37);
                    var periods = (i * 37.0 / period) + 2;
                    Assert.InRange(outer.Stat.UsageNs / 1e6, 0, (periods * quota) + (cpus * 4) + 1);
                    Assert.Equal(tasks.Sum(task => task.CpuTime), machine.Cpu.BusyNs);
                }

                stop = true;
                machine.Run(60_000);
                Assert.All(tasks, task => Assert.Equal((0L, true), (task.Remaining, task.IsSleeping)));
                Assert.Equal(demanded, machine.Cpu.BusyNs);

                void Ask(CpuTask task, long work)
                {
                    if (stop)
                        return;
                    demanded += work;
                    task.Demand(work);
                }
            },
            iter: 150);
}
