namespace CloudSim.Net.Scheduling;

/// <summary>The tasks of a group, and what those that ended left behind.</summary>
internal sealed class TaskTotals
{
    private readonly List<CpuTask> live = [];
    private CpuTask? lastGone;
    private TaskStat gone;

    public TaskStat Sum
    {
        get
        {
            var sum = gone + (lastGone?.Stat ?? default);
            foreach (var task in live)
                sum += task.Stat;
            return sum;
        }
    }

    public void Add(CpuTask task)
    {
        task.Place = live.Count;
        live.Add(task);
    }

    // A task that ends while it has the CPU is switched away after this: so its numbers are taken when the next one goes. Those of one that
    // has none are final.
    public void Remove(CpuTask task, bool hasCpu)
    {
        gone += hasCpu ? lastGone?.Stat ?? default : task.Stat;
        lastGone = hasCpu ? task : lastGone;
        var last = live[^1];
        live[task.Place] = last;
        last.Place = task.Place;
        live.RemoveAt(live.Count - 1);
    }

    public void CopyTo(List<CpuTask> tasks) => tasks.AddRange(live);

    public void Inherit(TaskStat left) => gone += left;
}
