using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

/// <summary>Every busy CPU ticks, at no cost for one whose task is alone.</summary>
public class EevdfTickTests
{
    private static readonly Gen<Setup> Setups =
        from cpus in Gen.Int[1, 3]
        from hz in Gen.Int[0, 3].Select(i => new[] { 100, 250, 300, 1000 }[i])
        from slice in Gen.Int[500, 12_000]
        from weights in Gen.Int[1, 1_000].Array[1, 3]
        from tasks in Gen.Select(Gen.Int[0, 3], Gen.Int[-5, 10], Gen.Int[100, 60_000], Gen.Int[100, 60_000]).Array[1, 4]
        select new Setup(cpus, hz, slice, weights, tasks);

    // What happens at one instant on two CPUs has no order of its own: with fewer ticks in the queue of events the other may come first,
    // and who is balanced away may be another. So the traces are compared up to an instant at which both switch on more than one CPU, and
    // next to none may end there (of 12,000 setups seven did).
    [Fact]
    public void Ticks_of_a_lone_task_that_are_passed_over_change_nothing()
    {
        var ties = 0;
        Setups.Sample(
            setup =>
            {
                var (each, some) = (Trace(setup, skips: false).Split('\n'), Trace(setup, skips: true).Split('\n'));
                var same = each.Zip(some).TakeWhile(lines => lines.First == lines.Second).Count();
                if (same < Math.Min(each.Length, some.Length) && CpusAtInstantOf(each, same) > 1 && CpusAtInstantOf(some, same) > 1)
                    System.Threading.Interlocked.Increment(ref ties);
                else
                    Assert.Equal(each, some);
            },
            iter: 150);
        Assert.InRange(ties, 0, 3);

        static int CpusAtInstantOf(string[] trace, int line)
        {
            var instant = trace[line].Split(' ')[0];
            return trace.Select(other => other.Split(' ')).Where(other => other[0] == instant).DistinctBy(other => other[1]).Count();
        }
    }

    [Fact]
    public void A_lone_task_costs_no_events()
    {
        var machine = PolicyMachine.Eevdf(4);
        var task = machine.Spinner("s", machine.Cpu.CreateGroup("g"));
        machine.Run(100);
        var before = machine.Sim.ProcessedEvents;
        machine.Run(3_600_000);
        Assert.InRange(machine.Sim.ProcessedEvents - before, 0, 5);
        Assert.Equal(3_600_100_000_000, task.CpuTime);
    }

    // A tick of 1/300 s is no whole number of the clock's steps: no request of 3 ms may outlast the tick that finds it served.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_spinners_take_turns_at_each_tick_of_hz_300(bool skips)
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 1) with
        {
            Hz = 300, BaseSlice = TimeSpan.FromMilliseconds(3), SkipTicks = skips, TickJitter = TimeSpan.Zero,
        });
        machine.Spinners(2);
        var (turns, began) = (new List<long>(), 0L);
        machine.Cpu.Switched = (_, _, _) =>
        {
            turns.Add(machine.Cpu.NowNs - began);
            began = machine.Cpu.NowNs;
        };
        machine.Run(10_000);
        Assert.Equal(3_000, turns.Count);
        Assert.All(turns, turn => Assert.Equal(3_333_300, turn));
    }

    // The measured kernel with slices of 20 ms at HZ 250: 216 turns of 20 ms, 316 of 24 (slice_histograms of the reference).
    [Fact]
    public void A_request_of_whole_ticks_takes_one_more_about_every_other_time()
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 8) with { BaseSlice = TimeSpan.FromMilliseconds(20) });
        machine.Spinners(3);
        var (turns, began) = (new Dictionary<long, int>(), 0L);
        machine.Cpu.Switched = (_, _, _) =>
        {
            var turn = (machine.Cpu.NowNs - began) / 1_000_000;
            turns[turn] = turns.GetValueOrDefault(turn) + 1;
            began = machine.Cpu.NowNs;
        };
        machine.Run(60_000);
        var (whole, more) = (turns[20], turns[24]);
        Assert.InRange(more / (double)(whole + more), 0.4, 0.65);
        Assert.InRange(whole + more, turns.Values.Sum() * 0.98, turns.Values.Sum());
    }

    // A competitor comes at the very instant of a tick, or after the lone task has got another request size.
    [Theory]
    [InlineData(40.0, null)]
    [InlineData(41.1, 20)]
    [InlineData(40.0, 20)]
    [InlineData(61.1, 1)]
    public void Ticks_that_were_passed_over_count_for_who_comes(double at, int? slice)
    {
        Assert.Equal(Switches(skips: false), Switches(skips: true));

        string Switches(bool skips)
        {
            var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 8) with { SkipTicks = skips, TickJitter = TimeSpan.Zero });
            var log = new List<string>();
            machine.Cpu.Switched = (_, from, to) => log.Add($"{machine.Cpu.NowNs} {from?.Name} {to?.Name}");
            machine.Run(0.3);
            var task = machine.Spinner("lone");
            machine.Run(30);
            if (slice is { } length)
                task.Slice = TimeSpan.FromMilliseconds(length);
            new Alarm(machine.Sim, () => machine.Spinner("other")).SetAt(machine.Sim.StartDate.AddMilliseconds(at));
            machine.Run(100);
            return string.Join('\n', log);
        }
    }

    // More work for a task that runs only moves the end of its work.
    [Fact]
    public void Work_in_one_piece_or_in_two_gives_the_same_switches() =>
        Gen.Select(Gen.Int[-10, 10], Gen.Int[-10, 10], Gen.Int[0, 20_000], Gen.Int[100, 20_000], Gen.Int[100, 20_000],
            Gen.Int[1, 99], Gen.Bool).Sample((nice, other, at, first, more, part, skips) =>
            {
                Assert.Equal(Switches(pieces: false), Switches(pieces: true));

                // What is added comes before the first piece can be done.
                string Switches(bool pieces)
                {
                    var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 1) with { SkipTicks = skips });
                    var log = new List<string>();
                    machine.Cpu.Switched = (_, from, to) => log.Add($"{machine.Cpu.NowNs} {from?.Name} {to?.Name}");
                    var (a, b) = (machine.Cpu.CreateTask("a", nice: nice), machine.Cpu.CreateTask("b", nice: other));
                    machine.Run(7.3);
                    a.Demand(1_000L * (pieces ? first : first + more));
                    b.Demand(1_000L * at);
                    machine.Run(first * part / 100_000.0);
                    if (pieces)
                        a.Demand(1_000L * more);
                    machine.Run(200);
                    return string.Join('\n', log);
                }
            }, iter: 300);

    private static string Trace(Setup setup, bool skips)
    {
        var machine = PolicyMachine.Eevdf(setup.Cpus, EevdfTunables.For(P, setup.Cpus) with
        {
            Hz = setup.Hz, BaseSlice = TimeSpan.FromMicroseconds(setup.Slice), SkipTicks = skips,
        });
        List<TaskGroup> groups = [machine.Cpu.Root];
        foreach (var weight in setup.Weights)
        {
            groups.Add(machine.Cpu.CreateGroup($"g{groups.Count}", groups[weight % groups.Count]));
            groups[^1].Weight = weight;
        }

        foreach (var (group, nice, work, sleep) in setup.Tasks)
        {
            var task = machine.Cpu.CreateTask($"t{nice} {work}", groups[group % groups.Count], nice);
            var alarm = new Alarm(machine.Sim, () => task.Demand(work * 1_000L));
            task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(sleep));
            alarm.Set(TimeSpan.FromMicroseconds(sleep));
        }

        var log = new List<string>();
        machine.Cpu.Switched = (cpu, from, to) => log.Add($"{machine.Cpu.NowNs} {cpu} {from?.Name} {to?.Name}");
        machine.Run(2_000);
        return string.Join('\n', log);
    }

    private sealed record Setup(int Cpus, int Hz, int Slice, int[] Weights, (int Group, int Nice, int Work, int Sleep)[] Tasks);
}
