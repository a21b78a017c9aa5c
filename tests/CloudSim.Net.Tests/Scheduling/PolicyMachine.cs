using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>A small machine under any scheduler.</summary>
internal sealed class PolicyMachine
{
    public PolicyMachine(Func<Simulation, CpuScheduler> make) => Cpu = make(Sim);

    public static PolicyMachine Eevdf(int cpus = 1, EevdfTunables? tunables = null) =>
        new(sim => new EevdfScheduler(sim, cpus, tunables ?? EevdfTunables.For(P, cpus)));

    public static PolicyMachine Credit(int cpus = 1, CreditTunables? tunables = null) =>
        new(sim => new CreditScheduler(sim, cpus, tunables ?? new(P)));

    public static PolicyMachine Named(string name, int cpus) => name switch
    {
        "eevdf" => Eevdf(cpus),
        "credit" => Credit(cpus),
        "fluid" => new(sim => new FluidScheduler(sim, cpus)),
        _ => new(sim => new CfsScheduler(sim, cpus, P)),
    };

    public Simulation Sim { get; } = new();

    public CpuScheduler Cpu { get; }

    public CpuTask Spinner(string name = "spinner", TaskGroup? group = null, int nice = 0)
    {
        var task = Cpu.CreateTask(name, group, nice);
        task.Demand(CpuTask.Forever);
        return task;
    }

    public List<CpuTask> Spinners(int count, TaskGroup? group = null) =>
        [.. Enumerable.Range(0, count).Select(i => Spinner($"s{i}", group))];

    /// <summary>A task that asks for work at regular times; the delays from each wake-up to the end of its work, in milliseconds.</summary>
    public (CpuTask Task, List<double> Delays) Sleeper(double workMs, double everyMs, Action<CpuTask>? set = null, TaskGroup? group = null,
        Func<CpuTask>? create = null)
    {
        var task = create?.Invoke() ?? Cpu.CreateTask("sleeper", group);
        set?.Invoke(task);
        var delays = new List<double>();
        var asked = 0L;
        Alarm? alarm = null;
        task.Done = () =>
        {
            delays.Add((Cpu.NowNs - asked) / 1e6);
            alarm!.Set(TimeSpan.FromMilliseconds(Math.Max(0, everyMs - delays[^1])));
        };
        alarm = new Alarm(Sim, () =>
        {
            asked = Cpu.NowNs;
            task.Demand((long)(workMs * 1e6));
        });
        alarm.Set(TimeSpan.FromMilliseconds(everyMs));
        return (task, delays);
    }

    public void Run(double milliseconds) => Sim.Run(TimeSpan.FromMilliseconds(milliseconds));

    public void At(double milliseconds, Action action) => new Alarm(Sim, action).SetAt(Sim.StartDate.AddMilliseconds(milliseconds));
}
