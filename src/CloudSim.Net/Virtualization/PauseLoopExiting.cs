using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A CPU that leaves guest mode when a guest spins (pause-loop exiting), and what the hypervisor does then: it gives the turn to another
/// virtual CPU of the guest that waits, as that one may hold the lock (directed yield; kvm_vcpu_on_spin in virt/kvm/kvm_main.c).
/// </summary>
public sealed record PauseLoopExiting : IParameterized
{
    /// <summary>Spinning of so many cycles makes the CPU exit.</summary>
    public required Cycles Window { get; init => field = Check.Amount(value); }

    /// <summary>By how much each exit multiplies the window, until the virtual CPU loses its CPU and has another turn; 1 or more.</summary>
    public required double Grow { get; init => field = Check.Between(value, 1, 1e6); }

    /// <summary>The window's upper bound.</summary>
    public required Cycles Most { get; init => field = Check.Amount(value); }

    /// <summary>Attempts to yield that may be in vain before it gives up.</summary>
    public required int Tries { get; init => field = Check.Between(value, 1, 1_000); }

    /// <summary>Whether the turn is given to others at all; if not, an exit is only that.</summary>
    public bool Yields { get; init; } = true;

    /// <summary>Whether it passes over virtual CPUs that were preempted in user mode: they hold no lock of the kernel (Linux
    /// 4.14).</summary>
    public bool KernelModeOnly { get; init; } = true;

    /// <summary>
    /// Whether virtual CPUs that were woken and have not run since count as candidates, as those do that lost their CPU (Linux 5.3, commit
    /// d73eb57b80b9): an interrupt woke them, and its sender may wait.
    /// </summary>
    public bool BoostsWoken { get; init; } = true;

    /// <summary>
    /// Whether a virtual CPU that was preempted in user mode is not passed over if it has an interrupt to take (Linux 5.13, commit
    /// 52acd22faa1a).
    /// </summary>
    public bool BoostsPending { get; init; } = true;

    /// <summary>Whether a virtual CPU that is kicked because it is next to get a lock has its kicker's turn (Linux 5.4, commit
    /// 266e85a5ec91).</summary>
    public bool BoostsKicked { get; init; } = true;

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>As KVM has it since Linux 5.13.</summary>
    public static PauseLoopExiting Of(Parameters parameters) => parameters.Make(nameof(PauseLoopExiting), p =>
    {
        var s = p.Beside<PauseLoopExiting>();
        return new PauseLoopExiting
        {
            Window = s.Cycles("window"), Grow = s.Count("grow"), Most = s.Cycles("most"), Tries = s.Whole("tries"), Uses = p.Uses,
        };
    });
}
