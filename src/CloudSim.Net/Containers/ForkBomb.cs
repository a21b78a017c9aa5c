using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel;

namespace CloudSim.Net.Containers;

/// <summary>
/// A program that does nothing but fork. Each of its processes forks again and again; when a fork fails, as at <c>pids.max</c>, one in C
/// tries again at once, while a shell waits 1, 2, 4 and 8 s and gives up (bash: make_child). The kernel's work for a fork, also one that
/// fails late, is done by who forks, in its cgroup.
/// </summary>
public static class ForkBomb
{
    /// <summary>The data file.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Named(nameof(ForkBomb));

    /// <summary>Starts one.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="process">Its first process; its cgroup has what follows.</param>
    /// <param name="shell">Whether a shell forks.</param>
    public static void Start(MachineKernel kernel, KernelProcess process, bool shell)
    {
        var (simulation, work) = (kernel.Simulation, kernel.Nanoseconds(Sheet.Duration("fork")));
        simulation.Process(Forking(process));

        IEnumerable<Event> Forking(KernelProcess self)
        {
            if (!self.IsAlive)
                yield break; // ended before its first instruction
            var task = kernel.CreateTask("bomb", self.Cgroup);
            self.Exited += _ => task.Exit();
            var (wait, longest) = (Sheet.Duration("shell_wait").Value, Sheet.Duration("shell_longest_wait").Value);
            while (true)
            {
                yield return task.Execute(work);
                if (!self.IsAlive)
                    yield break; // ended at the instant at which that was done
                if (kernel.Processes.Fork(self, "bomb", NamespaceKinds.None, out var child) == KernelError.None)
                {
                    simulation.Process(Forking(child!));
                    wait = Sheet.Duration("shell_wait");
                }
                else if (shell && wait > longest)
                {
                    kernel.Processes.End(self, 254);
                    yield break;
                }
                else if (shell)
                {
                    yield return simulation.Timeout(wait);
                    wait *= 2;
                    if (!self.IsAlive)
                        yield break;
                }
            }
        }
    }
}
