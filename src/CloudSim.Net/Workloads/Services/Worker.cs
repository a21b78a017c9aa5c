using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Workloads.Services;

/// <summary>A worker thread with its request.</summary>
internal sealed class Worker
{
    private readonly Service service;

    public Worker(Service service, CpuTask thread)
    {
        (this.service, Thread) = (service, thread);
        Step = () => service.Worked(this);
        Called = CallEnded;
        Delay = new Alarm(thread.Scheduler.Simulation, () => service.Begin(this));
    }

    public CpuTask Thread { get; }

    /// <summary>Called at the end of a part of the work.</summary>
    public Action Step { get; }

    /// <summary>Called at the end of each call.</summary>
    public Action<Reply> Called { get; }

    /// <summary>Holds it back while memory is reclaimed for it.</summary>
    public Alarm Delay { get; }

    /// <summary>What it has asked others, and may wait for.</summary>
    public List<BackendCall> Calls { get; } = [];

    public ServiceRequest? Request;
    public int Part, Pending;
    public string? Failure;
    public bool WasIdle;

    private void CallEnded(Reply reply)
    {
        if (reply.Status != ReplyStatus.Ok)
            Failure ??= $"a call was {reply.Status.ToString().ToLowerInvariant()}";
        if (--Pending == 0)
            service.Continue(this);
    }
}
