using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>Who is asked: replicas of a service, of which a request goes to one drawn at random.</summary>
/// <param name="Replicas">The services, at least one; two at least for a hedge.</param>
/// <param name="Hedge">Whether a second replica is asked too; null for never.</param>
public sealed record Backend(IReadOnlyList<Service> Replicas, Hedge? Hedge = null)
{
    /// <summary>The services, at least one.</summary>
    public IReadOnlyList<Service> Replicas { get; init => field = Checked(value); } = Checked(Replicas);

    /// <summary>One service.</summary>
    public static implicit operator Backend(Service service) => new([Check.NotNull(service, nameof(service))]);

    private static IReadOnlyList<Service> Checked(IReadOnlyList<Service> replicas) =>
        Check.NotNull(replicas, nameof(Replicas)).Count > 0 && replicas.All(replica => replica is not null) ? replicas
            : throw new ArgumentException("a backend has at least one service", nameof(Replicas));
}
