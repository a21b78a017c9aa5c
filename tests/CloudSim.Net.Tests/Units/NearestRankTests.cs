using System.Numerics;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Units;

public class NearestRankTests
{
    [Theory]
    [InlineData(0.07, 100, 7)] // 0.07 x 100 is 7.000000000000001 in binary
    [InlineData(0.29, 100, 29)]
    [InlineData(0.99, 100, 99)]
    [InlineData(0.99, 101, 100)]
    [InlineData(0.5, 4, 2)]
    [InlineData(0, 4, 1)]
    [InlineData(1, 4, 4)]
    [InlineData(0.999, 1_000_000_000_000, 999_000_000_000)]
    [InlineData(2.0 / 3, 3, 2)] // 0.666666666666667 as a decimal
    [InlineData(2.0 / 3, 300, 200)]
    [InlineData(5.0 / 6, 6, 5)]
    public void A_rank_is_that_of_the_decimal(double share, long count, long rank) => Assert.Equal(rank, NearestRank.Of(share, count));

    [Theory]
    [InlineData(0.99, 100)]
    [InlineData(0.95, 20)]
    [InlineData(0.9, 10)]
    [InlineData(0.999, 1000)]
    [InlineData(0.01, 100)]
    [InlineData(2.0 / 3, 3)]
    [InlineData(0.75, 4)]
    [InlineData(0.5, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void A_quantile_needs_a_value_in_its_tail(double share, long least)
    {
        Assert.True(NearestRank.IsKnown(share, least));
        Assert.False(NearestRank.IsKnown(share, least - 1));
    }

    [Fact]
    public void Ranks_are_those_of_exact_arithmetic() => Gen.Select(Gen.Int[0, 10_000], Gen.Long[1, 1L << 50]).Sample((parts, count) =>
    {
        var (whole, rest) = BigInteger.DivRem(new BigInteger(parts) * count, 10_000);
        return NearestRank.Of(parts / 10_000.0, count) == (long)BigInteger.Max(1, whole + (rest > 0 ? 1 : 0));
    });

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Shares_are_from_0_to_1(double share)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NearestRank.Of(share, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => NearestRank.IsKnown(share, 10));
    }

    [Fact]
    public void Any_share_that_is_a_fraction_of_the_count_is_its_rank()
    {
        for (var count = 1; count < 200; count++)
            for (var rank = 1; rank <= count; rank++)
                Assert.Equal(rank, NearestRank.Of((double)rank / count, count));
        Assert.Throws<ArgumentOutOfRangeException>(() => NearestRank.Of(0.5, 0));
    }
}
