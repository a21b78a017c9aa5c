namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>
/// The run queue of one group on one CPU: virtual time is the average of its entities, weighted; who is not ahead of it is eligible.
/// </summary>
internal sealed class EevdfQueue
{
    public readonly EevdfCpu Cpu;
    public readonly EevdfGroup Group;
    public readonly EevdfEntity? Entity;
    public DeadlineOrder Waiting = new();
    public EevdfEntity? Curr;
    public long Load;
    public int Count;

    // The sum over entities of weight x (vruntime - origin); the origin follows the average, so that the sum stays small.
    private long sum, origin;

    public EevdfQueue(EevdfCpu cpu, EevdfGroup group, EevdfQueue? parent)
    {
        (Cpu, Group) = (cpu, group);
        if (parent != null)
            Entity = new EevdfEntity(this, parent) { Weight = group.Shares };
    }

    // avg_vruntime: the virtual time at which every lag is zero in sum.
    public long VirtualTime()
    {
        if (Load > 0)
        {
            var (whole, rest) = Math.DivRem(sum, Load);
            if (rest < 0)
                whole--;
            origin += whole;
            sum -= whole * Load;
        }

        return origin;
    }

    // entity_eligible: without the rounding of a division.
    public bool IsEligible(EevdfEntity entity) => sum >= (entity.Vruntime - origin) * Load;

    // update_curr and update_deadline: true if the request is served and another one begins.
    public bool Charge(EevdfEntity entity, long delta)
    {
        var passed = entity.Virtual(delta);
        entity.Vruntime += passed;
        sum += passed * entity.Weight;
        VirtualTime();
        if (entity.Vruntime < entity.Deadline)
            return false;
        entity.Deadline = entity.Vruntime + entity.Virtual(Cpu.SliceOf(entity));
        return true;
    }

    // place_entity: at the virtual time, less the lag; grown, since joining moves the average towards the entity.
    public void Enqueue(EevdfEntity entity, bool initial)
    {
        var rules = Cpu.Scheduler.Tunables;
        var time = VirtualTime();
        entity.Vruntime = time;
        if (Count > 0 && rules.PlaceLag)
            entity.Vruntime -= (long)((Int128)entity.Lag * (Load + entity.Weight) / Load);
        var request = entity.Virtual(Cpu.SliceOf(entity));
        entity.Deadline = entity.Vruntime + (initial && rules.PlaceDeadlineInitial ? request / 2 : request);
        entity.OnRq = true;
        Add(entity, 1);
        Waiting.Insert(entity);
    }

    // dequeue_entity and update_entity_lag: the lag is kept.
    public void Dequeue(EevdfEntity entity)
    {
        entity.Lag = LagOf(entity, VirtualTime());
        if (Curr == entity)
            Curr = null;
        else
            Waiting.Remove(entity);
        entity.OnRq = false;
        Add(entity, -1);
    }

    // reweight_entity and reweight_eevdf, with the two corrections of 6.9 that 6.6.y also has: the lag in real time and the virtual time
    // stay. The deadline moves, so that the running entity is no longer kept to parity.
    public void Reweight(EevdfEntity entity, long weight)
    {
        var old = entity.Weight;
        if (!entity.OnRq)
        {
            entity.Lag = entity.Lag * old / weight;
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

    // pick_eevdf: the eligible entity that is due first; the running one while its request is not served.
    public EevdfEntity Pick()
    {
        var curr = Curr != null && IsEligible(Curr) ? Curr : null;
        if (curr != null && Cpu.Scheduler.Tunables.RunToParity && curr.DeadlineAtPick == curr.Deadline)
            return curr;
        for (var i = 0; i < Waiting.Count; i++)
            if (IsEligible(Waiting[i]))
                return curr == null || curr.Deadline >= Waiting[i].Deadline ? Waiting[i] : curr;
        return curr ?? Curr ?? Waiting[0];
    }

    public void SetCurr(EevdfEntity entity)
    {
        if (Curr == entity)
            return;
        PutCurr();
        Waiting.Remove(entity);
        Curr = entity;
        entity.DeadlineAtPick = entity.Deadline;
    }

    // entity_lag: how far an entity is behind the virtual time, bounded by twice its request or a tick.
    private long LagOf(EevdfEntity entity, long time)
    {
        var bound = entity.Virtual(Math.Max(2 * Cpu.SliceOf(entity), Cpu.Scheduler.TickNs));
        return Math.Clamp(time - entity.Vruntime, -bound, bound);
    }

    public void PutCurr()
    {
        if (Curr == null)
            return;
        Curr.MyQueue?.PutCurr();
        Waiting.Insert(Curr);
        Curr = null;
    }

    private void Add(EevdfEntity entity, int sign)
    {
        sum += sign * (entity.Vruntime - origin) * entity.Weight;
        Load += sign * entity.Weight;
        Group.Load += sign * entity.Weight;
        Count += sign;
        if (Load == 0)
            sum = 0;
    }
}
