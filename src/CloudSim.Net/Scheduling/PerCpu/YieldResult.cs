namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>What became of an attempt to give one's turn to another task (<c>yield_to</c> in kernel/sched/core.c).</summary>
internal enum YieldResult
{
    /// <summary>The other task does not wait for a CPU: it runs, sleeps, or its group is throttled.</summary>
    NotWaiting,

    /// <summary>Both have their CPUs for themselves (-ESRCH).</summary>
    InVain,

    /// <summary>The other one is to run next.</summary>
    Given,
}
