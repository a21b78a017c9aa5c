namespace CloudSim.Net.Engine;

/// <summary>A base for model objects that own processes: it holds their simulation.</summary>
/// <typeparam name="T">The kind of simulation.</typeparam>
public abstract class ActiveObject<T>
    where T : Simulation
{
    /// <summary>An object of this simulation.</summary>
    /// <param name="environment">The simulation.</param>
    protected ActiveObject(T environment) => Environment = environment;

    /// <summary>The simulation.</summary>
    protected T Environment { get; private set; }
}
