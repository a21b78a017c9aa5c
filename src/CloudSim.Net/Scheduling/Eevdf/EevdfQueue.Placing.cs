namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>Entities that join and leave the queue, and where in virtual time they are put.</content>
internal sealed partial class EevdfQueue
{
    public void Enqueue(EevdfEntity entity, bool initial)
    {
        UpdateCurr();
        EevdfGroup.Reweight(entity);
        Place(entity, initial);
        entity.OnRq = true;
        Add(entity, 1);
        if (Curr != entity)
            Waiting.Insert(entity);
        if (Count == 1)
            Bandwidth?.CheckEnqueueThrottle();
    }

    // dequeue_entity: false if it sleeps but has had more than its share: it stays until it has paid (DELAY_DEQUEUE). A special state,
    // as of one that ends or is frozen, does not wait.
    public bool Dequeue(EevdfEntity entity, bool sleep, bool special)
    {
        UpdateCurr();
        ClearBuddies(entity);
        var wasDelayed = entity.IsDelayed;
        if (sleep && !special && !wasDelayed && rules.DelayDequeue && !IsEligible(entity))
        {
            entity.IsDelayed = true;
            return false;
        }

        UpdateLag(entity);
        if (entity != Curr)
            Waiting.Remove(entity);
        if (rules.PlaceRelDeadline && !sleep)
        {
            entity.Deadline -= entity.Vruntime;
            entity.HasRelativeDeadline = true;
        }

        entity.OnRq = false;
        Add(entity, -1);
        if (Count == 0)
            Bandwidth?.ReturnRuntime();
        EevdfGroup.Reweight(entity);
        // finish_delayed_dequeue_entity
        entity.IsDelayed = false;
        if (wasDelayed && rules.DelayZero)
            entity.Lag = Math.Min(entity.Lag, 0);
        return true;
    }

    // requeue_delayed_entity: it wakes before it has left. What runs is not brought up to date for it.
    public void Requeue(EevdfEntity entity)
    {
        if (rules.DelayZero)
        {
            UpdateLag(entity);
            if (entity.Lag > 0)
            {
                if (entity != Curr)
                    Waiting.Remove(entity);
                Add(entity, -1);
                entity.Lag = 0;
                Place(entity, initial: false);
                Add(entity, 1);
                if (entity != Curr)
                    Waiting.Insert(entity);
            }
        }

        entity.IsDelayed = false;
    }

    // reweight_entity and reweight_eevdf, with the two corrections of 6.9 that 6.6.y also has: the lag in real time and the virtual time
    // stay. The deadline moves, so that the running entity is no longer kept to parity.
    public void Reweight(EevdfEntity entity, long weight)
    {
        var old = entity.Weight;
        if (!entity.OnRq)
        {
            entity.Lag = entity.Lag * old / weight;
            if (entity.HasRelativeDeadline)
                entity.Deadline = entity.Deadline * old / weight;
            entity.Weight = weight;
            return;
        }

        var time = VirtualTime();
        if (Curr != entity)
            Waiting.Remove(entity);
        Add(entity, -1);
        entity.Vruntime = time - (LagOf(entity, time) * old / weight);
        entity.Deadline = time + ((entity.Deadline - time) * old / weight);
        entity.Weight = weight;
        Add(entity, 1);
        if (Curr != entity)
            Waiting.Insert(entity);
    }

    // cfs_rq_min_slice
    public long MinSlice()
    {
        if (!Cpu.Scheduler.HasSlices)
            return rules.BaseSlice;
        var least = Curr is { OnRq: true } ? Curr.Slice : long.MaxValue;
        for (var i = 0; i < Waiting.Count; i++)
            least = Math.Min(least, Waiting[i].Slice);
        return least == long.MaxValue ? rules.BaseSlice : least;
    }

    // place_entity: at the virtual time, less the lag; grown, since joining moves the average towards the entity.
    private void Place(EevdfEntity entity, bool initial)
    {
        RenewSlice(entity);
        entity.Vruntime = VirtualTime();
        if (Count > 0 && rules.PlaceLag)
            entity.Vruntime -= (long)((Int128)entity.Lag * (Load + entity.Weight) / Load);
        if (entity.HasRelativeDeadline)
        {
            entity.Deadline += entity.Vruntime;
            entity.HasRelativeDeadline = false;
            return;
        }

        var request = entity.Virtual(entity.Slice);
        entity.Deadline = entity.Vruntime + (initial && rules.PlaceDeadlineInitial ? request / 2 : request);
    }

    // A group has the shortest slice of what is in it, as of when somebody last joined or left.
    private void RenewSlice(EevdfEntity entity)
    {
        if (entity.Task is { } task)
            entity.Slice = rules.CustomSlices && task.SliceNs is { } own ? own : rules.BaseSlice;
    }

    private void UpdateLag(EevdfEntity entity) => entity.Lag = LagOf(entity, VirtualTime());

    // entity_lag: how far an entity is behind the virtual time, bounded by twice its request or a tick.
    private long LagOf(EevdfEntity entity, long time)
    {
        var bound = entity.Virtual(Math.Max(2 * entity.Slice, Cpu.Scheduler.TickNs));
        return Math.Clamp(time - entity.Vruntime, -bound, bound);
    }
}
