using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// A sandbox that can be moved while it runs. A move first takes what it will hold on the target, then switches it over while it stands
/// still, then gives back what it held on the source.
/// </summary>
public interface IMovableSandbox : ISandbox, IMovable
{
    /// <summary>Takes what it will hold on another node, beside what it holds where it is.</summary>
    /// <returns>Why it cannot be moved there, with nothing held; null if it is held.</returns>
    Refusal? Prepare(Node target);

    /// <summary>It stands still, and lives on the prepared node from now on.</summary>
    void SwitchOver();

    /// <summary>The move is over: gives back what it still holds where it does not live, or was not moved to.</summary>
    void EndMove();

    /// <summary>Its own virtual CPUs have so much to do beside its tasks.</summary>
    void Charge(Cycles work);
}
