using CloudSim.Net.Kernel;

namespace CloudSim.Net.Containers;

/// <summary>One call on its way through the parts of an engine: whichever part fails says so here, and the call ends.</summary>
internal sealed class EngineCall
{
    public EngineFailure? Failure { get; private set; }

    public bool HasFailed => Failure is not null;

    public void Fail(EngineError error, string message) => Failure ??= new(error, message);

    /// <summary>
    /// Runs a call as a process, which ends with the result or as failed with an <see cref="EngineFailure"/>; as failed too if its machine
    /// is halted meanwhile.
    /// </summary>
    public static Process Run(MachineKernel kernel, Func<EngineCall, IEnumerable<Event>> steps, Func<object?>? result = null)
    {
        var simulation = kernel.Simulation;
        var process = simulation.Process(Whole());
        kernel.Halted += Leave;
        process.AddCallback(_ => kernel.Halted -= Leave);
        return process;

        IEnumerable<Event> Whole()
        {
            var call = new EngineCall();
            if (!kernel.IsHalted)
                foreach (var step in steps(call))
                {
                    yield return step;
                    if (!kernel.IsHalted)
                        continue;
                    simulation.ActiveProcess.HandleFault();
                    break;
                }
            if (kernel.IsHalted)
                call.Fail(EngineError.NoDaemon, $"{kernel.Machine.Name} was halted");
            if (call.Failure is { } failure)
                simulation.ActiveProcess.Fail(failure);
            else
                simulation.ActiveProcess.Succeed(result?.Invoke());
        }

        void Leave()
        {
            if (process.IsAlive && process != simulation.ActiveProcess)
                process.Interrupt();
        }
    }
}
