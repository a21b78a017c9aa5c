using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// A CPU has others do something and waits, spinning, until all have done it (smp_call_function_many): so TLBs are emptied when a mapping
/// is taken away (a TLB shootdown). A virtual CPU that has lost its CPU answers only when it runs again.
/// </summary>
public sealed class RemoteCall
{
    private readonly CpuTask sender;
    private readonly Action answered, finished;
    private Action? done;
    private SpinWait? spin;
    private int open;

    private RemoteCall(CpuTask sender)
    {
        this.sender = sender;
        (answered, finished) = (Answer, Finish);
    }

    /// <summary>Sends it to all CPUs of the task's machine that run a task, and waits.</summary>
    /// <param name="sender">Who: it has the CPU, and no work that was demanded of it.</param>
    /// <param name="costNs">What the interrupt costs a CPU of the machine, in nanoseconds; virtual ones have their hypervisor's
    /// price.</param>
    /// <param name="done">What the sender does when all have answered, still on its CPU.</param>
    /// <param name="within">Only those whose task is in this group or below; null for all.</param>
    /// <exception cref="InvalidOperationException">The scheduler has no CPUs of its own to call (a fluid one).</exception>
    public static void Send(CpuTask sender, long costNs, Action done, TaskGroup? within = null)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(done);
        ArgumentOutOfRangeException.ThrowIfNegative(costNs);
        if (sender.Scheduler is not PerCpuScheduler scheduler)
            throw new InvalidOperationException($"{sender.Scheduler.GetType().Name} has no single CPUs to call");
        SpinWait.MustRun(sender);
        var call = sender.RemoteCall as RemoteCall ?? new(sender);
        (sender.RemoteCall, call.done, call.open, call.spin) = (call, done, 1, null);
        sender.DisablePreemption();
        var from = scheduler.Cpu(sender.Cpu);
        for (var i = 0; i < scheduler.Cpus; i++)
            if (scheduler.Cpu(i) is { Curr: { } other } cpu && cpu != from && IsWithin(other.Group, within))
            {
                call.open++;
                cpu.Interrupt(from, costNs, call.answered);
            }

        // A machine's CPUs answer at once: it waits for the way there.
        if (from.Thread == null && call.open == 1)
            sender.OverheadLeft += costNs;
        if (--call.open == 0)
            call.Finish();
        else
            call.spin = SpinWait.Begin(sender, call.finished, null, CpuTask.Forever);
    }

    private static bool IsWithin(TaskGroup? group, TaskGroup? within)
    {
        while (within != null && group != null && group != within)
            group = group.Parent;
        return group != null;
    }

    private void Answer()
    {
        if (--open == 0)
            spin?.Tell(0, sender);
    }

    private void Finish()
    {
        sender.EnablePreemption();
        done!();
    }
}
