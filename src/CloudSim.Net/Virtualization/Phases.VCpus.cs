using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <content>What grows with the virtual CPUs.</content>
public static partial class Phases
{
    /// <summary>CPU work of a VMM that grows with the number of virtual CPUs that it makes for its guest.</summary>
    /// <param name="step">What it does for a guest of one, its spread included.</param>
    /// <param name="each">Work more for each further one.</param>
    public static Step ForVCpus(Step step, Cycles each)
    {
        return step with { Run = Run };
        IEnumerable<Event> Run(StepContext context)
        {
            foreach (var one in step.Run(context))
                yield return one;
            if (context.Platform.VCpus > 1)
                yield return context.HostWork(each * (context.Platform.VCpus - 1));
        }
    }
}
