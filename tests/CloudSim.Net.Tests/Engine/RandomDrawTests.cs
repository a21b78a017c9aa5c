using static CloudSim.Net.Engine.Distributions;

namespace CloudSim.Net.Tests.Engine;

/// <summary>
/// Draws are Sim#'s. Known answers: the outputs that O'Neill publishes for this generator and seed 42 (pcg-c,
/// test-high/expected/check-pcg32s.out),
/// and what a program of its own in another language made of them by the formulas of Sim# 3.4's distributions.
/// </summary>
public class RandomDrawTests
{
    private static readonly uint[] Published = [0xc2f57bd6, 0x6b07c4a9, 0x72b7b29b, 0x44215383, 0xf5af5ead, 0x68beb632];

    [Fact]
    public void The_generator_gives_the_published_numbers()
    {
        var pcg = new PcgRandom(42);
        Assert.All(Published, bits => Assert.Equal(bits / 4294967296.0, pcg.NextDouble()));
        pcg.Reinitialise(42);
        Assert.All(Published, bits => Assert.Equal((int)(bits >> 1), pcg.Next()));
        Assert.Equal(0xd9313036 / 4294967296.0, new PcgRandom(-1).NextDouble()); // the seed is extended by its sign
    }

    [Fact]
    public void Whole_numbers_are_remainders()
    {
        var pcg = new PcgRandom(42);
        Assert.Equal([6, 9, 5, 5, 7, 6, 0, 1, 4, 3], Enumerable.Range(0, 10).Select(_ => pcg.Next(10)));
        pcg.Reinitialise(42);
        Assert.Equal([1, 4, 0, 0, 2, 1, -5, -4, -1, -2], Enumerable.Range(0, 10).Select(_ => pcg.Next(-5, 5)));
        Assert.InRange(pcg.Next(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue - 1);
        Assert.Throws<ArgumentException>(() => pcg.Next(0));
        Assert.Throws<ArgumentException>(() => pcg.Next(3, 3));
    }

    public static TheoryData<string, IDistribution<double>, double[]> Known => new()
    {
        { "uniform", UNIF(2, 5), [4.284674853552133, 3.2542618501465768, 3.344346512341872] },
        { "exponential", EXP(2), [2.867260756094145, 1.0828696278892138, 1.1888330023668368] },
        { "normal, both of a pair", N(10, 2), [12.95966546294567, 9.073115811272746, 9.256833006516741] },
        { "log-normal", LNORM2(2, 0.5), [2.7932346212426866, 1.731045988435919, 1.7706440128849423] },
        { "triangular", TRI(1, 7, 3), [4.607804110950999, 3.2629014999832577, 3.360600612564619] },
        { "symmetric triangular", TRI(1, 7), [4.928297589254865, 3.743277437824957, 3.8400843427706914] },
        { "Cauchy", CAUCHY(1, 0.5), [1.5376968161679212, 0.868414276870302, 0.9177704796395819] },
        { "Weibull, shape then scale", WEI(1.5, 2), [2.5428541957448023, 1.3285995891543945, 1.4139169485475092] },
        { "Erlang", ERL(3, 2), [1.284740846587549, 2.023610133303495, 2.0249589256977063] },
        { "without its lower part", new BoundedContinuous(UNIF(2, 5), lower: 3.3),
            [4.284674853552133, 3.344346512341872, 2 + (3 * (double)0xf5af5ead / 4294967296.0)] },
        { "constant", CONST(7.0), [7, 7, 7] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Distributions_make_the_known_draws(string name, IDistribution<double> distribution, double[] expected)
    {
        var draws = distribution.Sample(new PcgRandom(42), 3).ToArray();
        for (int i = 0; i < 3; i++)
            Assert.True(Math.Abs(draws[i] - expected[i]) < 1e-14 * expected[i], $"{name}: {draws[i]:R} instead of {expected[i]:R}");
    }

    [Fact]
    public void Draws_without_a_distribution_are_the_same_but_the_normal_has_no_second()
    {
        var pcg = new PcgRandom(42);
        Assert.Equal(12.95966546294567, Normal.Sample(pcg, 10, 2), 14);
        Assert.Equal(9.256833006516741, Normal.Sample(pcg, 10, 2), 14);
        pcg.Reinitialise(42);
        Assert.Equal(4.928297589254865, Triangular.Sample(pcg, 1, 7), 14);
        pcg.Reinitialise(42);
        Assert.Equal(2.7932346212426866, LogNormal.Sample(pcg, 2, 0.5), 14);
    }

    [Fact]
    public void Durations_are_cut_to_whole_ticks()
    {
        var two = TimeSpan.FromSeconds(2);
        var pcg = new PcgRandom(42);
        Assert.Equal([28672607, 10828696, 11888330], EXP(two).Sample(pcg, 3).Select(d => d.Ticks));
        pcg.Reinitialise(42);
        Assert.Equal(42846748, UNIF(two, TimeSpan.FromSeconds(5)).Sample(pcg).Ticks);
        pcg.Reinitialise(42);
        Assert.Equal(129596654, N(TimeSpan.FromSeconds(10), two).Sample(pcg).Ticks);
        Assert.Equal(two, N(two, TimeSpan.Zero).Sample(pcg));
    }

    [Fact]
    public void Observations_without_weight_are_never_drawn()
    {
        var some = new EmpiricalNonUniform<int>([0, 1, 2, 3, 4], [0, 1, 0, 3, 0]);
        var draws = some.Sample(new PcgRandom(42), 10_000).ToList();
        Assert.Equal([3, 3, 3, 3, 3, 3], draws.Take(6)); // all of them above a quarter
        Assert.Equal([1, 3], draws.Distinct().Order());
        Assert.InRange(draws.Count(d => d == 3), 7_350, 7_650);
        Assert.Equal(draws, Draw(5));
        Assert.Equal(1, some.Sample(new Constant(0)));
        Assert.Equal(3, some.Sample(new Constant(1 - 1e-16)));
        foreach (var weights in new[] { new[] { double.NaN, 0.3 }, [double.PositiveInfinity, 1], [0, 0], [-1, 10],
            [double.MaxValue, double.MaxValue], [1] })
            Assert.Throws<ArgumentException>(() => new EmpiricalNonUniform<string>(["a", "b"], weights));

        IEnumerable<int> Draw(double factor)
        {
            var pcg = new PcgRandom(42);
            return [.. Enumerable.Range(0, 10_000)
                .Select(_ => EmpiricalNonUniform<int>.Sample(pcg, [0, 1, 2, 3, 4], [0, factor, 0, 3 * factor, 0]))];
        }
    }

    [Fact]
    public void Selections_are_each_as_likely_as_any_other()
    {
        var pcg = new PcgRandom(1);
        var letters = new EmpiricalUniform<char>("abcd");
        var pairs = Enumerable.Range(0, 60_000).Select(_ => string.Concat(letters.SampleNoRepetition(pcg, 2))).CountBy(p => p)
            .ToDictionary();
        Assert.Equal(["ab", "ac", "ad", "bc", "bd", "cd"], pairs.Keys.Order()); // in their own order
        Assert.All(pairs.Values, n => Assert.InRange(n, 9_600, 10_400));
        var online = Enumerable.Range(0, 40_000).Select(_ => EmpiricalUniform<char>.SampleOnline(pcg, "abcd")).CountBy(c => c)
            .ToDictionary();
        Assert.All(online.Values, n => Assert.InRange(n, 9_600, 10_400));
        Assert.Equal(4, EmpiricalUniform<char>.SampleOnlineNoRepetition(pcg, "abcd", 4).Count());
        Assert.Throws<ArgumentException>(() => letters.SampleNoRepetition(pcg, 5).ToList());
        Assert.Throws<ArgumentException>(() => EmpiricalUniform<char>.SampleOnline(pcg, ""));
        Assert.Throws<ArgumentException>(() => CONST(1.0).Sample(pcg, -1).ToList());
    }

    [Fact]
    public void Many_stages_are_no_underflow() =>
        Assert.Equal(5_000, new SampleOf(ERL(5_000, 1)).Mean, 5_000 * 0.02);

    [Fact]
    public void A_simulation_draws_from_its_seed_and_again_after_a_reset()
    {
        var sim = new Simulation(randomSeed: 42);
        Assert.Equal([2.867260756094145, 1.0828696278892138], sim.Rand(EXP(2.0), 2));
        Assert.Equal(2 * -Math.Log(1 - (Published[2] / 4294967296.0)), sim.Timeout(EXP(TimeSpan.FromSeconds(2))) is var t
            && sim.Peek() is var at ? (at - sim.StartDate).TotalSeconds : 0, 6);
        sim.Reset(42);
        Assert.Equal(2.867260756094145, sim.Rand(EXP(2.0)));
        Assert.True(sim.TryRand(POS(N(10, 2)), out double positive) && positive > 0);
        Assert.False(sim.TryRand(NEG(CONST(1.0)), out _));
        Assert.Throws<InvalidOperationException>(() => sim.Rand(NEG(CONST(1.0))));
    }

    private sealed class SampleOf(IDistribution<double> distribution)
    {
        public double Mean => distribution.Sample(new PcgRandom(1), 50).Average();
    }

    private sealed class Constant(double value) : IRandom
    {
        public int Next() => 0;

        public int Next(int upperBound) => 0;

        public int Next(int lowerBound, int upperBound) => lowerBound;

        public double NextDouble() => value;

        public void Reinitialise(int seed)
        {
        }
    }
}
