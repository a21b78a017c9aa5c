namespace CloudSim.Net.Tests.Engine;

public class RandomStreamTests
{
    [Fact]
    public void Seed_replication_and_name_alone_decide_the_draws()
    {
        var a = new RandomStreams(7, 3);
        var b = new RandomStreams(7, 3);
        b["other"].NextInt64();
        Assert.Equal(Draw(a["arrivals"]), Draw(b["arrivals"]));
        Assert.Same(a["arrivals"], a["arrivals"]);
        Assert.NotEqual(Draw(new RandomStreams(7, 4)["arrivals"]), Draw(new RandomStreams(7, 3)["arrivals"]));
        Assert.NotEqual(Draw(new RandomStreams(8, 3)["arrivals"]), Draw(new RandomStreams(7, 3)["arrivals"]));
    }

    [Fact]
    public void The_generator_is_xoshiro256_starstar_seeded_by_splitmix64()
    {
        // Reference: the first output is rotl(s1 * 5, 7) * 9, where s1 is the second number of SplitMix64 from this seed.
        ulong state = 1234567;
        ulong[] split = new ulong[4];
        for (int i = 0; i < 4; i++)
        {
            state += 0x9e3779b97f4a7c15;
            ulong z = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            split[i] = z ^ (z >> 31);
        }
        Assert.Equal(6457827717110365317UL, split[0]); // published first output of SplitMix64 for this seed
        Assert.Equal(ulong.RotateLeft(split[1] * 5, 7) * 9, new RandomStream(1234567).NextBits());
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(4)]
    [InlineData(25)]
    [InlineData(4000)]
    public void Poisson_has_its_mean_and_variance(double mean)
    {
        var stream = new RandomStreams(1)["poisson"];
        double n = 200_000, sum = 0, squares = 0;
        for (int i = 0; i < n; i++)
        {
            double x = stream.Poisson(mean);
            sum += x;
            squares += x * x;
        }
        double m = sum / n, variance = (squares / n) - (m * m);
        Assert.InRange(m, mean - (5 * Math.Sqrt(mean / n)), mean + (5 * Math.Sqrt(mean / n)));
        Assert.InRange(variance / mean, 0.97, 1.03);
    }

    [Fact]
    public void Continuous_draws_have_their_means()
    {
        var stream = new RandomStreams(1)["draws"];
        const int n = 400_000;
        Assert.InRange(Mean(() => stream.Exponential(3)), 2.97, 3.03);
        Assert.InRange(Mean(() => stream.Normal(5, 2)), 4.98, 5.02);
        Assert.InRange(Mean(() => Math.Pow(stream.Normal(0, 2), 2)), 3.95, 4.05);
        Assert.InRange(Mean(() => stream.LogNormal(10, 0.5)), 11.2, 11.47); // 10 exp(0.125) = 11.33
        Assert.InRange(Mean(() => stream.Uniform(2, 4)), 2.99, 3.01);

        static double Mean(Func<double> draw) => Enumerable.Range(0, n).Average(_ => draw());
    }

    [Fact]
    public void Jumps_and_splits_lead_elsewhere_and_do_not_depend_on_draws()
    {
        var stream = new RandomStream(5);
        var split = stream.Split("child");
        stream.NextInt64();
        Assert.Equal(Draw(split), Draw(stream.Split("child")));
        Assert.NotEqual(Draw(stream.Jump()), Draw(stream));
    }

    private static long[] Draw(RandomStream stream) => [.. Enumerable.Range(0, 5).Select(_ => stream.NextInt64())];
}
