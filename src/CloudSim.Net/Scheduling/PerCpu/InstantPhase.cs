using System.Runtime.CompilerServices;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// What of an instant of a simulation has passed. At one instant ends of work come first, then timers and whatever else the simulation's
/// users do, then the ticks of CFS, scheduler by scheduler in the order in which they were made, then switches. A scheduler that passes
/// rounds at once has no tick in the event queue to tell it whether the one of this instant would be over; this does.
/// </summary>
internal sealed class InstantPhase
{
    // Attached to its simulation: nothing is shared between two.
    private static readonly ConditionalWeakTable<Simulation, InstantPhase> Phases = [];

    private long instant = -1;
    private int reached, schedulers;

    public static InstantPhase Of(Simulation simulation) => Phases.GetValue(simulation, _ => new());

    /// <summary>The priority of the ticks of the next scheduler that is made.</summary>
    public int NextTickPriority() => (int.MaxValue / 2) + schedulers++;

    // An event of this priority happens: all before it have happened.
    public void Enter(long now, int priority)
    {
        reached = now == instant ? Math.Max(reached, priority) : priority;
        instant = now;
    }

    public bool HasPassed(long now, int priority) => now == instant && reached > priority;
}
