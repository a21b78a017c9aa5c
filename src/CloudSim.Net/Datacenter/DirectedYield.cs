using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What a hypervisor does when a virtual CPU spins: it looks through the guest's others, from the one behind the last that it helped, for
/// one that waits for a CPU of the host, and gives it the spinner's turn (kvm_vcpu_on_spin, kvm_vcpu_eligible_for_directed_yield).
/// </summary>
internal sealed class DirectedYield : ISpinWatch
{
    private readonly PauseLoopExiting rules;
    private readonly PerCpuScheduler guest;
    private readonly CpuTask[] threads;
    private readonly bool[] isEligible;
    private readonly long[] windows, turns, spun;
    private readonly long firstNs, mostNs, exitNs;
    private int lastBoosted;

    public DirectedYield(Guest guest, PauseLoopExiting rules, PerCpuScheduler scheduler, CpuTask[] threads)
    {
        (this.rules, this.guest, this.threads) = (rules, scheduler, threads);
        isEligible = new bool[threads.Length];
        (windows, turns, spun) = (new long[threads.Length], new long[threads.Length], new long[threads.Length]);
        (firstNs, mostNs) = (Math.Max(1, guest.Nanoseconds(rules.Window)), Math.Max(1, guest.Nanoseconds(rules.Most)));
        exitNs = guest.Nanoseconds(guest.Platform.Cpu.Trap(guest.Host.Model.Cpu));
    }

    private PerCpuScheduler Host => (PerCpuScheduler)threads[0].Scheduler;

    /// <summary>Exits because of pause loops.</summary>
    public long Exits { get; private set; }

    /// <summary>How often a turn was given to another virtual CPU.</summary>
    public long Yields { get; private set; }

    public long WindowNs(int cpu)
    {
        if (windows[cpu] == 0 || turns[cpu] != threads[cpu].TimeSlices)
            (windows[cpu], turns[cpu]) = (firstNs, threads[cpu].TimeSlices);
        return windows[cpu];
    }

    public void Spun(int cpu)
    {
        Exits++;
        var mine = guest.Cpu(cpu);
        mine.OtherExits++;
        if (mine.Curr is { } spinner)
            spinner.OverheadLeft += exitNs;
        windows[cpu] = (long)Math.Min(mostNs, windows[cpu] * rules.Grow);
        if (rules.Yields)
            Yield(cpu);
    }

    public void Kicked(int from, int cpu)
    {
        if (rules.BoostsKicked)
            Host.YieldTo(threads[from], threads[cpu]);
    }

    private void Yield(int me)
    {
        var tries = rules.Tries;
        for (var i = 1; i <= threads.Length; i++)
        {
            var cpu = (lastBoosted + i) % threads.Length;
            if (cpu == me || !IsCandidate(cpu))
                continue;
            var result = Host.YieldTo(threads[me], threads[cpu]);
            if (result == YieldResult.Given)
            {
                lastBoosted = cpu;
                (spun[me], isEligible[me]) = (threads[me].TimeSlices, false);
                Yields++;
                return;
            }

            if (result == YieldResult.InVain && --tries == 0)
                return;
        }
    }

    // It is in kvm_vcpu_on_spin until it has the CPU again.
    private bool IsInSpinLoop(int cpu) => spun[cpu] > 0 && spun[cpu] == threads[cpu].TimeSlices;

    private bool IsCandidate(int cpu)
    {
        var thread = threads[cpu];
        if (thread.Status != TaskState.Runnable)
            return false;
        var other = guest.Cpu(cpu);
        if (!thread.WasPreempted)
            return rules.BoostsWoken; // it was woken and has not run since
        if (rules.KernelModeOnly && !(rules.BoostsPending && other.HasPending)
            && other.Curr is not ({ PreemptCount: > 0 } or { InKernel: true }))
            return false;
        // Who gave its own turn away because it span is helped every other time only: it may wait for us
        // (kvm_vcpu_eligible_for_directed_yield).
        if (!IsInSpinLoop(cpu))
            return true;
        isEligible[cpu] = !isEligible[cpu];
        return !isEligible[cpu];
    }
}
