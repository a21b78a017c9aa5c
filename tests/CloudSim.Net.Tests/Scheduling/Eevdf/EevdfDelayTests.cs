using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

/// <summary>DELAY_DEQUEUE: a task that sleeps but has not left its queue is counted there, and is nobody who waits.</summary>
public class EevdfDelayTests
{
    private readonly PolicyMachine machine = PolicyMachine.Eevdf(2, EevdfTunables.For(P, 8));
    private readonly TaskGroup group;
    private readonly CpuTask sleeper;

    public EevdfDelayTests()
    {
        group = machine.Cpu.CreateGroup("g");
        group.Affinity = CpuSet.Of(0);
        machine.Spinner("s", group);
        sleeper = machine.Cpu.CreateTask("sleeper", group);
        var alarm = new Alarm(machine.Sim, () => sleeper.Demand(5_000_000));
        sleeper.Done = () => alarm.Set(TimeSpan.FromMilliseconds(20));
        alarm.Set(TimeSpan.FromMilliseconds(20));
    }

    private EevdfCpu First => ((EevdfScheduler)machine.Cpu).Processors[0];

    private EevdfEntity Entity => (EevdfEntity)sleeper.State;

    [Fact]
    public void It_is_counted_but_does_not_wait_and_leaves_with_what_it_owes_paid()
    {
        WaitForDelay();
        Assert.True(sleeper.IsSleeping && Entity.OnRq);
        Assert.Equal(2, First.NrTasks);
        Assert.Null(First.Waiting(0));
        var delay = sleeper.RunDelay;
        while (Entity.IsDelayed)
            machine.Run(0.1);
        Assert.Equal((1, delay, 0L, true), (First.NrTasks, sleeper.RunDelay, Entity.Lag, sleeper.IsSleeping));
    }

    [Fact]
    public void One_that_wakes_before_it_has_left_stays_where_it_is()
    {
        WaitForDelay();
        var deadline = Entity.Deadline;
        sleeper.Demand(1_000_000);
        Assert.Equal((false, true, deadline, 2), (Entity.IsDelayed, Entity.OnRq, Entity.Deadline, First.NrTasks));
        machine.Run(20);
        Assert.Equal(0, sleeper.Remaining);
    }

    [Theory]
    [InlineData("exit")]
    [InlineData("freeze")]
    [InlineData("move")]
    public void It_leaves_at_once_when_it_ends_is_frozen_or_may_not_stay(string what)
    {
        WaitForDelay();
        switch (what)
        {
            case "exit":
                sleeper.Exit();
                break;
            case "freeze":
                group.Frozen = true;
                break;
            default:
                group.Affinity = CpuSet.Of(1);
                break;
        }

        Assert.False(Entity.OnRq || Entity.IsDelayed);
        Assert.Equal(what == "exit" ? 1 : 0, First.NrTasks);
    }

    // unregister_fair_sched_group: an empty group that has not paid yet.
    [Fact]
    public void A_group_that_is_removed_takes_its_entity_along()
    {
        var other = machine.Cpu.CreateGroup("other");
        other.Affinity = CpuSet.Of(0);
        var task = machine.Cpu.CreateTask("t", other);
        task.Demand(1);
        var entity = ((EevdfGroup)other.State).On(First).Entity!;
        for (var i = 0; i < 100 && !entity.IsDelayed; i++)
        {
            task.Demand(2_000_000 + (i * 100_000));
            while (task.Remaining > 0)
                machine.Run(0.05);
        }

        Assert.True(entity.IsDelayed && entity.OnRq);
        task.Exit();
        machine.Cpu.Remove(other);
        Assert.False(entity.OnRq);
        machine.Run(100);
        Assert.Equal(1, First.Root.Count);
    }

    private void WaitForDelay()
    {
        for (var i = 0; i < 10_000 && !Entity.IsDelayed; i++)
            machine.Run(0.1);
        Assert.True(Entity.IsDelayed);
    }
}
