using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>One step of a container's start or end; see <see cref="KernelSteps"/>.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Run">The process.</param>
public sealed record KernelStep(string Name, Func<IKernelSite, IEnumerable<Event>> Run)
{
    /// <summary>Who does it: docker, dockerd, containerd, shim, runtime; the kernel if nothing else is said.</summary>
    public string Component { get; init; } = "kernel";

    /// <summary>The same step as a phase of a platform's boot.</summary>
    public BootPhase AsBootPhase() => new(Name, site => Run(new OfBoot(site)));

    private sealed class OfBoot(IBootSite site) : IKernelSite
    {
        public RandomStream Random => site.Random;

        public KernelState Kernel => site.Kernel;

        public long Count(string limit) => site.Kernel.Count(limit) + site.Taken(limit);

        public Event HostWork(Cycles cycles) => site.HostWork(cycles);
    }
}
