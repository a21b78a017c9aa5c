namespace CloudSim.Net.Capacity;

/// <summary>What a fleet of so many hosts gives for all goals.</summary>
/// <param name="Hosts">How many hosts.</param>
/// <param name="Goals">Goal by goal.</param>
public sealed record FleetResult(int Hosts, IReadOnlyList<GoalResult> Goals)
{
    /// <summary>Whether all goals are met.</summary>
    public bool Met => Goals.All(goal => goal.Met);

    /// <summary>
    /// How sure that is, 0 to 1. All are met: the chances that one is not add up at the most. One is missed: the surest one says it.
    /// </summary>
    public double Confidence => Met ? Math.Max(0, 1 - Goals.Sum(goal => 1 - goal.Confidence))
        : Goals.Where(goal => !goal.Met).Max(goal => goal.Confidence);
}
