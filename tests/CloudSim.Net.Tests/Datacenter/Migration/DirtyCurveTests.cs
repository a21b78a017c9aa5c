using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Migration;

public class DirtyCurveTests
{
    /// <summary>
    /// Random writes, 3.013 million a second (as the first row says): MiB of different pages a second (QEMU commit 34a68001f162, column
    /// theory).
    /// </summary>
    [Theory]
    [InlineData(1, 100, 6996)]
    [InlineData(1, 300, 3305)]
    [InlineData(1, 500, 2041)]
    [InlineData(1, 1000, 1024)]
    [InlineData(1, 2000, 512)]
    [InlineData(24, 100, 11495)]
    [InlineData(24, 500, 10469)]
    [InlineData(24, 2000, 7574)]
    public void Random_writes_meet_the_same_pages_again(int gib, int milliseconds, double mibPerSecond)
    {
        var pages = Moving.Random(gib.GiB, 3.013e6).Pages(milliseconds.Milliseconds);
        Assert.Equal(mibPerSecond, (Moving.Page * pages).MiB / (milliseconds / 1e3), 1e-3 * mibPerSecond);
    }

    [Fact]
    public void A_measured_curve_is_straight_between_its_points_and_goes_on_as_it_went()
    {
        var curve = DirtyCurve.Measured(100, (2.Seconds, 10), (4.Seconds, 30));
        Assert.Equal([0.0, 5, 10, 20, 30, 40, 100, 100],
            new[] { 0, 1, 2, 3, 4, 5, 11, 1000 }.Select(s => curve.Pages(s.Seconds)));
        Assert.Throws<ArgumentException>("points", () => DirtyCurve.Measured(100));
        Assert.Throws<ArgumentException>("points", () => DirtyCurve.Measured(100, (2.Seconds, 10), (2.Seconds, 11)));
        Assert.Throws<ArgumentException>("points", () => DirtyCurve.Measured(100, (2.Seconds, 10), (3.Seconds, 9)));
        Assert.Throws<ArgumentException>("points", () => DirtyCurve.Measured(9, (2.Seconds, 10)));
        Assert.Throws<ArgumentException>("points", () => DirtyCurve.Measured(9, (TimeSpan.Zero, 1)));
        Assert.Throws<ArgumentOutOfRangeException>("area", () => Moving.Random(4.KiB, 1));
    }

    // r pages a second, each of which costs f: within t there is time for r t / (1 + r f).
    [Theory]
    [InlineData(1e6, 1e-6, 0.5e6)]
    [InlineData(1e6, 0, 1e6)]
    [InlineData(1e5, 1e-6, 1e5 / 1.1)]
    public void Faults_take_the_writer_s_time(double rate, double perPage, double pages) =>
        Assert.Equal(pages, DirtyCurve.Sweep(1e9, rate).Faulting(perPage).Pages(1.Seconds), 1e-3);

    [Fact]
    public void Curves_rise_add_up_and_have_an_inverse()
    {
        var curve = Gen.Select(Gen.Double[1, 1e5], Gen.Double[1, 1e6], Gen.Double[0, 1e-4], Gen.Int[0, 3]).Select(
            (area, rate, fault, kind) => kind switch
            {
                0 => DirtyCurve.Sweep(area, rate),
                1 => Moving.Random(new Bytes((long)(area + 2) * 4096), rate),
                2 => (DirtyCurve.Sweep(area, rate) + Moving.Random(new Bytes((long)(area + 2) * 4096), rate)).Faulting(fault),
                _ => DirtyCurve.Measured(area, (rate.Microseconds + 1.Seconds, area / 3), (rate.Microseconds + 3.Seconds, area / 2)),
            });
        Gen.Select(curve, Gen.Double[0, 100], Gen.Double[0, 100]).Sample((c, a, b) =>
        {
            var (early, late) = (c.Pages(Math.Min(a, b).Seconds), c.Pages(Math.Max(a, b).Seconds));
            Assert.InRange(early, 0, late + 1e-9);
            Assert.InRange(late, 0, c.Most + 1e-9);
            if (early > 0 && early < 0.999 * c.Most)
                Assert.Equal(early, c.Pages(c.Seconds(early).Seconds), 1e-6 * c.Most + 1);
        });
        var sum = DirtyCurve.Sweep(10, 1) + DirtyCurve.Sweep(100, 5);
        Assert.Equal((60.0, 110.0), (sum.Pages(10.Seconds), sum.Most));
        Assert.Equal(double.PositiveInfinity, sum.Seconds(111));
        Assert.Equal(2, sum.Seconds(12), 1e-9);
        Assert.Equal(0, DirtyCurve.None.Pages(1.Seconds));
    }
}
