namespace CloudSim.Net.Engine;

/// <summary>The constructors.</summary>
public partial class PseudoRealtimeSimulation
{
    /// <summary>A simulation in real time that starts at 1970-01-01 with random seed 0.</summary>
    public PseudoRealtimeSimulation()
    {
    }

    /// <summary>A simulation in real time that starts at 1970-01-01 with random seed 0.</summary>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public PseudoRealtimeSimulation(TimeSpan? defaultStep)
        : base(defaultStep)
    {
    }

    /// <summary>A simulation in real time with random seed 0.</summary>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public PseudoRealtimeSimulation(DateTime initialDateTime, TimeSpan? defaultStep = null)
        : base(initialDateTime, defaultStep)
    {
    }

    /// <summary>A simulation in real time that starts at 1970-01-01.</summary>
    /// <param name="randomSeed">Seed of the simulation's own random numbers.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public PseudoRealtimeSimulation(int randomSeed, TimeSpan? defaultStep = null)
        : base(randomSeed, defaultStep)
    {
    }

    /// <summary>A simulation in real time.</summary>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="randomSeed">Seed of the simulation's own random numbers.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public PseudoRealtimeSimulation(DateTime initialDateTime, int randomSeed, TimeSpan? defaultStep = null)
        : base(initialDateTime, randomSeed, defaultStep)
    {
    }

    /// <summary>A simulation in real time.</summary>
    /// <param name="random">The simulation's own random numbers.</param>
    /// <param name="initialDateTime">The start of the clock.</param>
    /// <param name="defaultStep">The unit of the D methods; one second if null.</param>
    public PseudoRealtimeSimulation(IRandom random, DateTime initialDateTime, TimeSpan? defaultStep = null)
        : base(random, initialDateTime, defaultStep)
    {
    }
}
