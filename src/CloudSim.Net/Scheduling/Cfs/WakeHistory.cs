namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>Whom a task wakes (<c>wakee_flips</c>), and the CPU before its last one (<c>recent_used_cpu</c>).</summary>
internal struct WakeHistory
{
    private const long Second = 1_000_000_000;

    private CpuTask? lastWakee;
    private long decayedAt;
    private int recent;

    public int Flips { get; private set; }

    // record_wakee: counts how often the task wakes another one than last time; half is forgotten after a second.
    public void Woke(CpuTask wakee, long now)
    {
        if (now > decayedAt + Second)
        {
            Flips >>= 1;
            decayedAt = now;
        }

        if (lastWakee == wakee)
            return;
        lastWakee = wakee;
        Flips++;
    }

    // wake_wide: one wakes many, more than the cache's CPUs for each change of the other: they are better spread than drawn together.
    public static bool IsWide(int waker, int wakee, int cpus)
    {
        var (master, slave) = (Math.Max(waker, wakee), Math.Min(waker, wakee));
        return slave >= cpus && master >= slave * cpus;
    }

    // Gives the CPU of the wake-up before, or -1, and keeps this one.
    public int Recent(int previous)
    {
        var before = recent - 1;
        recent = previous + 1;
        return before;
    }
}
