using CloudSim.Net.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>What tasks may rely on under any scheduler.</summary>
public class CpuTaskTests
{
    public static TheoryData<string> Schedulers => ["cfs", "eevdf", "credit", "fluid"];

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_task_alone_runs_through_and_sleeps(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var task = machine.Cpu.CreateTask("t");
        var doneAt = 0L;
        task.Done = () =>
        {
            doneAt = machine.Cpu.NowNs;
            Assert.True(task.IsRunning);
        };
        machine.At(5, () => task.Demand(2_000_000));
        machine.Run(100);
        Assert.Equal(7_000_000, doneAt);
        Assert.True(task.IsSleeping);
        Assert.Equal((1, 0, 1), (task.VoluntarySwitches, task.InvoluntarySwitches, task.TimeSlices));
        Assert.Equal((0, 0), (task.RunDelay, task.Overhead));
        Assert.Equal(TimeSpan.FromMilliseconds(2), machine.Cpu.BusyTime);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_demand_from_done_goes_on_without_a_switch(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var task = machine.Cpu.CreateTask("t");
        var times = 0;
        task.Done = () =>
        {
            if (++times < 5)
                task.Demand(1_000_000);
        };
        task.Demand(1_000_000);
        machine.Run(100);
        Assert.Equal(5_000_000, task.CpuTime);
        Assert.Equal(1, task.TimeSlices);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_process_that_asks_again_at_once_keeps_the_cpu(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var task = machine.Cpu.CreateTask("t");
        var log = new List<double>();
        IEnumerable<Event> Program()
        {
            for (var i = 0; i < 3; i++)
            {
                yield return task.Execute(TimeSpan.FromMilliseconds(1));
                log.Add(machine.Cpu.NowNs / 1e6);
            }

            yield return machine.Sim.Timeout(TimeSpan.FromMilliseconds(10));
            yield return task.Execute(500_000);
            log.Add(machine.Cpu.NowNs / 1e6);
        }

        machine.Sim.Process(Program());
        machine.Run(100);
        Assert.Equal([1, 2, 3, 13.5], log);
        Assert.Equal((2, 2), (task.TimeSlices, task.VoluntarySwitches));
    }

    // Half-millisecond pieces end on ticks and on ends of turns time and again.
    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Who_asks_again_within_the_instant_has_not_slept(string scheduler) =>
        Gen.Select(Gen.Int[1, 20].Array[1, 30], Gen.Int[0, 3], Gen.Int[1, 2], Gen.Int[0, 7]).Sample(
            (pieces, spinners, cpus, start) =>
            {
                var machine = PolicyMachine.Named(scheduler, cpus);
                machine.Spinners(spinners);
                var task = machine.Cpu.CreateTask("t");
                IEnumerable<Event> Program()
                {
                    yield return machine.Sim.Timeout(TimeSpan.FromMilliseconds(start / 2.0));
                    foreach (var piece in pieces)
                    {
                        yield return task.Execute(piece * 500_000L);
                        for (var i = 0; i < piece % 3; i++)
                            yield return machine.Sim.Timeout(TimeSpan.Zero);
                    }
                }

                machine.Sim.Process(Program());
                machine.Run(10_000);
                Assert.Equal(pieces.Sum() * 500_000L, task.CpuTime);
                Assert.Equal((1, task.TimeSlices - 1), (task.VoluntarySwitches, task.InvoluntarySwitches));
            },
            iter: 60);

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Queued_demands_complete_in_their_order(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var task = machine.Cpu.CreateTask("t");
        var log = new List<(string, double)>();
        void Log(string what, Event of) => of.AddCallback(_ => log.Add((what, machine.Cpu.NowNs / 1e6)));
        Log("a", task.Execute(2_000_000));
        task.Demand(1_000_000);
        Log("b", task.Execute(1_000_000));
        Log("nothing", task.Execute(0));
        task.Done = () => log.Add(("done", machine.Cpu.NowNs / 1e6));
        machine.Run(100);
        Assert.Equal([("a", 2), ("done", 4), ("b", 4), ("nothing", 4)], log);
    }

    [Fact]
    public void Numbers_are_right_in_the_middle_of_a_turn()
    {
        var machine = new Machine();
        var group = machine.Cpu.CreateGroup("g");
        var task = machine.Cpu.CreateTask("t", group);
        task.Demand(10_000_000);
        var other = machine.Cpu.CreateTask("waits");
        machine.At(1, () => other.Demand(1));
        machine.Run(3);
        Assert.Equal((3_000_000, 7_000_000), (task.CpuTime, task.Remaining));
        Assert.Equal(3_000_000, group.Stat.UsageNs);
        Assert.Equal(TimeSpan.FromMilliseconds(3), machine.Cpu.BusyTime);
        Assert.Equal(2_000_000, other.RunDelay);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_demand_that_is_no_multiple_of_the_clock_is_consumed_exactly(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var task = machine.Cpu.CreateTask("t");
        var times = 0;
        task.Done = () =>
        {
            if (++times < 1000)
                task.Demand(1_234_567);
        };
        task.Demand(1_234_567);
        machine.Run(10_000);
        Assert.Equal(1_234_567_000, task.CpuTime);
        Assert.Equal(1_234_567_000, machine.Cpu.BusyNs);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Exit_drops_the_rest_in_every_state(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var group = machine.Cpu.CreateGroup("g");
        var (running, waiting) = (machine.Spinner("running", group), machine.Spinner("waiting", group));
        var sleeping = machine.Cpu.CreateTask("sleeping", group);
        var suicide = machine.Cpu.CreateTask("suicide", group);
        suicide.Done = suicide.Exit;
        suicide.Demand(1_000_000);
        machine.Run(100);
        Assert.True(suicide.HasExited);
        machine.Sim.Run(machine.Sim.Now.AddMilliseconds(0.5));
        if (!running.IsRunning)
            (running, waiting) = (waiting, running);
        waiting.Exit();
        sleeping.Exit();
        Assert.Throws<InvalidOperationException>(() => machine.Cpu.Remove(group));
        running.Exit();
        var used = machine.Cpu.BusyNs;
        machine.Run(10);
        Assert.Equal(used, machine.Cpu.BusyNs);
        machine.Cpu.Remove(group);
        Assert.Empty(machine.Cpu.Root.Children);
        Assert.Equal(used, machine.Cpu.Root.Stat.UsageNs);
        Assert.Throws<InvalidOperationException>(() => running.Demand(1));
    }

    [Fact]
    public void Switches_and_ticks_cost_what_the_tunables_say()
    {
        var free = new Machine(1, CfsTunables.For(P, 1));
        var costly = new Machine(1, CfsTunables.For(P, 1) with { ContextSwitchCost = TimeSpan.FromMicroseconds(20),
            TickCost = TimeSpan.FromMicroseconds(5) });
        var plain = free.Spinners(2);
        var taxed = costly.Spinners(2);
        free.Run(4_000);
        costly.Run(4_000);
        Assert.Equal(4_000_000_000, plain.Sum(task => task.CpuTime));
        Assert.InRange(taxed.Sum(task => task.Overhead), 24_900_000, 25_100_000);
        Assert.InRange(taxed.Sum(task => task.CpuTime + task.Overhead), 3_999_900_000, 4_000_000_000);
    }
}
