using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>A task that gives its turn to another one (yield_to).</summary>
public class YieldToTests
{
    private readonly Simulation sim = new();

    [Fact]
    public void The_other_one_runs_next_whatever_the_order_of_the_queue()
    {
        var cpu = new CfsScheduler(sim, 1, P);
        var tasks = Spinners(cpu, 4, 1000);
        cpu.CreateTask("another").Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromMilliseconds(100));
        tasks.ForEach(t => t.Demand(CpuTask.Forever)); // who wakes after a long sleep has the place of all who do
        sim.Run(TimeSpan.FromMicroseconds(50));
        for (var i = 0; i < 12; i++)
        {
            // Those who had most so far, by turns: within a millisecond of the others.
            var (running, other) = (tasks.Single(t => t.IsRunning), tasks.Where(t => !t.IsRunning).MaxBy(t => t.CpuTime)!);
            Assert.Equal(YieldResult.Given, cpu.YieldTo(running, other));
            sim.Run(TimeSpan.FromMicroseconds(50));
            Assert.True(other.IsRunning);
        }
    }

    // Who is far behind its share has the turn: the other one is passed over, and so is the one that yields (skip buddy).
    [Fact]
    public void Nobody_gets_more_than_fairness_allows_and_who_yields_is_skipped()
    {
        var cpu = new CfsScheduler(sim, 1, P);
        var (worn, first, second) = (cpu.CreateTask("worn"), cpu.CreateTask("first"), cpu.CreateTask("second"));
        first.Demand(1000);
        second.Demand(1000);
        sim.Run(TimeSpan.FromMilliseconds(1));
        worn.Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromMilliseconds(100.5));
        second.Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromMilliseconds(0.3));
        Assert.True(second.IsRunning);
        first.Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromMicroseconds(1));
        Assert.Equal(YieldResult.Given, cpu.YieldTo(second, first));
        sim.Run(TimeSpan.FromMicroseconds(10));
        Assert.True(first.IsRunning);
        Assert.Equal(YieldResult.Given, cpu.YieldTo(first, worn));
        sim.Run(TimeSpan.FromMicroseconds(10));
        Assert.True(second.IsRunning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_in_vain_where_both_have_their_cpus_and_nothing_where_the_other_does_not_wait(bool isCfs)
    {
        PerCpuScheduler cpu = isCfs ? new CfsScheduler(sim, 2, P) : new EevdfScheduler(sim, 2, P);
        var tasks = Spinners(cpu, 2);
        sim.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(YieldResult.NotWaiting, cpu.YieldTo(tasks[0], tasks[1]));
        Assert.Equal(YieldResult.NotWaiting, cpu.YieldTo(tasks[0], cpu.CreateTask("asleep")));
        Assert.All(tasks, t => Assert.Equal(50_000_000, t.CpuTime + t.Overhead, 100_000d));
    }

    // From 6.12 on (PICK_BUDDY) the one that is yielded to runs next, if it is eligible; before, nobody looks at it: who is due first.
    [Theory]
    [InlineData("6.6", false)]
    [InlineData("6.12", true)]
    public void Eevdf_follows_a_yield_by_its_version(string kernel, bool follows)
    {
        var cpu = new EevdfScheduler(sim, 1, EevdfTunables.For(P, 1, Version.Parse(kernel)));
        var running = Spinners(cpu, 7);
        var queue = cpu.Processors[0].Root;
        List<EevdfEntity> eligible;
        do
        {
            sim.Run(TimeSpan.FromMilliseconds(1.5));
            eligible = [.. Enumerable.Range(0, queue.Waiting.Count).Select(i => queue.Waiting[i]).Where(queue.IsEligible)];
        }
        while (eligible.Count < 3 && cpu.NowNs < 1_000_000_000);
        Assert.Equal(YieldResult.Given, cpu.YieldTo(running.Single(t => t.IsRunning), eligible[^1].Task!));
        sim.Run(TimeSpan.FromMicroseconds(10));
        Assert.True(eligible[follows ? ^1 : 0].Task!.IsRunning);
    }

    [Fact]
    public void Eevdf_puts_off_the_turn_of_who_yields()
    {
        var cpu = new EevdfScheduler(sim, 1, P);
        var tasks = Spinners(cpu, 2);
        sim.Run(TimeSpan.FromMilliseconds(50.5));
        var (running, other) = (tasks.Single(t => t.IsRunning), tasks.Single(t => !t.IsRunning));
        for (var i = 0; i < 5 && running.IsRunning; i++)
        {
            Assert.Equal(YieldResult.Given, cpu.YieldTo(running, other));
            sim.Run(TimeSpan.FromMicroseconds(10));
        }
        Assert.True(other.IsRunning);
    }

    private static List<CpuTask> Spinners(PerCpuScheduler cpu, int count, long work = CpuTask.Forever)
    {
        var tasks = Enumerable.Range(0, count).Select(i => cpu.CreateTask($"task {i}")).ToList();
        tasks.ForEach(t => t.Demand(work));
        return tasks;
    }
}
