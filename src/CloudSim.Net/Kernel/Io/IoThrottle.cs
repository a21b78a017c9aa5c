using CloudSim.Net.Calibration;

namespace CloudSim.Net.Kernel.Io;

/// <summary>
/// The limits of one cgroup and direction (<c>io.max</c>; block/blk-throttle.c): in each slice as much may go as the rate gives for the
/// slices begun, so that a burst of one slice goes at once after a pause, and nothing more is saved up. Requests wait in order; from here
/// they go to the limits of the cgroup around.
/// </summary>
internal sealed class IoThrottle(IoController io, bool write)
{
    private static readonly TimeSpan Slice = ParameterSheet.Named("IoScheduler").Duration("throttle_slice");

    private readonly Queue<(IoRequest Request, Action<IoRequest> Onward)> waiting = new();
    private Alarm? alarm;
    private DateTime start, end;
    private double bytes, operations; // dispatched in the slices that count

    /// <summary>A request comes; it goes on when the limits allow it.</summary>
    public void Enter(Simulation simulation, IoRequest request, Action<IoRequest> onward)
    {
        if (waiting.Count == 0 && !io.Max.Binds(write))
        {
            onward(request);
            return;
        }
        waiting.Enqueue((request, onward));
        if (waiting.Count == 1)
            Dispatch(simulation);
    }

    private void Dispatch(Simulation simulation)
    {
        while (waiting.TryPeek(out var first))
        {
            var wait = Wait(simulation.Now, first.Request.Size.Count);
            if (wait > TimeSpan.Zero)
            {
                alarm ??= new Alarm(simulation, () => Dispatch(simulation));
                alarm.Set(wait);
                return;
            }
            bytes += first.Request.Size.Count;
            operations++;
            Trim(simulation.Now);
            waiting.Dequeue();
            first.Onward(first.Request);
        }
    }

    // tg_may_dispatch
    private TimeSpan Wait(DateTime now, long size)
    {
        if (now > end && waiting.Count == 1)
            (start, end, bytes, operations) = (now, now + Slice, 0, 0);
        else if (end < now + Slice)
            end = now + Slice;
        var elapsed = now - start;
        var begun = Slice * Math.Max(1, Math.Ceiling(elapsed / Slice));
        var wait = Math.Max(Over(bytes + size, io.Max.BytesPerSecond(write)), Over(operations + 1, io.Max.OperationsPerSecond(write)));
        if (wait <= 0)
            return TimeSpan.Zero;
        var whole = TimeSpan.FromTicks((long)Math.Ceiling(wait * TimeSpan.TicksPerSecond)) + begun - elapsed;
        if (end < now + whole)
            end = now + whole;
        return whole;

        // Seconds at the rate beyond the slices begun.
        double Over(double used, double rate) => double.IsInfinity(rate) ? 0 : (used / rate) - begun.TotalSeconds;
    }

    // throtl_trim_slice: slices that have passed are forgotten, with what they allowed.
    private void Trim(DateTime now)
    {
        end = now + Slice;
        var slices = (now - start).Ticks / Slice.Ticks;
        if (slices == 0)
            return;
        var passed = Slice * slices;
        bytes = Math.Max(0, bytes - io.Max.BytesPerSecond(write) * passed.TotalSeconds);
        operations = Math.Max(0, operations - io.Max.OperationsPerSecond(write) * passed.TotalSeconds);
        start += passed;
    }
}
