using System.Runtime.CompilerServices;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// What of an instant of a simulation has passed. At one instant ends of work come first, then timers and whatever else the simulation's
/// users do, then the ticks of CFS and EEVDF, scheduler by scheduler in the order in which they were made, then switches. A scheduler that
/// passes rounds at once has no tick in the event queue to tell it whether the one of this instant would be over; this does.
/// </summary>
/// <remarks>
/// Linux runs what expires at one instant in the order of hard expiry times. The timer of a quota's period has no slack and was armed
/// before the tick: it comes first there too. A sleeping task's timer has 50 us of slack (<c>timer_slack_ns</c>), so that the tick comes
/// first there: here the sleeper does. The ticks of credit keep the order in which they were set.
/// </remarks>
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
