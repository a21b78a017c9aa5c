using CloudSim.Net.Tests.Architecture;
using CsCheck;

namespace CloudSim.Net.Tests.Engine;

public class StreamScopeTests
{
    private static readonly string[] Names = ["host 0", "host 1", "guest 0", "guest 1", "a", "b", "a/b", "boot", ""];

    private static readonly Gen<string> Name = Gen.Int[0, 8].Select(i => Names[i]);

    // Whatever is made, and in whatever order, a path's draws are those of a root where nothing else is.
    [Fact]
    public void Seed_replication_and_path_alone_decide_the_draws()
    {
        Gen.Select(Name.Array[0, 3], Name).Array[1, 20].Sample(paths =>
        {
            var root = new RandomStreams(5, 2);
            foreach (var (scopes, purpose) in paths)
                At(root, scopes)[purpose].NextInt64();
            foreach (var (scopes, purpose) in paths)
            {
                var alone = At(new RandomStreams(5, 2), scopes)[purpose];
                Assert.Equal(alone.Seed, At(root, scopes)[purpose].Seed);
                if (scopes.Length > 0)
                    Assert.Equal(alone.NextInt64(), At(root, scopes[..^1]).Fresh(scopes[^1])[purpose].NextInt64());
            }
        }, iter: 200);
    }

    [Fact]
    public void A_path_is_a_list_of_names()
    {
        var root = new RandomStreams(1);
        long[] seeds =
        [
            root["a/b"].Seed, root.Scope("a")["b"].Seed, root.Scope("a/b")[""].Seed, root.Scope("a").Scope("b")[""].Seed, root["a"].Seed,
            root.Scope("")["a/b"].Seed, root.Scope("a/")["b"].Seed, root.Scope("b")["a"].Seed, root.Scope("a")["a"].Seed,
            (long)root.Scope("a").Key, (long)root.Key, new RandomStreams(2)["a/b"].Seed, new RandomStreams(1, 1)["a/b"].Seed,
        ];
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }

    [Fact]
    public void Scopes_and_streams_are_kept_and_fresh_ones_are_not()
    {
        var root = new RandomStreams(1);
        Assert.Same(root.Scope("host 3"), root.Scope("host 3"));
        Assert.Same(root.Scope("host 3")["boot"], root.Scope("host 3")["boot"]);
        Assert.Equal("seed 1, run 0/host 3/guest 17", root.Scope("host 3").Scope("guest 17").ToString());
        var fresh = root.Fresh("host 3");
        Assert.Equal(root.Scope("host 3").Key, fresh.Key);
        Assert.NotSame(root.Scope("host 3")["boot"], fresh["boot"]);
        Assert.Same(fresh["boot"], fresh["boot"]);
        Assert.Equal((1, 1), (root.Kept, fresh.Kept));
    }

    [Fact]
    public void A_million_paths_have_a_million_seeds()
    {
        var root = new RandomStreams(0);
        var seeds = new HashSet<long>(1_000_000);
        for (var host = 0; host < 100; host++)
            for (var guest = 0; guest < 2_000; guest++)
            {
                var scope = root.Fresh($"host {host}").Fresh($"guest {guest}");
                foreach (var purpose in (string[])["boot", "exit", "arrivals", "service", "job"])
                    seeds.Add(scope[purpose].Seed);
            }
        Assert.Equal(1_000_000, seeds.Count);
    }

    // The standard error of a correlation of 20,000 independent pairs is 0.0071: the bound is 2.8 of them, for seeds that never change.
    [Fact]
    public void First_draws_of_neighbours_are_uncorrelated()
    {
        Assert.InRange(Correlation(i => new RandomStreams(i)["x"].NextDouble()), -0.02, 0.02);
        Assert.InRange(Correlation(i => new RandomStreams(1, i)["x"].NextDouble()), -0.02, 0.02);
        Assert.InRange(Correlation(i => new RandomStreams(1)[$"x {i}"].NextDouble()), -0.02, 0.02);
        Assert.InRange(Correlation(i => new RandomStreams(1).Scope($"guest {i}")["boot"].NextDouble()), -0.02, 0.02);
        Assert.InRange(Correlation(i => new RandomStreams(1).Scope($"host {i}").Scope("guest 0")["boot"].NextDouble()), -0.02, 0.02);
        Assert.InRange(Correlation(i => new RandomStream(i).NextDouble()), -0.02, 0.02);
        Assert.InRange(Correlation(i => new PcgRandom(i).NextDouble()), -0.02, 0.02);
        Assert.True(Correlation(i => new SystemRandom(i).NextDouble()) is < -0.1 or > 0.1, "the warning of SystemRandom is out of date");

        static double Correlation(Func<int, double> first)
        {
            var x = Enumerable.Range(0, 20_000).Select(first).ToList();
            var mean = x.Average();
            return x.Zip(x.Skip(1), (a, b) => (a - mean) * (b - mean)).Sum() / x.Sum(a => (a - mean) * (a - mean));
        }
    }

    [Fact]
    public void Nothing_of_ours_draws_from_the_base_librarys_generator()
    {
        var own = Path.Combine("Random", "SystemRandom.cs");
        Assert.DoesNotContain(WorkingCopy.Sources("src").Concat(WorkingCopy.Sources("experiments")).Select(p => WorkingCopy.At(p)), file =>
            !file.EndsWith(own, StringComparison.Ordinal) && File.ReadAllText(file).Contains("SystemRandom", StringComparison.Ordinal));
    }

    private static StreamScope At(StreamScope root, string[] scopes) => scopes.Aggregate(root, (scope, name) => scope.Scope(name));
}
