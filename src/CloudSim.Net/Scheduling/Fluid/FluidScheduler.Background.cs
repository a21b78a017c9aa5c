using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Fluid;

/// <content>Short wake-ups beside the tasks: they go first, up to a part of the CPUs, and what is left is shared.</content>
public sealed partial class FluidScheduler
{
    private long background, backgroundSince;
    private double backgroundNs, backgroundClock;

    /// <inheritdoc/>
    public override double BusyCpus => tree.Rate + BackgroundCpus;

    internal override double BackgroundClock => background == 0 ? backgroundClock : backgroundClock + (InBackground / background);

    private double BackgroundCpus => Math.Min(background / 1e9, BackgroundLoad.Most * Cpus);

    private double InBackground => BackgroundCpus * (NowNs - backgroundSince);

    internal override void ChangeBackground(long more)
    {
        BusyChanges?.Invoke(NowNs);
        backgroundClock = BackgroundClock;
        backgroundNs += InBackground;
        (backgroundSince, background) = (NowNs, background + more);
        Sync(root);
        root.Limit = Cpus - BackgroundCpus;
        Changed(root);
    }

    // What tasks with work have consumed since they were last accounted.
    private long InFlight(FluidGroup group)
    {
        long sum = 0;
        for (var c = group.Classes; c != null; c = c.Next)
            for (var i = 0; i < c.Count; i++)
                sum += c[i] is FluidTask task ? task.Progress(tree.ClockOf(task, NowNs)) : InFlight((FluidGroup)c[i]);
        return sum;
    }
}
