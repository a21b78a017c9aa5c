namespace CloudSim.Net.Scheduling.Quotas;

/// <summary>The runtime of a limited group on one CPU.</summary>
internal sealed class QueueBandwidth(ILimitedQueue queue, GroupBandwidth pool)
{
    public readonly ILimitedQueue Queue = queue;
    public long RuntimeRemaining, ThrottledClock;
    public int Epoch; // the period that its piece is of (expires_seq)

    // account_cfs_rq_runtime: only when execution time is brought up to date, so a slice may overrun into debt.
    public void Account(long delta)
    {
        RuntimeRemaining -= delta;
        if (pool.HasExpired(this))
            RuntimeRemaining = 0;
        if (RuntimeRemaining > 0 || Queue.Throttled)
            return;
        if (!pool.Assign(this, pool.Slice) && Queue.HasCurr)
            Queue.Resched();
    }

    // check_enqueue_throttle: the first entity of a queue that has no runtime may be refused.
    public void CheckEnqueueThrottle()
    {
        if (Queue.HasCurr || Queue.Throttled)
            return;
        Account(0);
        if (RuntimeRemaining <= 0)
            pool.Throttle(this);
    }

    // check_cfs_rq_runtime: whether the queue is throttled, now or by this call.
    public bool CheckRuntime() => RuntimeRemaining <= 0 && (Queue.Throttled || pool.Throttle(this));

    // return_cfs_rq_runtime: a CPU that runs out of work gives back all but a little.
    public void ReturnRuntime() => pool.TakeBack(this);
}
