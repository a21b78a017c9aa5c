using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// A virtual CPU: a thread of the guest's VMM that the host schedules, and a CPU of the guest's own kernel. The thread has work while the
/// guest's scheduler has something to run there, and sleeps while it halts.
/// </summary>
public sealed class VCpu
{
    private readonly Guest guest;

    internal VCpu(Guest guest, int index, CpuTask thread, CpuTask runner) =>
        (this.guest, Index, Thread, Runner) = (guest, index, thread, runner);

    /// <summary>Its number in the guest, from 0.</summary>
    public int Index { get; }

    /// <summary>Its thread, a task of the host; one for all where they share it (<see cref="Platform.VCpusShareThread"/>).</summary>
    public CpuTask Thread { get; }

    /// <summary>What the guest's CPU advances with: the thread, or its turns on a shared one.</summary>
    internal CpuTask Runner { get; }

    /// <summary>
    /// Time in which it had something to run and another had the host's CPU, or its cgroup was throttled, in nanoseconds: what the guest is
    /// told as steal time (<c>run_delay</c> of the thread; record_steal_time in arch/x86/kvm/x86.c). On a shared thread, time in which it
    /// waited for its turn.
    /// </summary>
    public long StealNs => Runner.RunDelay;

    /// <summary>
    /// How often it has left to its hypervisor for what the guest's scheduler did: halts, interrupts between virtual CPUs, ticks. Exits of
    /// the programs' own work are in <see cref="Guest.Exits"/>.
    /// </summary>
    public double Exits => guest.OwnScheduler?.ExitsOf(Index) ?? 0;

    /// <summary>How often it went idle (HLT) and was woken.</summary>
    public long Halts => Cpu?.Halts ?? 0;

    /// <summary>Interrupts that it sent to other virtual CPUs, to have them look at their run queues.</summary>
    public long IpisSent => Cpu?.IpisSent ?? 0;

    /// <summary>Ticks of the guest's kernel on it: none while it idles or has one task only.</summary>
    public long Ticks => Cpu?.Ticks ?? 0;

    /// <summary>The guest and the number.</summary>
    public override string ToString() => $"guest {guest.Number} vCPU {Index}";

    private Processor? Cpu => guest.OwnScheduler?.Cpu(Index);
}
