using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

public class EevdfLagTests
{
    // Stoica and Abdel-Wahab 1995, theorem 1: service differs from the fluid share by less than the largest request; here plus one tick,
    // since a turn ends on ticks only.
    [Theory]
    [InlineData(2, 3.0)]
    [InlineData(5, 3.0)]
    [InlineData(9, 0.75)]
    [InlineData(4, 12.0)]
    public void The_lag_is_less_than_a_request_and_a_tick(int spinners, double slice)
    {
        var machine = PolicyMachine.Eevdf(1, new EevdfTunables(P) { BaseSlice = TimeSpan.FromMilliseconds(slice),
            PlaceDeadlineInitial = false });
        var tasks = machine.Spinners(spinners);
        var worst = 0.0;
        for (var i = 1; i <= 4_000; i++)
        {
            machine.Run(0.7);
            foreach (var task in tasks)
                worst = Math.Max(worst, Math.Abs((machine.Cpu.NowNs / (double)spinners) - task.CpuTime) / 1e6);
        }

        Assert.InRange(worst, 0.3, slice + 4);
    }

    // The same bound whatever the weights: the share of the one in the fluid is by weight.
    [Fact]
    public void The_lag_is_less_than_a_request_and_a_tick_at_any_nice_levels() => Gen.Int[-10, 10].Array[2, 8].Sample(
        nices =>
        {
            var machine = PolicyMachine.Eevdf(1, new EevdfTunables(P) { BaseSlice = TimeSpan.FromMilliseconds(3),
                PlaceDeadlineInitial = false });
            var tasks = nices.Select(nice => machine.Spinner(nice: nice)).ToList();
            var sum = nices.Sum(LoadWeight.OfNice);
            for (var i = 1; i <= 300; i++)
            {
                machine.Run(1.7);
                foreach (var task in tasks)
                    Assert.InRange(((double)machine.Cpu.NowNs * LoadWeight.OfNice(task.Nice) / sum) - task.CpuTime, -7e6, 7e6);
            }
        },
        iter: 30);

    // Stoica and Abdel-Wahab 1995, section 3: who is picked is eligible, and of those that are it is due first; a task that leaves keeps
    // its lag, and has the same when it is back although its coming moves the virtual time.
    [Fact]
    public void Who_runs_is_eligible_and_due_first_and_a_sleeper_comes_back_with_its_lag() => Gen.Select(
        Gen.Int[-5, 5], Gen.Int[100, 9_000], Gen.Int[100, 20_000]).Array[2, 8].Sample(
        loops =>
        {
            var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 1, new(6, 6)) with { RunToParity = false });
            machine.Spinner();
            foreach (var (nice, work, sleep) in loops)
            {
                var task = machine.Cpu.CreateTask($"{work}", nice: nice);
                var entity = (EevdfEntity)task.State;
                var alarm = new Alarm(machine.Sim, () =>
                {
                    var lag = entity.Lag;
                    task.Demand(work * 1_000L);
                    // A nanosecond of a division for each of the two virtual times, grown like the lag.
                    Assert.Equal(lag, entity.Queue!.VirtualTime() - entity.Vruntime, 8L);
                });
                task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(sleep));
                alarm.Set(TimeSpan.FromMicroseconds(sleep));
            }

            machine.Cpu.Switched = (_, _, to) =>
            {
                var queue = ((EevdfEntity)to!.State).Queue!;
                Assert.True(queue.IsEligible(queue.Curr!));
                for (var i = 0; i < queue.Waiting.Count; i++)
                    Assert.True(!queue.IsEligible(queue.Waiting[i]) || queue.Waiting[i].Deadline >= queue.Curr!.Deadline);
            };
            machine.Run(1_000);
        },
        iter: 50);

    // reweight_entity moves the deadline, which ends RUN_TO_PARITY for the running entity: an eligible one that is due earlier is picked.
    [Fact]
    public void A_changed_weight_ends_the_protection_of_a_turn()
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(P, 8));
        var a = machine.Cpu.CreateGroup("a");
        machine.Spinner("a", a);
        machine.Spinner("b", machine.Cpu.CreateGroup("b"));
        machine.Run(17);
        var queue = ((EevdfScheduler)machine.Cpu).Processors[0].Root;
        Assert.Equal(queue.Curr!.Deadline, queue.Curr.DeadlineAtPick);
        foreach (var group in machine.Cpu.Root.Children)
            group.Weight = 300;
        Assert.NotEqual(queue.Curr.Deadline, queue.Curr.DeadlineAtPick);
    }
}
