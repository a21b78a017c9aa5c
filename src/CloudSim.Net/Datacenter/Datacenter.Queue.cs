namespace CloudSim.Net.Datacenter;

/// <summary>Who waits for a place, and whose turn it is.</summary>
public sealed partial class Datacenter
{
    private const int Few = 1024;
    private PriorityQueue<Allocation, (long Priority, long Number)> queue = new();
    private readonly List<Allocation> fresh = []; // in the queue, and not told of as being behind others
    private int gone; // in the queue, but no longer waiting

    private void Enqueue(Allocation allocation)
    {
        queue.Enqueue(allocation, (Queue.ByPriority ? -(long)allocation.Request.Priority : 0, allocation.Number));
        fresh.Add(allocation);
        TryAgain();
    }

    private void TryIfWaiting()
    {
        if (Waiting > 0)
            TryAgain();
    }

    private void TryAgain()
    {
        if (!pass.IsSet)
            pass.Set(TimeSpan.Zero);
    }

    // Gives those that wait their turn. Others may be submitted or stopped by who is told meanwhile.
    private void Pass()
    {
        while (queue.TryDequeue(out var next, out var key))
        {
            if (next.State != AllocationState.Queued)
            {
                gone--; // it has lost its patience, or was stopped
                continue;
            }

            if (TryPlace(next) || next.State != AllocationState.Queued)
                continue;
            if (next.Request.Patience == TimeSpan.Zero)
            {
                Refuse(next);
                continue;
            }

            var asked = next.Request;
            Delayed?.Invoke(next);
            if (next.State != AllocationState.Queued)
                continue;
            if (Queue.FirstWait is not null && next.Request == asked)
            {
                TryLater(next);
                continue;
            }

            queue.Enqueue(next, key);
            if (Queue.FirstWait is not null)
                continue; // it was resized
            if (queue.Peek() != next)
                continue;
            TellOfThoseBehind();
            return; // all wait behind it
        }

        fresh.Clear();
    }

    private void TellOfThoseBehind()
    {
        var told = 0;
        while (told < fresh.Count && !pass.IsSet) // else they may have their turn: something has changed
        {
            var allocation = fresh[told++];
            if (allocation.State != AllocationState.Queued)
                continue;
            if (allocation.Request.Patience == TimeSpan.Zero)
                Refuse(allocation, isLast: true);
            else
                Behind?.Invoke(allocation);
        }

        fresh.RemoveRange(0, told);
    }

    private void Refuse(Allocation allocation, bool isLast = false)
    {
        if (allocation.State != AllocationState.Queued)
            return;
        LeaveQueue(isLast);
        allocation.Refusal = Shortage(allocation.Request.Needs) // now, not at the first try
            ?? allocation.Refusal ?? new("queue", $"waited {Simulation.Now - allocation.Submitted} behind others");
        Finish(allocation, AllocationState.Refused, $"{allocation.Refusal}", null);
    }

    // Those behind it may have waited for it, unless it is known that none did.
    private void LeaveQueue(bool isLast = false)
    {
        Waiting--;
        gone++;
        if (gone > Few && gone > queue.Count / 2)
        {
            queue = new(queue.UnorderedItems.Where(item => item.Element.State == AllocationState.Queued));
            gone = 0;
        }

        if (!isLast)
            TryIfWaiting();
    }

    private void TryLater(Allocation allocation)
    {
        allocation.Again ??= new Alarm(Simulation, () =>
        {
            if (allocation.State == AllocationState.Queued)
                Enqueue(allocation);
        });
        if (Queue.Wait(++allocation.Tries) is var wait && wait < DateTime.MaxValue - Simulation.Now)
            allocation.Again.Set(wait);
    }
}
