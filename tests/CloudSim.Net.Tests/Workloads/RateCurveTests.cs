using CloudSim.Net.Units;
using CloudSim.Net.Workloads;
using CsCheck;

namespace CloudSim.Net.Tests.Workloads;

public class RateCurveTests
{
    [Fact]
    public void A_constant_rate_spaces_arrivals_by_the_exponential_over_the_rate() =>
        Assert.Equal(0.5.Seconds, RateCurve.Constant(4).Next(TimeSpan.Zero, 2));

    [Fact]
    public void A_rate_of_zero_never_arrives() => Assert.Null(RateCurve.Constant(0).Next(TimeSpan.Zero, 1));

    // The integral of the rate from now to the arrival is the exponential that was drawn.
    [Fact]
    public void The_integrated_rate_grows_by_what_was_drawn() =>
        Gen.Select(Gen.Double[0, 5].Array[1, 6], Gen.Double[0, 20], Gen.Double[0.001, 9]).Sample((rates, now, drawn) =>
        {
            var curve = new RateCurve(1.Seconds, [.. rates, 0.5]);
            var from = now.Seconds;
            var to = curve.Next(from, drawn)!.Value;
            Assert.True(to >= from);
            var integral = 0.0;
            for (var t = from; t < to;)
            {
                var step = (long)Math.Floor(t.TotalSeconds);
                var end = Math.Min(to.TotalSeconds, step + 1);
                integral += curve.PerSecond[(int)(step % curve.PerSecond.Count)] * (end - t.TotalSeconds);
                t = end.Seconds > t ? end.Seconds : t + TimeSpan.FromTicks(1);
            }
            Assert.Equal(drawn, integral, 1e-4);
        });
}
