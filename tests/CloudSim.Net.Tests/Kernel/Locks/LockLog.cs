using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>Who came to a lock, who had it: one at a time, and in order if the lock says so.</summary>
internal sealed class LockLog(Simulation sim, bool inOrder)
{
    private readonly List<CpuTask> waiting = [];
    private CpuTask? holder;

    public DateTime Now => sim.Now;

    public DateTime Released { get; private set; }

    public DateTime FirstReleased { get; private set; }

    public int Takes { get; private set; }

    public void Arrive(CpuTask task) => waiting.Add(task);

    public void Take(CpuTask task)
    {
        Assert.Null(holder);
        Assert.True(task.IsRunning);
        if (inOrder)
            Assert.Equal(waiting[0], task);
        Assert.True(waiting.Remove(task));
        holder = task;
        Takes++;
    }

    public void Release(CpuTask task)
    {
        Assert.Equal(holder, task);
        (holder, Released) = (null, sim.Now);
        if (FirstReleased == default)
            FirstReleased = sim.Now;
    }
}
