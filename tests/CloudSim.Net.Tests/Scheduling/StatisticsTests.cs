using CloudSim.Net.Statistics;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Scheduling;

public class StatisticsTests
{
    [Fact]
    public void A_group_has_the_sum_of_its_tasks_whether_they_live_or_not()
    {
        var machine = new Machine(2);
        var outer = machine.Cpu.CreateGroup("outer");
        var inner = machine.Cpu.CreateGroup("inner", outer);
        var tasks = new List<CpuTask>();
        for (var i = 0; i < 5; i++)
        {
            var task = machine.Cpu.CreateTask($"t{i}", i % 2 == 0 ? outer : inner);
            if (i != 4)
                task.Done = task.Exit;
            task.Demand(10_000_000 * (i + 1));
            tasks.Add(task);
        }

        machine.Run(30);
        Check();
        tasks[3].Exit();
        var before = outer.TaskStat;
        machine.Run(200);
        Check();
        Assert.True(tasks.All(task => task.HasExited || task.IsSleeping));
        var sum = tasks.Aggregate(default(TaskStat), (all, task) => all + task.Stat);
        Assert.InRange(sum.VoluntarySwitches, 4, 5); // the one that was ended from outside may have waited or run
        Assert.True((outer.TaskStat - before).CpuTimeNs > 0);
        var left = outer.TaskStat;
        machine.Cpu.Remove(inner);
        Assert.Equal(left, outer.TaskStat);
        Assert.Equal(left, machine.Cpu.Root.TaskStat);
        Assert.Equal(outer.Stat.Usage, left.Usage);

        void Check() => Assert.Equal(tasks.Aggregate(default(TaskStat), (all, task) => all + task.Stat), outer.TaskStat);
    }

    [Fact]
    public void The_recorder_sees_every_turn_and_wait()
    {
        var machine = new Machine(2);
        var group = machine.Cpu.CreateGroup("g");
        using var recorder = new SwitchRecorder(machine.Cpu);
        var tasks = machine.Spinners(5, group);
        long length = 0, wait = 0, count = 0;
        recorder.SliceEnded = turn =>
        {
            Assert.False(turn.Slept);
            length += turn.LengthNs;
            wait += turn.WaitNs;
            count++;
        };
        machine.Run(1000);
        var (slices, waits) = (recorder[group].Slices, recorder[group].Waits);
        Assert.Equal(group.TaskStat.InvoluntarySwitches, count);
        Assert.Equal((count, count), (slices.Count, waits.Count));
        Assert.Equal(length, slices.Moments.Mean * count, 1.0);
        Assert.Equal(wait, waits.Moments.Mean * count, 1.0);
        Assert.InRange(length, 2_000_000_000 - 60_000_000, 2_000_000_000);
        Assert.InRange(tasks.Sum(task => task.RunDelay), wait, wait + 5 * 60_000_000);
        recorder.Dispose();
        machine.Run(100);
        Assert.Equal(count, slices.Count);
    }

    [Fact]
    public void Turns_of_two_equal_tasks_are_one_tick_on_one_cpu()
    {
        var machine = new Machine();
        var tasks = machine.Spinners(2);
        using var recorder = new SwitchRecorder(machine.Cpu, task => task);
        machine.Run(1000);
        Assert.Equal(tasks.ToHashSet<object>(), recorder.Classes.ToHashSet());
        Assert.InRange(recorder[tasks[0]].Slices[0.5], 4_000_000 * (1 - Histogram.RelativeError),
            4_000_000 * (1 + Histogram.RelativeError));
        Assert.Equal(recorder[tasks[0]].Waits.Moments.Max, recorder[tasks[1]].Slices.Moments.Max);
    }
}
