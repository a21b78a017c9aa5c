namespace CloudSim.Net.Engine;

/// <summary>The constructors.</summary>
public partial class ThreadSafeSimulation
{
    /// <summary>A simulation that starts at 1970-01-01 with random seed 0.</summary>
    public ThreadSafeSimulation()
    {
    }

    /// <summary>A simulation that starts at 1970-01-01 with random seed 0.</summary>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public ThreadSafeSimulation(TimeSpan? defaultStep)
        : base(defaultStep)
    {
    }

    /// <summary>A simulation with random seed 0.</summary>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public ThreadSafeSimulation(DateTime initialDateTime, TimeSpan? defaultStep = null)
        : base(initialDateTime, defaultStep)
    {
    }

    /// <summary>A simulation that starts at 1970-01-01.</summary>
    /// <param name="randomSeed">Seed of the simulation's own random numbers.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public ThreadSafeSimulation(int randomSeed, TimeSpan? defaultStep = null)
        : base(randomSeed, defaultStep)
    {
    }

    /// <summary>A simulation.</summary>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="randomSeed">Seed of the simulation's own random numbers.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public ThreadSafeSimulation(DateTime initialDateTime, int randomSeed, TimeSpan? defaultStep = null)
        : base(initialDateTime, randomSeed, defaultStep)
    {
    }

    /// <summary>A simulation.</summary>
    /// <param name="random">The simulation's own random numbers.</param>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public ThreadSafeSimulation(IRandom random, DateTime initialDateTime, TimeSpan? defaultStep = null)
        : base(random, initialDateTime, defaultStep)
    {
    }
}
