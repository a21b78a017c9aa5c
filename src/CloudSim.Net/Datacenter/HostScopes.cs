using System.Runtime.CompilerServices;

namespace CloudSim.Net.Datacenter;

/// <summary>Which scopes of random numbers the hosts of one simulation have, so that no two draw the same numbers.</summary>
internal sealed class HostScopes
{
    // Belongs to the simulation and goes with it; Sim#'s has no place for it.
    private static readonly ConditionalWeakTable<Simulation, HostScopes> All = [];

    private readonly HashSet<ulong> taken = [];
    private readonly Dictionary<ulong, int> firstToTry = [];

    /// <summary>Those of a simulation.</summary>
    public static HostScopes Of(Simulation simulation) => All.GetValue(simulation, _ => new HostScopes());

    /// <summary>
    /// The scope of this name for a host, or without one the next of "host 0", "host 1", ... in order of creation within
    /// <paramref name="random"/>. It is not taken yet.
    /// </summary>
    /// <exception cref="ArgumentException">A host of this simulation has it.</exception>
    public StreamScope Next(StreamScope random, string? name)
    {
        if (name is null)
            return NextNumbered(random);
        var scope = random.Fresh(name);
        return !taken.Contains(scope.Key) ? scope : throw new ArgumentException(
            $"a host of this simulation draws from '{scope.Path}' already: each needs a name of its own", nameof(name));
    }

    /// <summary>A host has it from now on.</summary>
    public void Take(StreamScope scope) => taken.Add(scope.Key);

    private StreamScope NextNumbered(StreamScope random)
    {
        for (var number = firstToTry.GetValueOrDefault(random.Key); ; number++)
        {
            var scope = random.Fresh($"host {number}");
            if (taken.Contains(scope.Key))
                continue;
            firstToTry[random.Key] = number;
            return scope;
        }
    }
}
