using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>What a day under a policy came to.</summary>
/// <param name="Energy">Of all hosts.</param>
/// <param name="Migrations">Moves begun.</param>
/// <param name="LostToMoves">Of what guests wanted, the part that they did not get while they moved (PDM).</param>
/// <param name="ShortTime">Of the time in which hosts had guests, the part in which guests wanted more than they got (SLATAH).</param>
/// <param name="Shutdowns">How often a host's last guest left, and hosts without guests at the first reading.</param>
/// <param name="Unplaced">Guests that got no place.</param>
/// <param name="Active">Hosts with guests, at each reading.</param>
public sealed record ConsolidationResult(
    Joules Energy, int Migrations, double LostToMoves, double ShortTime, int Shutdowns, int Unplaced, IReadOnlyList<int> Active)
{
    /// <summary>The product of the two: violations of service level agreements (SLAV).</summary>
    public double Violations => LostToMoves * ShortTime;
}
