#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>
/// The random streams of one replication, by name, and the scopes for what has streams of its own (see <see cref="StreamScope"/>).
/// </summary>
public sealed class RandomStreams : StreamScope
{
    /// <summary>The streams of this seed and replication.</summary>
    /// <param name="seed">Of the experiment.</param>
    /// <param name="replication">Which of the experiment's independent repetitions.</param>
    public RandomStreams(long seed, int replication = 0)
        : base(seed, replication)
    {
        Seed = seed;
        Replication = replication;
    }

    /// <summary>The seed of the experiment.</summary>
    public long Seed { get; }

    /// <summary>Which of the experiment's independent repetitions.</summary>
    public int Replication { get; }
}
