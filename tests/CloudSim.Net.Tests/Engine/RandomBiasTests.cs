namespace CloudSim.Net.Tests.Engine;

public class RandomBiasTests
{
    // Of a range of three quarters of all bits a plain remainder would hit the first third with one half.
    [Fact]
    public void A_range_that_does_not_divide_the_bits_is_drawn_evenly()
    {
        var random = new PcgRandom(1);
        var (draws, low) = (20_000, 0);
        for (var i = 0; i < draws; i++)
            low += random.Next(int.MinValue, 1 << 30) < -(1 << 30) ? 1 : 0;
        Assert.InRange(low / (double)draws, (1 / 3.0) - 0.015, (1 / 3.0) + 0.015); // 4.5 standard errors
    }

    // Four standard errors of the mean: sqrt(mean / draws).
    [Theory]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(100)]
    public void Poisson_draws_have_their_mean(double mean)
    {
        var (stream, draws, sum) = (new RandomStream(1), 100_000, 0L);
        for (var i = 0; i < draws; i++)
            sum += stream.Poisson(mean);
        var error = 4 * Math.Sqrt(mean / draws);
        Assert.InRange(sum / (double)draws, mean - error, mean + error);
    }
}
