using CloudSim.Net.Kernel.Steps;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// One phase of a start: a process that uses the host until the phase is over. What it needs to know of the guest (its kernel, its memory)
/// it reads from its context, so that a platform made with <c>with</c> starts as what it now is.
/// </summary>
/// <param name="Kind">What it does, for code that looks for it.</param>
/// <param name="Title">What happens, for people; for instance <c>guest kernel</c>.</param>
/// <param name="Run">The process; see <see cref="Phases"/> for the common ones.</param>
public sealed record BootPhase(StepKind Kind, string Title, Func<IBootContext, IEnumerable<Event>> Run)
{
    /// <summary>The point of the start that it only notes, without taking time; null for every other phase.</summary>
    public BootMark? Mark { get; init; }

    /// <summary>A step of the host's kernel as a phase of a start.</summary>
    public static implicit operator BootPhase(KernelStep step) => new(step.Kind, step.Title, step.Run);
}
