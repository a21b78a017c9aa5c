namespace CloudSim.Net.Capacity;

/// <summary>What a fleet gives for a goal.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Met">Whether it is met.</param>
/// <param name="Confidence">How sure that is, 0 to 1; 1 where all of the trace was counted and nothing drawn.</param>
/// <param name="Value">What was measured, in the goal's unit (<see cref="Goal.Unit"/>).</param>
/// <param name="Low">Lower end of its 95 % interval; the value where nothing was drawn.</param>
/// <param name="High">Upper end of its 95 % interval.</param>
public sealed record GoalResult(Goal Goal, bool Met, double Confidence, double Value, double Low, double High)
{
    /// <summary>A result that is counted, not drawn.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="value">What was counted, in the goal's unit.</param>
    public static GoalResult Exact(Goal goal, double value)
    {
        ArgumentNullException.ThrowIfNull(goal);
        return new(goal, value < goal.BoundInUnit, 1, value, value, value);
    }
}
