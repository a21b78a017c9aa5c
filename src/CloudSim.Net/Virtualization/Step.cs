namespace CloudSim.Net.Virtualization;

/// <summary>
/// One step of a start or an end: a phase of a guest's boot, or what a kernel does for a container. What it needs to know (the kernel, who
/// starts, on which platform) it reads from its context, so that a platform made with <c>with</c> starts as what it now is.
/// </summary>
/// <param name="Kind">What it does, for code that looks for it.</param>
/// <param name="Title">What happens, for people; for instance <c>guest kernel</c>.</param>
/// <param name="Run">The process; see <see cref="Phases"/> and <see cref="KernelSteps"/> for the common ones.</param>
public sealed record Step(StepKind Kind, string Title, Func<StepContext, IEnumerable<Event>> Run)
{
    /// <summary>Who does it: docker, dockerd, containerd, shim, runtime; the kernel if nothing else is said.</summary>
    public string Component { get; init; } = "kernel";

    /// <summary>The point of a guest's start that it only notes, without taking time; null for every other step.</summary>
    public BootMark? Mark { get; init; }
}
