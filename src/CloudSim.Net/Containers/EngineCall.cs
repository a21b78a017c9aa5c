namespace CloudSim.Net.Containers;

/// <summary>One call on its way through the parts of an engine: whichever part fails says so here, and the call ends.</summary>
internal sealed class EngineCall
{
    public EngineFailure? Failure { get; private set; }

    public bool HasFailed => Failure is not null;

    public void Fail(EngineError error, string message) => Failure ??= new(error, message);

    /// <summary>Runs a call as a process, which ends with the result or as failed with an <see cref="EngineFailure"/>.</summary>
    public static Process Run(Simulation simulation, Func<EngineCall, IEnumerable<Event>> steps, Func<object?>? result = null)
    {
        return simulation.Process(Whole());

        IEnumerable<Event> Whole()
        {
            var call = new EngineCall();
            foreach (var step in steps(call))
                yield return step;
            if (call.Failure is { } failure)
                simulation.ActiveProcess.Fail(failure);
            else
                simulation.ActiveProcess.Succeed(result?.Invoke());
        }
    }
}
