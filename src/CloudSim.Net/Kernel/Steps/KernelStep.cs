namespace CloudSim.Net.Kernel.Steps;

/// <summary>One step of a container's start or end; see <see cref="KernelSteps"/>.</summary>
/// <param name="Kind">What it does, for code that looks for it.</param>
/// <param name="Title">What happens, for people.</param>
/// <param name="Run">The process.</param>
public sealed record KernelStep(StepKind Kind, string Title, Func<IKernelContext, IEnumerable<Event>> Run)
{
    /// <summary>Who does it: docker, dockerd, containerd, shim, runtime; the kernel if nothing else is said.</summary>
    public string Component { get; init; } = "kernel";
}
