using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>
/// The run queue of one group on one CPU: virtual time is the average of its entities, weighted; who is not ahead of it is eligible.
/// </summary>
internal sealed partial class EevdfQueue
{
    public readonly EevdfCpu Cpu;
    public readonly EevdfGroup Group;
    public readonly EevdfEntity? Entity;
    public DeadlineOrder Waiting = new();

    // Who runs; until another one is set also if it has left (OnRq tells).
    public EevdfEntity? Curr;
    public EevdfEntity? Next;
    public long Load;
    public int Count;
    public QueueBandwidth? Bandwidth;

    private readonly EevdfRules rules;

    // The sum over entities of weight x (vruntime - origin); the origin follows the average, so that the sum stays small.
    private long sum, origin;

    public EevdfQueue(EevdfCpu cpu, EevdfGroup group, EevdfQueue? parent)
    {
        (Cpu, Group, rules) = (cpu, group, cpu.Scheduler.Rules);
        if (parent != null)
        {
            Entity = new EevdfEntity(this, parent) { Weight = group.Shares, Slice = rules.BaseSlice };
            ThrottleCount = parent.ThrottleCount;
        }
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

    // update_curr: brings this queue alone up to date. What is above follows at the next tick, or when somebody joins or leaves there.
    public void UpdateCurr()
    {
        if (Curr is { Task: null } curr)
            Advance(curr);
        else if (Curr != null)
            Cpu.Update();
    }

    // The same for the running entity, whose task, if it is one, has been charged.
    public void Advance(EevdfEntity curr)
    {
        var now = Cpu.TaskClock;
        var delta = now - curr.ExecStart;
        if (delta <= 0)
            return;
        var missed = Cpu.MissedTicks(curr.ExecStart, now, Count);
        var rest = missed > 0 ? PassTicks(curr, missed, now) : delta;
        curr.ExecStart = now;
        var served = Charge(curr, rest);
        Bandwidth?.Account(delta);
        if (Count == 1 || !(served || DidPreemptShort(curr)))
            return;
        Cpu.Resched();
        ClearBuddies(curr);
    }

    // __update_tg_load_avg etc.: the sums over the entities.
    private void Add(EevdfEntity entity, int sign)
    {
        sum += sign * (entity.Vruntime - origin) * entity.Weight;
        Load += sign * entity.Weight;
        Group.Load += sign * entity.Weight;
        Count += sign;
        if (Load == 0)
            sum = 0;
    }

    // update_deadline: true if the request is served and another one begins.
    private bool Charge(EevdfEntity entity, long delta)
    {
        Pass(entity, entity.Virtual(delta));
        var left = entity.Deadline - entity.Vruntime;
        if (Count > 1 && Math.Abs(left) < rules.TickJitter)
            left -= Cpu.Scheduler.Jitter();
        if (left > 0)
            return false;
        RenewSlice(entity);
        entity.Deadline = entity.Vruntime + entity.Virtual(entity.Slice);
        return true;
    }

    private void Pass(EevdfEntity entity, long passed)
    {
        entity.Vruntime += passed;
        if (!entity.OnRq)
            return;
        sum += passed * entity.Weight;
        VirtualTime();
    }

    // The ticks of a CPU whose task is alone need no event: each renews the request once it is served, at a tick, which only changes the
    // deadline. Returns what is left of the time after the last of them.
    private long PassTicks(EevdfEntity curr, long ticks, long now)
    {
        var tick = Cpu.Scheduler.TickNs;
        var last = Cpu.Scheduler.LastTickBefore(now);
        var (first, each) = (curr.Virtual(last - ((ticks - 1) * tick) - curr.ExecStart), curr.Virtual(tick));
        var due = curr.Deadline - curr.Vruntime - first;
        Pass(curr, first + ((ticks - 1) * each));
        // The first tick at which the request is served, from 0.
        var at = due <= 0 ? 0 : (due + each - 1) / each;
        if (at < ticks)
        {
            RenewSlice(curr);
            var request = curr.Virtual(curr.Slice);
            var every = Math.Max(1, (request + each - 1) / each);
            var since = (ticks - 1 - at) % every;
            curr.Deadline = curr.Vruntime - (since * each) + request;
        }

        return now - last;
    }
}
