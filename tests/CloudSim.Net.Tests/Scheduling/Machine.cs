using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>A small machine under CFS for tests.</summary>
internal sealed class Machine
{
    public Machine(int cpus = 1, CfsTunables? tunables = null)
    {
        Cpu = new CfsScheduler(Sim, cpus, tunables ?? CfsTunables.For(P, cpus));
    }

    public Simulation Sim { get; } = new();

    public CfsScheduler Cpu { get; }

    public CpuTask Spinner(string name = "spinner", TaskGroup? group = null, int nice = 0)
    {
        var task = Cpu.CreateTask(name, group, nice);
        task.Demand(CpuTask.Forever);
        return task;
    }

    public List<CpuTask> Spinners(int count, TaskGroup? group = null) =>
        [.. Enumerable.Range(0, count).Select(i => Spinner($"s{i}", group))];

    public void Run(double milliseconds) => Sim.Run(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Calls an action at an instant.</summary>
    public void At(double milliseconds, Action action) => new Alarm(Sim, action).SetAt(Sim.StartDate.AddMilliseconds(milliseconds));
}
