using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>Steps that threads of an engine and a runtime do in their kernel.</summary>
internal static class KernelCalls
{
    extension(MachineKernel kernel)
    {
        /// <summary>Does a step of a container's start as a thread; its duration, waiting included, is noted for the container.</summary>
        public Process Do(CpuTask task, Step step, OciContainer container)
        {
            return kernel.Simulation.Process(Timed());

            IEnumerable<Event> Timed()
            {
                var begin = kernel.Simulation.Now;
                foreach (var wait in step.Run(Context(kernel, task, container.Streams["start"])))
                    yield return wait;
                container.Note(step.Component, step.Title, kernel.Simulation.Now - begin);
            }
        }

        /// <summary>Does a step as a thread, with these random numbers.</summary>
        public Process Do(CpuTask task, Step step, RandomStream random) =>
            kernel.Simulation.Process(step.Run(Context(kernel, task, random)));

        /// <summary>CPU time here of work that takes this long at the clock of the measured machine, in nanoseconds.</summary>
        public long Nanoseconds(TimeSpan measured) => kernel.Nanoseconds(Cycles.Of(measured, KernelSteps.Clock));
    }

    private static StepContext Context(MachineKernel kernel, CpuTask task, RandomStream random) => new()
    {
        Kernel = kernel, Random = random, Thread = cycles => task.Execute(Math.Max(1, kernel.Nanoseconds(cycles))),
    };
}
