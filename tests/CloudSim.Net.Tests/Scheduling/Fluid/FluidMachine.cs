using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Fluid;

namespace CloudSim.Net.Tests.Scheduling.Fluid;

/// <summary>A small machine under fluid sharing for tests.</summary>
internal sealed class FluidMachine
{
    public FluidMachine(int cpus = 1) => Cpu = new FluidScheduler(Sim, cpus);

    public Simulation Sim { get; } = new();

    public FluidScheduler Cpu { get; }

    public CpuTask Spinner(TaskGroup? group = null, int nice = 0, TaskPolicy policy = TaskPolicy.Normal)
    {
        var task = Cpu.CreateTask("spinner", group, nice, policy);
        task.Demand(CpuTask.Forever);
        return task;
    }

    public List<CpuTask> Spinners(int count, TaskGroup? group = null) => [.. Enumerable.Range(0, count).Select(_ => Spinner(group))];

    public TaskGroup Group(int weight = 100, double? cpus = null, TaskGroup? parent = null)
    {
        var group = Cpu.CreateGroup("g", parent);
        group.Weight = weight;
        if (cpus != null)
            group.SetBandwidth(TimeSpan.FromMicroseconds((long)Math.Round(100_000 * cpus.Value)), TimeSpan.FromMilliseconds(100));
        return group;
    }

    public void Run(double milliseconds) => Sim.Run(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Calls an action at an instant.</summary>
    public void At(double milliseconds, Action action) => new Alarm(Sim, action).SetAt(Sim.StartDate.AddMilliseconds(milliseconds));

    /// <summary>CPUs used by each group in the next second.</summary>
    public double[] Use(params TaskGroup[] groups)
    {
        var before = groups.Select(g => g.Stat.UsageNs).ToArray();
        Run(1_000);
        return [.. groups.Select((g, i) => (g.Stat.UsageNs - before[i]) / 1e9)];
    }
}
