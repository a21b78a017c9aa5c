using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>
/// Shares one disk among cgroups: requests first wait for the limits of their cgroups, then for one of the disk's places; who gets a free place is
/// decided by start-time fair queueing (Goyal et al. 1996) over the cgroups' hierarchical weights, so that a cgroup that was idle gains no credit.
/// </summary>
/// <param name="simulation">The simulation.</param>
/// <param name="disk">The disk.</param>
/// <param name="depth">Requests that the disk is given at once; as many as it works on side by side.</param>
public sealed class IoScheduler(Simulation simulation, BlockDevice disk, int depth)
{
    private const double RequestCost = 32 * 1024; // what a request costs beside its bytes, in bytes: small ones count by number, large ones by size
    private readonly List<IoController> waiting = [];
    private double virtualTime;
    private int atDisk;

    /// <summary>Reads or writes; the event succeeds when it is done.</summary>
    public Event Submit(Cgroup cgroup, Bytes size, bool write = false)
    {
        var done = new Event(simulation);
        var io = cgroup.Io;
        var at = io.Admit(simulation.Now, size, write);
        if (at > simulation.Now)
            new Alarm(simulation, () => Queue(io, new(done, size, write))).SetAt(at);
        else
            Queue(io, new(done, size, write));
        return done;
    }

    private void Queue(IoController io, IoRequest request)
    {
        if (io.Waiting.Count == 0)
        {
            io.VirtualTime = Math.Max(io.VirtualTime, virtualTime);
            waiting.Add(io);
        }
        io.Enter();
        io.Waiting.Enqueue(request);
        Dispatch();
    }

    private void Dispatch()
    {
        while (atDisk < depth && waiting.Count > 0)
        {
            var first = waiting[0];
            foreach (var io in waiting)
                if (io.VirtualTime < first.VirtualTime)
                    first = io;
            var request = first.Waiting.Dequeue();
            if (first.Waiting.Count == 0)
                waiting.Remove(first);
            virtualTime = first.VirtualTime;
            first.VirtualTime += (RequestCost + request.Size.Count) / first.HierarchicalWeight;
            atDisk++;
            disk.Transfer(request.Size).AddCallback(_ =>
            {
                atDisk--;
                first.Leave();
                first.Book(request.Size, request.Write);
                request.Done.Succeed();
                Dispatch();
            });
        }
    }
}
