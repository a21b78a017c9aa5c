using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Units;

public class UnitTests
{
    [Fact]
    public void Suffixes_give_the_quantities_that_they_name()
    {
        Assert.Equal(68_719_476_736, 64.GiB.Count);
        Assert.Equal(2_500_000_000, 2.5.GHz.Hertz);
        Assert.Equal(TimeSpan.FromMilliseconds(125), 125.Milliseconds);
        Assert.Equal(1.25e9, 10.Gbps.BytesPerSecond);
    }

    [Fact]
    public void Cycles_at_a_clock_are_time() => Assert.Equal(250, 784.Cycles.NanosecondsAt(new Frequency(3.136e9)));

    [Fact]
    public void Cycles_of_a_time_come_back_as_that_time() =>
        Gen.Select(Gen.Double[1e-7, 100], Gen.Double[1e8, 6e9]).Sample((seconds, hertz) =>
            Math.Abs(Cycles.Of(TimeSpan.FromSeconds(seconds), new Frequency(hertz)).At(new Frequency(hertz)).TotalSeconds - seconds)
                <= 2e-7);

    [Fact]
    public void Pages_cover_the_amount_and_not_a_page_more() =>
        Gen.Select(Gen.Long[0, 1L << 40], Gen.OneOf(Gen.Const(4096L), Gen.Const(2L << 20))).Sample((count, page) =>
        {
            var pages = new Bytes(count).Pages(new Bytes(page));
            return pages * page >= count && (pages - 1) * page < count;
        });

    [Fact]
    public void A_transfer_takes_size_over_rate() => Assert.Equal(0.08.Seconds, new Bytes(100_000_000) / 10.Gbps);
}
