using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

public class CfsWakeupTests
{
    [Fact]
    public void A_sleeper_preempts_a_spinner_at_once()
    {
        var machine = new Machine(1, CfsTunables.For(P, 8));
        machine.Spinner();
        var sleeper = machine.Cpu.CreateTask("sleeper");
        var done = new List<double>();
        sleeper.Done = () => done.Add(machine.Cpu.NowNs / 1e6);
        sleeper.Demand(1);
        machine.At(1_001, () => sleeper.Demand(2_000_000));
        machine.Run(2_000);
        Assert.Equal(1_003, done[^1]);
    }

    [Fact]
    public void Without_wakeup_preemption_it_waits_for_a_tick()
    {
        var machine = new Machine(1, CfsTunables.For(P, 8) with { WakeupPreemption = false });
        machine.Spinner();
        var sleeper = machine.Cpu.CreateTask("sleeper");
        sleeper.Demand(1);
        var done = 0.0;
        sleeper.Done = () => done = machine.Cpu.NowNs / 1e6;
        machine.At(1_001, () => sleeper.Demand(2_000_000));
        machine.Run(2_000);
        Assert.InRange(done, 1_005, 1_030);
    }

    [Theory]
    [InlineData(TaskPolicy.Batch)]
    [InlineData(TaskPolicy.Idle)]
    public void Batch_and_idle_tasks_do_not_preempt(TaskPolicy policy)
    {
        var machine = new Machine(1, CfsTunables.For(P, 8));
        machine.Spinner();
        var other = machine.Cpu.CreateTask("other", policy: policy);
        other.Demand(1);
        var done = 0.0;
        other.Done = () => done = machine.Cpu.NowNs / 1e6;
        machine.At(1_001, () => other.Demand(100_000));
        machine.Run(20_000);
        Assert.True(done > 1_004, $"done at {done} ms");
    }

    [Fact]
    public void A_normal_task_takes_the_cpu_from_an_idle_one()
    {
        var machine = new Machine(1, CfsTunables.For(P, 8));
        var idle = machine.Cpu.CreateTask("idle", policy: TaskPolicy.Idle);
        idle.Demand(CpuTask.Forever);
        var task = machine.Cpu.CreateTask("task");
        var done = 0.0;
        task.Done = () => done = machine.Cpu.NowNs / 1e6;
        machine.At(10.5, () => task.Demand(50_000_000));
        machine.Run(20_000);
        Assert.InRange(done, 60.5, 64.6);
    }

    [Fact]
    public void Equal_wakers_run_in_their_order()
    {
        var machine = new Machine(1, CfsTunables.For(P, 8));
        machine.Spinner();
        var order = new List<string>();
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            var task = machine.Cpu.CreateTask(name);
            machine.At(1, () => task.Demand(1));
            machine.At(500, () =>
            {
                task.Done = () => order.Add(name);
                task.Demand(1_000_000);
            });
        }

        machine.Run(1_000);
        Assert.Equal(["a", "b", "c", "d"], order);
    }
}
