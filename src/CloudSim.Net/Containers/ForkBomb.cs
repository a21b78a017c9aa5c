using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>
/// A program that does nothing but fork. Each of its processes forks again and again; when a fork fails, as at <c>pids.max</c>, one in C
/// tries again at once, while a shell waits 1, 2, 4 and 8 s and gives up (bash: make_child). The kernel's work for a fork, also one that
/// fails late, is done by who forks, in its cgroup; what a child has of its own is on its cgroup's account.
/// </summary>
public static class ForkBomb
{
    /// <summary>Starts one.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="process">Its first process; its cgroup has what follows.</param>
    /// <param name="shell">Whether a shell forks.</param>
    public static void Start(MachineKernel kernel, KernelProcess process, bool shell)
    {
        var (simulation, sheet) = (kernel.Simulation, kernel.Parameters[nameof(ForkBomb)]);
        var work = kernel.Nanoseconds(Cycles.Of(sheet.Duration("fork"), kernel.Steps.Clock), WorkKind.Processes);
        var own = sheet.Bytes("own_memory");
        var (shortest, longest) = (sheet.Duration("shell_wait").Value, sheet.Duration("shell_longest_wait").Value);
        kernel.Go(Forking(process));

        IEnumerable<Event> Forking(KernelProcess self)
        {
            if (!self.IsAlive)
                yield break; // ended before its first instruction
            var task = kernel.CreateTask("bomb", self.Cgroup);
            self.Exited += _ => task.Exit();
            var wait = shortest;
            while (true)
            {
                yield return task.Execute(work);
                if (!self.IsAlive)
                    yield break; // ended at the instant at which its work was done
                if (kernel.Processes.Fork(self, "bomb", NamespaceKinds.None, out var child) == KernelError.None)
                {
                    // For what it touches the OOM killer may end it, or who forked it, or another.
                    if (!child!.Cgroup!.Memory.Touch(child, own).Charged)
                        kernel.Processes.End(child, 128 + (int)Signal.Kill);
                    else
                        kernel.Go(Forking(child));
                    if (!self.IsAlive)
                        yield break;
                    wait = shortest;
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
