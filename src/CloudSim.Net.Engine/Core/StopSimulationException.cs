namespace CloudSim.Net.Engine;

/// <summary>
/// Ends a run when thrown from a callback. The engine itself stops by a flag and never throws it; it is here for models that do.
/// </summary>
public class StopSimulationException : Exception
{
    /// <summary>Ends the run.</summary>
    /// <param name="value">What <see cref="Simulation.Run(Event)"/> returns.</param>
    public StopSimulationException(object value) => Value = value;

    /// <summary>What <see cref="Simulation.Run(Event)"/> returns.</summary>
    public object Value { get; private set; }
}
