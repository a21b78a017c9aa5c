#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>
/// The random streams of one replication, by name. Seed, replication and name alone decide a stream's draws: adding another source of
/// randomness, or drawing more from one, shifts nothing elsewhere.
/// </summary>
public sealed class RandomStreams
{
    private readonly Dictionary<string, RandomStream> streams = [];

    /// <summary>The streams of this seed and replication.</summary>
    /// <param name="seed">Of the experiment.</param>
    /// <param name="replication">Which of the experiment's independent repetitions.</param>
    public RandomStreams(long seed, int replication = 0)
    {
        Seed = seed;
        Replication = replication;
    }

    /// <summary>The seed of the experiment.</summary>
    public long Seed { get; }

    /// <summary>Which of the experiment's independent repetitions.</summary>
    public int Replication { get; }

    /// <summary>The stream of this name: the same instance each time.</summary>
    public RandomStream this[string name]
    {
        get
        {
            if (!streams.TryGetValue(name, out var stream))
                streams.Add(name, stream = new RandomStream(StreamHash.Of(Seed, Replication, name)));
            return stream;
        }
    }
}
