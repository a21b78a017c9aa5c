using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// Shares one disk among cgroups: requests first wait for the limits of their cgroups, then for one of the disk's places; who gets a free
/// place is decided by start-time fair queueing (Goyal et al. 1996) over the cgroups' hierarchical weights, so that a cgroup that was idle
/// gains no credit. A place is kept for a moment for a cgroup with one read at a time that is entitled to the next one too, as BFQ does
/// where weights differ (Valente and Checconi 2010): without that it would take turns with all others, whatever its weight.
/// The kernel cuts what it is asked for into requests of a largest size (max_sectors_kb); limits on bytes count bytes, those on operations,
/// the counters and the disk's latency count these requests.
/// </summary>
public sealed class IoScheduler
{
    private readonly Simulation simulation;
    private readonly Func<Bytes, bool, Event> disk;
    private readonly int depth;
    private readonly long requestCost, largest;
    private readonly TimeSpan idleWindow, slice;
    private readonly List<IoController> waiting = [];
    private readonly Alarm givesUp;
    private IoController? kept;
    private double virtualTime;
    private int atDisk;

    /// <summary>A scheduler of this disk.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="simulation">The simulation.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="depth">Requests that the disk is given at once; as many as it works on side by side.</param>
    public IoScheduler(Parameters parameters, Simulation simulation, BlockDevice disk, int depth)
        : this(parameters, simulation, (size, _) => disk.Transfer(size), depth)
    {
    }

    /// <summary>A scheduler of a disk that is another machine's.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="simulation">The simulation.</param>
    /// <param name="disk">The disk: a request of this size, to be written or not.</param>
    /// <param name="depth">Requests that the disk is given at once; as many as it works on side by side.</param>
    internal IoScheduler(Parameters parameters, Simulation simulation, Func<Bytes, bool, Event> disk, int depth)
    {
        (this.simulation, this.disk, this.depth) = (simulation, disk, depth);
        var s = parameters.Beside<IoScheduler>();
        (requestCost, largest) = (s.Bytes("request_cost").Value.Count, s.Bytes("largest_request").Value.Count);
        (idleWindow, slice) = (s.Duration("idle_window"), s.Duration("throttle_slice"));
        givesUp = new Alarm(simulation, GiveUp);
    }

    /// <summary>Reads or writes; the event succeeds when all of it is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public Event Submit(Cgroup cgroup, Bytes size, bool write = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        var (done, io) = (new Event(simulation), cgroup.Io);
        if (size.Count <= largest)
        {
            io.Admit(simulation, slice, new(done, size, write), request => Queue(io, request));
            return done;
        }
        var open = size.Pages(new(largest));
        for (var at = 0L; at < size.Count; at += largest)
        {
            var part = new Event(simulation);
            part.AddCallback(_ => Finish());
            io.Admit(simulation, slice, new(part, new(Math.Min(largest, size.Count - at)), write), request => Queue(io, request));
        }
        return done;

        void Finish()
        {
            if (--open == 0)
                done.Succeed();
        }
    }

    private void Queue(IoController io, IoRequest request)
    {
        var think = simulation.Now - io.Now.LastDone;
        io.Now.ThinkTime = (7 * io.Now.ThinkTime + (think < 2 * idleWindow ? think : 2 * idleWindow)) / 8;
        if (io.Now.Waiting.Count == 0)
        {
            io.Now.VirtualTime = Math.Max(io.Now.VirtualTime, virtualTime);
            waiting.Add(io);
        }
        io.Enter();
        io.Return();
        io.Now.Waiting.Enqueue(request);
        if (kept == io)
            Release();
        Dispatch();
    }

    private void Dispatch()
    {
        while (atDisk < depth && kept is null && waiting.Count > 0)
        {
            var first = First();
            var request = first.Now.Waiting.Dequeue();
            if (first.Now.Waiting.Count == 0)
                waiting.Remove(first);
            virtualTime = first.Now.VirtualTime;
            first.Now.VirtualTime += (requestCost + request.Size.Count) / first.HierarchicalWeight;
            atDisk++;
            disk(request.Size, request.Write).AddCallback(_ => Done(first, request));
        }
    }

    private void Done(IoController io, IoRequest request)
    {
        atDisk--;
        io.Now.LastDone = simulation.Now;
        io.Book(request.Size, request.Write);
        if (io.Now.ThinkTime < idleWindow)
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
        kept is null && !request.Write && io.Now.Waiting.Count == 0 && io.Now.ThinkTime < idleWindow && waiting.Count > 0
        && atDisk == depth - 1 && First() is { } other && other.Weight != io.Weight && io.Now.VirtualTime < other.Now.VirtualTime;

    private IoController First()
    {
        var first = waiting[0];
        foreach (var io in waiting)
            if (io.Now.VirtualTime < first.Now.VirtualTime)
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
