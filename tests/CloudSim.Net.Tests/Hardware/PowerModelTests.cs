using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Hardware;

public class PowerModelTests
{
    private static readonly Gen<PowerModel> Models = Gen.Double[0, 900].Array[11].Select(Of);

    private static PowerModel Of(params double[] rows) => new([.. rows.Select(row => new Watts(row))]);

    [Fact]
    public void A_row_is_read_out_and_between_two_is_a_straight_line()
    {
        var model = Of(50, 70, 80, 90, 100, 120, 140, 160, 190, 220, 300);
        for (var i = 0; i <= 10; i++)
            Assert.Equal(model.Rows[i].Value, model.At(i / 10.0).Value, 1e-12);
        Assert.Equal(60, model.At(0.05).Value, 1e-12);
        Assert.Equal(280, model.At(0.975).Value, 1e-12);
        Assert.Equal((50, 300), (model.Idle.Value, model.Full.Value));
    }

    [Fact]
    public void A_line_is_one_everywhere() => Gen.Select(Gen.Double[0, 500], Gen.Double[0, 500], Gen.Double[0, 1]).Sample(
        (idle, full, at) =>
        {
            Assert.Equal(idle + ((full - idle) * at), PowerModel.Linear(idle.Watts, full.Watts).At(at).Value, 1e-10);
            Assert.Equal(full * 7 * at, PowerModel.PerCpu(full.Watts, 7).At(at).Value, 1e-9);
        });

    /// <summary>The midpoints of 20,000 stretches against the closed form, over loads that rise, fall and stand.</summary>
    [Fact]
    public void Energy_over_a_ramp_is_the_integral() => Gen.Select(Models, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[1, 100_000]).Sample(
        (model, from, to, seconds) =>
        {
            const int Stretches = 20_000;
            var sum = 0.0;
            for (var i = 0; i < Stretches; i++)
                sum += model.At(from + ((to - from) * ((i + 0.5) / Stretches))).Value;
            Assert.Equal(sum / Stretches, (model.Energy(from, to, seconds.Seconds) / seconds.Seconds).Value, 1e-4);
            Assert.Equal(model.Energy(from, to, seconds.Seconds), model.Energy(to, from, seconds.Seconds));
        },
        iter: 50);

    [Fact]
    public void Energy_adds_up_over_the_parts_of_a_ramp() => Gen.Select(Models, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 100]).Sample(
        (model, from, to, part) =>
        {
            var between = Math.Clamp(from + ((to - from) * part / 100), 0, 1);
            Assert.Equal(model.Energy(from, to, 100.Seconds).Value,
                (model.Energy(from, between, part.Seconds) + model.Energy(between, to, (100 - part).Seconds)).Value, 1e-7);
        });

    [Fact]
    public void A_load_that_stands_draws_what_its_row_says()
    {
        var model = Of(50, 70, 80, 90, 100, 120, 140, 160, 190, 220, 300);
        for (var i = 0; i <= 100; i++)
            Assert.Equal(model.At(i / 100.0).Value * 3600, model.Energy(i / 100.0, i / 100.0, 3600.Seconds).Value, 1e-6);
        Assert.Equal(0, model.Energy(0, 1, TimeSpan.Zero).Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(12)]
    public void Eleven_rows_are_needed(int rows) =>
        Assert.Throws<ArgumentException>("Rows", () => Of(new double[rows]));

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_power_is_refused(double power)
    {
        for (var i = 0; i <= 10; i++)
        {
            var rows = new double[11];
            rows[i] = power;
            Assert.Throws<ArgumentOutOfRangeException>("Rows", () => Of(rows));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => PowerModel.Linear(power.Watts, 1.Watts));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerModel.Linear(1.Watts, power.Watts));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerModel.PerCpu(power.Watts, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SleepState.SuspendToRam(P, power.Watts));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void What_is_no_load_is_refused(double load)
    {
        var model = PowerModel.Linear(1.Watts, 2.Watts);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.At(load));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Energy(load, 0, 1.Seconds));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Energy(0, load, 1.Seconds));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Energy(0, 1, -1.Seconds));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerModel.PerCpu(1.Watts, 0));
    }
}
