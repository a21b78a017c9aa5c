using System.Text;
using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Experiments;

public class TableTests
{
    private enum Limit { Memory, ResponseGoal }

    private sealed record Platform(string Name, int Secret);

    private sealed record Cell(Platform Platform, int Guests);

    private sealed record Row(Cell Cell, double BootP50Ms, Estimate OverheadCpuPct, Limit DensityLimit, Bytes Touched, TimeSpan Ready,
        bool IOBound, int? Missing);

    private static readonly Row[] Rows =
    [
        new(new(new("runc, in a \"shell\"", 1), 10), 1.0 / 3, new(2, 1.5, 2.5, 9), Limit.ResponseGoal, 3.MiB, TimeSpan.FromSeconds(1.5),
            true, null),
        new(new(new("QEMU", 2), 1_000_000), double.NaN, Estimate.Of([4]), Limit.Memory, 512.KiB, TimeSpan.Zero, false, 7),
    ];

    [Fact]
    public void A_record_becomes_tidy_csv()
    {
        using var stream = new MemoryStream();
        CsvTable.Write(stream, Rows);
        Assert.Equal(
            "platform,guests,boot_p50_ms,overhead_cpu_pct,overhead_cpu_pct_ci95_low,overhead_cpu_pct_ci95_high," +
            "density_limit,touched_mib,ready_ms,io_bound,missing\n"
            + "\"runc, in a \"\"shell\"\"\",10,0.3333333,2,1.5,2.5,response_goal,3,1500,true,\n"
            + "QEMU,1000000,,4,,,memory,0.5,0,false,7\n",
            Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal((byte)'p', stream.ToArray()[0]); // no byte-order mark
    }

    [Fact]
    public void What_has_an_interval_takes_several_columns()
    {
        using var stream = new MemoryStream();
        CsvTable.Write(stream,
        [
            new { P99Ms = new Quantile(105, 103, double.NaN, 500), GainMs = new Difference(-2, -3, -1, 5),
                Times = new Ratio(1, 0.5, 2, 5) },
            new { P99Ms = new Quantile(double.NaN, double.NaN, double.NaN, 9), GainMs = Difference.Of([1], [3]), Times = Ratio.Of([], []) },
        ]);
        Assert.Equal(
            "p99_ms,p99_ms_ci95_low,p99_ms_ci95_high,p99_ms_samples,gain_ms,gain_ms_ci95_low,gain_ms_ci95_high,gain_ms_differs,"
            + "times,times_ci95_low,times_ci95_high,times_differs\n"
            + "105,103,,500,-2,-3,-1,true,1,0.5,2,false\n"
            + ",,,9,-2,,,,,,,\n",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_table_too_wide_for_80_columns_is_turned() => Assert.Equal(
        """
                            runc,
                               in
                                a         QEMU
        platform          "shell"
        ----------------  --------  ---------
        """.Split('\n')[0].Trim(),
        Text(Rows).Split('\n')[0].Trim());

    [Fact]
    public void A_table_is_plain_aligned_text()
    {
        var rows = new[] { new { Name = "a", ReadyMs = 1.25, Guests = 1234 }, new { Name = "longer", ReadyMs = 100.0, Guests = 7 } };
        Assert.Equal(
            "        ready        \n".TrimEnd() + "\n"
            + "name       ms  guests\n"
            + "------  -----  ------\n"
            + "a        1.25   1,234\n"
            + "longer    100       7\n",
            Text(rows));
    }

    [Fact]
    public void A_list_fits_no_column()
    {
        var error = Assert.Throws<ArgumentException>(() => Column.Of(new { Values = new List<int>() }.GetType()));
        Assert.Contains("Values", error.Message);
    }

    [Fact]
    public void Two_columns_of_one_name_are_an_error() =>
        Assert.Contains("boot_ms",
            Assert.Throws<ArgumentException>(() => Column.Of(new { BootMs = 1, Boot = TimeSpan.Zero }.GetType())).Message);

    [Theory]
    [InlineData("BootP50Ms", "boot_p50_ms")]
    [InlineData("IOWait", "io_wait")]
    [InlineData("guests", "guests")]
    [InlineData("MemoryPerGuestMib", "memory_per_guest_mib")]
    [InlineData("Ci95Low", "ci95_low")]
    public void Names_become_snake_case(string name, string snake) => Assert.Equal(snake, Formatting.Snake(name));

    [Theory]
    [InlineData("r => r.Outcome.LastReadyMs", "last ready (ms)")]
    [InlineData("r => r.Cell.guests", "guests")]
    [InlineData("OverheadCpuPct", "overhead cpu (%)")]
    public void An_axis_is_named_for_what_it_shows(string expression, string label) =>
        Assert.Equal(label, Formatting.AxisLabel(expression));

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(302976, "302976")]
    [InlineData(123456789012, "123456789012")]
    [InlineData(12.3144123456, "12.31441")]
    [InlineData(-0.0, "0")]
    [InlineData(0.000012345678, "0.00001234568")]
    [InlineData(1.5e-9, "1.5e-9")]
    [InlineData(1e20, "1e20")]
    [InlineData(double.NaN, "")]
    [InlineData(double.PositiveInfinity, "inf")]
    public void Numbers_have_seven_digits(double value, string text) => Assert.Equal(text, Formatting.Number(value));

    private static string Text<TRow>(IReadOnlyList<TRow> rows)
    {
        using var writer = new StringWriter();
        TextTable.Write(writer, rows);
        return writer.ToString();
    }
}
