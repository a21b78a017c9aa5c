using CloudSim.Net.Experiments.Figures;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Where an axis has numbers.</summary>
public class TickTests
{
    [Theory]
    [InlineData(0, 100, false, "0 10 20 30 40 50 60 70 80 90 100")]
    [InlineData(0, 0.03, false, "0 0.005 0.010 0.015 0.020 0.025 0.030")]
    [InlineData(1, 1000, true, "1 2 5 10 20 50 100 200 500 1,000")]
    [InlineData(1e-3, 1e6, true, "0.001 0.01 0.1 1 10 100 1,000 10,000 100,000 1,000,000")]
    [InlineData(1e-9, 1e9, true, "10⁻⁸ 10⁻⁶ 0.0001 0.01 1 100 10,000 1,000,000 10⁸")]
    [InlineData(120, 205, true, "120 130 140 150 160 170 180 190 200")]
    [InlineData(2.5e9, 4e9, false, "2.6·10⁹ 2.8·10⁹ 3.0·10⁹ 3.2·10⁹ 3.4·10⁹ 3.6·10⁹ 3.8·10⁹ 4.0·10⁹")]
    public void Numbers_stand_at_round_values_as_close_as_they_can(double low, double high, bool log, string expected)
    {
        var scale = new Scale(new Axis("x", log, low, high), []);
        var ticks = Ticks.Of(scale, 650, text => (Math.Max(45, text.Length * 7 + 14), text.Length * 7 + 6));
        var texts = string.Join(' ', ticks.Where(t => t.Text.Length > 0).Select(t => t.Text));
        Assert.Equal(expected, texts);
    }

    [Fact]
    public void A_symmetric_axis_has_zero_in_the_middle()
    {
        var scale = new Scale(new Axis("x", Log: true, Min: -1000, Max: 1000, LinearTo: 0.1), []);
        var ticks = Ticks.Of(scale, 650, text => (text.Length * 7 + 14, text.Length * 7 + 6)).Where(t => t.Text.Length > 0).ToList();
        Assert.Equal(["-1,000", "-100", "-10", "-1", "-0.1", "0", "0.1", "1", "10", "100", "1,000"], ticks.Select(t => t.Text));
        Assert.Equal(Enumerable.Range(0, 11).Select(i => i / 10.0), ticks.Select(t => t.Share), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal((0.45, 0.55), (scale.Share(-0.05), scale.Share(0.05)));
        Assert.Equal(0, scale.Beyond(0));
    }

    [Fact]
    public void Numbers_stand_at_the_data_where_they_are_few()
    {
        var two = Ticks.Of(new Scale(new Axis("x", Log: true), [15, 60]), 650, text => (Math.Max(45, text.Length * 7 + 14), 20), [15, 60]);
        Assert.Equal(["15", "20", "30", "40", "50", "60"], two.Where(t => t.Text.Length > 0).OrderBy(t => t.Share).Select(t => t.Text));
        var spaced = new Scale(new Axis("x", Log: true), [64, 256, 1400, 65536]);
        Assert.Equal(["64", "256", "1,400", "65,536"], Ticks.Of(spaced, 650, text => (text.Length * 7 + 14, text.Length * 7 + 6),
            [64, 256, 1400, 65536]).OrderBy(t => t.Share).Select(t => t.Text));
    }

    [Fact]
    public void Counts_have_whole_numbers()
    {
        var ticks = Ticks.Of(new Scale(new Axis("Guests"), [1, 4], room: 0), 650, text => (45, 20), [1, 4]);
        Assert.Equal(["1", "2", "3", "4"], ticks.Where(t => t.Text.Length > 0).OrderBy(t => t.Share).Select(t => t.Text));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(49.998, "50")]
    [InlineData(50, "50")]
    [InlineData(9.7002, "9.7")]
    [InlineData(-8.94, "-8.94")]
    [InlineData(0.00331, "0.00331")]
    [InlineData(20948.3, "20,948")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NaN, "-")]
    [InlineData(2.5e18, "2.5·10¹⁸")]
    [InlineData(1e-12, "10⁻¹²")]
    public void Equal_values_have_equal_numbers(double value, string text) => Assert.Equal(text, Numbers.Text(value));
}
