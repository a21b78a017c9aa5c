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
            return kernel.Go(Timed());

            IEnumerable<Event> Timed()
            {
                var begin = kernel.Simulation.Now;
                foreach (var wait in step.Run(Context(kernel, task, container.Streams["start"])))
                    yield return wait;
                container.Note(step.Component, step.Title, kernel.Simulation.Now - begin);
            }
        }

        /// <summary>Does a step as a thread, with these random numbers.</summary>
        public Process Do(CpuTask task, Step step, RandomStream random) => kernel.Go(step.Run(Context(kernel, task, random)));

        /// <summary>Runs something of the machine's as a process, which goes no further once the machine is halted.</summary>
        public Process Go(IEnumerable<Event> steps)
        {
            return kernel.Simulation.Process(While());

            IEnumerable<Event> While()
            {
                if (kernel.IsHalted)
                    yield break;
                foreach (var wait in steps)
                {
                    yield return wait;
                    if (!kernel.IsHalted)
                        continue;
                    kernel.Simulation.ActiveProcess.HandleFault();
                    yield break;
                }
            }
        }

        /// <summary>CPU time here of work that takes this long at the clock of the measured machine, in nanoseconds.</summary>
        public long Nanoseconds(TimeSpan measured) => kernel.Nanoseconds(Cycles.Of(measured, kernel.Steps.Clock));

        /// <summary>The kernel's part of a container's start and end.</summary>
        public KernelSteps Steps => kernel.Part(k => KernelSteps.Of(k.Parameters));
    }

    private static StepContext Context(MachineKernel kernel, CpuTask task, RandomStream random) => new()
    {
        Kernel = kernel, Random = random, Thread = cycles => task.Execute(Math.Max(1, cycles.NanosecondsAt(kernel.Machine.Cpu.Clock))),
    };
}
