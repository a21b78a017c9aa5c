namespace CloudSim.Net.Kernel.Io;

/// <summary>
/// The limits of one cgroup and direction (<c>io.max</c>; block/blk-throttle.c): a burst of one slice goes at once after a pause, then the
/// rate holds (<see cref="IoMeter"/>). Requests wait in order; from here they go to the limits of the cgroup around.
/// </summary>
internal sealed class IoThrottle(IoController io, bool write)
{
    private readonly Queue<(IoRequest Request, Action<IoRequest> Onward)> waiting = new();
    private Alarm? alarm;
    private Simulation? clock;
    private IoMeter bytes, operations;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => waiting.Count == 0;

    /// <summary>A request comes; it goes on when the limits allow it.</summary>
    public void Enter(Simulation simulation, TimeSpan slice, IoRequest request, Action<IoRequest> onward)
    {
        clock = simulation;
        bytes.Slice = operations.Slice = slice;
        waiting.Enqueue((request, onward));
        if (waiting.Count > 1)
            return;
        bytes.Resume(simulation.Now, io.Max.BytesPerSecond(write));
        operations.Resume(simulation.Now, io.Max.OperationsPerSecond(write));
        Dispatch();
    }

    /// <summary>The limits have changed: new slices begin.</summary>
    public void Restart()
    {
        bytes.Restart(clock!.Now);
        operations.Restart(clock.Now);
        alarm?.Cancel();
        Dispatch();
    }

    private void Dispatch()
    {
        while (waiting.TryPeek(out var first))
        {
            var (now, size) = (clock!.Now, first.Request.Size.Count);
            var (wait, other) = (bytes.Wait(now, size, io.Max.BytesPerSecond(write)),
                operations.Wait(now, 1, io.Max.OperationsPerSecond(write)));
            wait = wait > other ? wait : other;
            if (wait > TimeSpan.Zero)
            {
                alarm ??= new Alarm(clock, Dispatch);
                alarm.Set(wait);
                return;
            }
            bytes.Take(now, size);
            operations.Take(now, 1);
            waiting.Dequeue();
            first.Onward(first.Request);
        }
    }
}
