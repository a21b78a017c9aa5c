using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// Shares one disk among cgroups: requests first wait for the limits of their cgroups, then for one of the disk's places; who gets a free
/// place is decided by start-time fair queueing (Goyal et al. 1996) over the cgroups' hierarchical weights, so that a cgroup that was idle
/// gains no credit. A place is kept for a moment for a cgroup with one read at a time that is entitled to the next one too, as BFQ does
/// where weights differ (Valente and Checconi 2010): without that it would take turns with all others, whatever its weight.
/// </summary>
public sealed class IoScheduler
{
    private readonly Simulation simulation;
    private readonly BlockDevice disk;
    private readonly int depth;
    private readonly long requestCost;
    private readonly TimeSpan idleWindow;
    private readonly List<IoController> waiting = [];
    private readonly Alarm givesUp;
    private IoController? kept;
    private double virtualTime;
    private int atDisk;

    /// <summary>A scheduler of this disk.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="depth">Requests that the disk is given at once; as many as it works on side by side.</param>
    public IoScheduler(Simulation simulation, BlockDevice disk, int depth)
    {
        (this.simulation, this.disk, this.depth) = (simulation, disk, depth);
        (requestCost, idleWindow) = (Sheet.Bytes("request_cost").Value.Count, Sheet.Duration("idle_window"));
        givesUp = new Alarm(simulation, GiveUp);
    }

    /// <summary>The data file.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<IoScheduler>();

    /// <summary>Reads or writes; the event succeeds when it is done.</summary>
    public Event Submit(Cgroup cgroup, Bytes size, bool write = false)
    {
        var (done, io) = (new Event(simulation), cgroup.Io);
        io.Admit(simulation, new(done, size, write), request => Queue(io, request));
        return done;
    }

    private void Queue(IoController io, IoRequest request)
    {
        var think = simulation.Now - io.LastDone;
        io.ThinkTime = (7 * io.ThinkTime + (think < 2 * idleWindow ? think : 2 * idleWindow)) / 8;
        if (io.Waiting.Count == 0)
        {
            io.VirtualTime = Math.Max(io.VirtualTime, virtualTime);
            waiting.Add(io);
        }
        io.Enter();
        io.Return();
        io.Waiting.Enqueue(request);
        if (kept == io)
            Release();
        Dispatch();
    }

    private void Dispatch()
    {
        while (atDisk < depth && kept is null && waiting.Count > 0)
        {
            var first = First();
            var request = first.Waiting.Dequeue();
            if (first.Waiting.Count == 0)
                waiting.Remove(first);
            virtualTime = first.VirtualTime;
            first.VirtualTime += (requestCost + request.Size.Count) / first.HierarchicalWeight;
            atDisk++;
            disk.Transfer(request.Size).AddCallback(_ => Done(first, request));
        }
    }

    private void Done(IoController io, IoRequest request)
    {
        atDisk--;
        io.LastDone = simulation.Now;
        io.Book(request.Size, request.Write);
        if (io.ThinkTime < idleWindow)
            io.Linger(simulation, idleWindow);
        else
            io.Leave();
        if (IsWorthWaiting(io, request))
        {
            kept = io;
            givesUp.Set(idleWindow);
        }
        request.Done.Succeed();
        Dispatch();
    }

    private bool IsWorthWaiting(IoController io, IoRequest request) =>
        kept is null && !request.Write && io.Waiting.Count == 0 && io.ThinkTime < idleWindow && waiting.Count > 0 && atDisk == depth - 1
        && First() is { } other && other.Weight != io.Weight && io.VirtualTime < other.VirtualTime;

    private IoController First()
    {
        var first = waiting[0];
        foreach (var io in waiting)
            if (io.VirtualTime < first.VirtualTime)
                first = io;
        return first;
    }

    private void GiveUp()
    {
        Release();
        Dispatch();
    }

    private void Release()
    {
        givesUp.Cancel();
        kept = null;
    }
}
