using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>Steps of the kernel done by one thread.</summary>
/// <param name="task">The thread.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="clock">Clock of the CPUs.</param>
/// <param name="random">Randomness of the steps.</param>
/// <param name="taken">Kernel objects beside those that the kernel counts itself.</param>
public sealed class TaskContext(CpuTask task, KernelState kernel, Frequency clock, RandomStream random, Func<string, long>? taken = null)
    : IKernelContext
{
    /// <inheritdoc/>
    public RandomStream Random => random;

    /// <inheritdoc/>
    public KernelState Kernel => kernel;

    /// <inheritdoc/>
    public long Count(string limit) => kernel.Count(limit) + (taken?.Invoke(limit) ?? 0);

    /// <inheritdoc/>
    public Event HostWork(Cycles cycles) => task.Execute(Math.Max(1, cycles.NanosecondsAt(clock)));
}
