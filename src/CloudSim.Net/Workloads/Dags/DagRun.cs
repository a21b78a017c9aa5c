using CloudSim.Net.Datacenter;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Dags;

/// <summary>A run of a <see cref="Dag"/>.</summary>
public sealed class DagRun
{
    private readonly Dag dag;
    private readonly Simulation sim;
    private readonly int[] waits;
    private readonly DateTime?[] ended;
    private readonly Dictionary<Guest, Stack<CpuTask>> idle = [];
    private int left;

    internal DagRun(Dag dag)
    {
        (this.dag, waits, left) = (dag, dag.Before(), dag.Tasks.Count);
        sim = dag.Tasks[0].Guest.Host.Simulation;
        if (dag.Tasks.FirstOrDefault(task => task.Guest.State == GuestState.Stopped) is { } gone)
            throw new InvalidOperationException($"task '{gone.Name}' cannot run: guest {gone.Guest.Number} is Stopped");
        (Started, ended, Done) = (sim.Now, new DateTime?[left], new Event(sim));
        for (var i = 0; i < waits.Length; i++)
            if (waits[i] == 0)
                Begin(i);
    }

    /// <summary>When it was started.</summary>
    public DateTime Started { get; }

    /// <summary>
    /// Succeeds when the last task has ended; fails if a task had no memory, with the reason, or its guest is stopped before it.
    /// </summary>
    public Event Done { get; }

    /// <summary>When a task has ended; null if it has not.</summary>
    /// <param name="task">Its place in <see cref="Dag.Tasks"/>.</param>
    public DateTime? EndOf(int task) => ended[task];

    private void Begin(int number)
    {
        var task = dag.Tasks[number];
        if (!Done.IsAlive)
            return;
        if (task.Guest.State == GuestState.Stopped)
        {
            Fail($"task '{task.Name}': its guest was stopped");
            return;
        }
        if (task.Memory > Bytes.Zero && task.Guest.Allocate(task.Memory) is { Charged: false } charge)
        {
            Fail($"task '{task.Name}': {charge.Reason}");
            return;
        }
        if (!idle.TryGetValue(task.Guest, out var threads))
        {
            idle.Add(task.Guest, threads = new());
            task.Guest.Stopped += () => Fail($"guest {task.Guest.Number} was stopped");
        }
        if (!threads.TryPop(out var thread))
            thread = task.Guest.CreateThread($"task {task.Name}");
        task.Guest.Execute(task.Work, () => End(number, thread), thread);
    }

    private void End(int number, CpuTask thread)
    {
        var task = dag.Tasks[number];
        ended[number] = sim.Now;
        if (task.Memory > Bytes.Zero)
            task.Guest.Free(task.Memory);
        idle[task.Guest].Push(thread);
        foreach (var later in dag.After(number))
            if (--waits[later] == 0)
                Begin(later);
        if (--left == 0 && Done.IsAlive)
            Done.Succeed(sim.Now - Started);
    }

    private void Fail(string reason)
    {
        if (Done.IsAlive)
            Done.Fail(reason);
    }
}
