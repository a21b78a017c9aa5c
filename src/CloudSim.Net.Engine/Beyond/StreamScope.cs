#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>
/// A place in a simulation that draws random numbers: a stream for each of its purposes (<c>guest["boot"]</c>), and scopes within it
/// (<c>host.Scope("guest 17")</c>). The root is <see cref="RandomStreams"/>. Seed, replication and the path of names from the root alone
/// decide a stream's draws: one more host, guest or purpose, in whatever order they are made or end, shifts nothing elsewhere.
/// </summary>
/// <remarks>
/// A path is a list of names, not a text: a scope named <c>a/b</c> is not scope <c>b</c> in scope <c>a</c>, and a stream is no scope of
/// its name. What has a number for its name (the hosts of a simulation, the guests of a host) draws by that number: one that is left out
/// moves those made after it; hosts can be given names instead. Names are hashed to 64 bits: of a million paths, two share a seed with a
/// probability of 3 in 10^8.
/// </remarks>
public class StreamScope
{
    private readonly StreamScope? parent;
    private readonly string name;
    private readonly ulong key;
    private Dictionary<string, RandomStream>? streams;
    private Dictionary<string, StreamScope>? scopes;

    private protected StreamScope(long seed, int replication)
    {
        name = $"seed {seed}, run {replication}";
        key = StreamHash.Root(seed, replication);
    }

    private StreamScope(StreamScope parent, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (this.parent, this.name) = (parent, name);
        key = StreamHash.Scope(parent.key, name);
    }

    /// <summary>What seed, replication and path come to, in 64 bits: two scopes of equal keys draw the same numbers.</summary>
    public ulong Key => key;

    /// <summary>For reading, for instance <c>seed 1, run 0/host 0/guest 17</c>.</summary>
    public string Path => parent is null ? name : $"{parent.Path}/{name}";

    /// <summary>The stream of this purpose: the same instance each time.</summary>
    public RandomStream this[string purpose]
    {
        get
        {
            streams ??= [];
            if (!streams.TryGetValue(purpose, out var stream))
                streams.Add(purpose, stream = new RandomStream(StreamHash.Stream(key, purpose)));
            return stream;
        }
    }

    /// <summary>The scope of this name within this one: the same instance each time, kept as long as this one.</summary>
    public StreamScope Scope(string name)
    {
        scopes ??= [];
        if (!scopes.TryGetValue(name, out var scope))
            scopes.Add(name, scope = new StreamScope(this, name));
        return scope;
    }

    /// <summary>
    /// A new scope of this name within this one, which nobody keeps but the caller, and whose streams are at their beginning: for what
    /// comes and goes, such as guests. Two of one name draw the same numbers, so each thing keeps its own and has a name of its own.
    /// </summary>
    public StreamScope Fresh(string name) => new(this, name);

    /// <summary>How many streams it keeps, with those of the scopes that it keeps.</summary>
    public int Kept => (streams?.Count ?? 0) + (scopes?.Values.Sum(scope => scope.Kept) ?? 0);

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
