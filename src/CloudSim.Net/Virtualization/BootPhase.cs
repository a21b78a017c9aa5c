using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Steps;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>One phase of a start: a name and a process that uses the host until the phase is over.</summary>
/// <param name="Name">What happens, for instance <c>guest kernel</c>.</param>
/// <param name="Run">The process; see <see cref="Phases"/> for the common ones.</param>
public sealed record BootPhase(string Name, Func<IBootContext, IEnumerable<Event>> Run)
{
    /// <summary>Whether it takes no time and only notes that a point of the start is passed.</summary>
    public bool IsMark { get; init; }

    /// <summary>A step of the host's kernel as a phase of a start.</summary>
    public static BootPhase Of(KernelStep step) => new(step.Name, context => step.Run(new StepContext(context)));

    private sealed class StepContext(IBootContext context) : IKernelContext
    {
        public RandomStream Random => context.Random;

        public KernelState Kernel => context.Kernel;

        public long Count(string limit) => context.Kernel.Count(limit) + context.Taken(limit);

        public Event HostWork(Cycles cycles) => context.HostWork(cycles);
    }
}
