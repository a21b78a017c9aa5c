using CloudSim.Net.Calibration;

namespace CloudSim.Net.Tests.Calibration;

public class ParameterSheetTests
{
    private const string Header = "parameter,value,unit,source,place,note\n";

    [Fact]
    public void Reads_a_number_with_its_origin()
    {
        var sheet = Read("boot_time,125,ms,agache2020,figure 5,guest init\n");
        var measured = sheet.Duration("boot_time");
        Assert.Equal(TimeSpan.FromMilliseconds(125), measured.Value);
        Assert.Equal(("agache2020", "figure 5", "guest init", 2),
            (measured.Parameter.Source.Id, measured.Parameter.Place, measured.Parameter.Note, measured.Parameter.Line));
    }

    [Theory]
    [InlineData("0.1", "ms", 1_000)]
    [InlineData("100", "us", 1_000)]
    [InlineData("0.7", "us", 7)]
    [InlineData("1.15", "s", 11_500_000)]
    [InlineData("149", "ns", 1)]
    [InlineData("151", "ns", 2)]
    public void A_duration_is_the_nearest_step_of_the_clock(string value, string unit, long ticks) =>
        Assert.Equal(ticks, Read($"t,{value},{unit},agache2020,figure 5,note\n").Duration("t").Value.Ticks);

    [Theory]
    [InlineData("a,1 000,ms,agache2020,figure 5,note", "'1 000' is no number")]
    [InlineData("a,1,ms,nobody1999,figure 5,note", "no source 'nobody1999'")]
    [InlineData("a,1,ms,agache2020,,note", "no place in the source")]
    [InlineData("a,1,ms,agache2020,figure 5,", "no note")]
    [InlineData("a,1,ms,estimate,,", "an estimate must say why")]
    [InlineData("ok,1,ms,agache2020,figure 5,note", "parameter 'ok' stands twice")]
    public void A_malformed_row_is_named_with_file_and_line(string row, string what)
    {
        var error = Assert.Throws<FormatException>(() => Read($"ok,2,ms,agache2020,figure 5,note\n{row}\n"));
        Assert.StartsWith("Probe.csv:3: ", error.Message);
        Assert.Contains(what, error.Message);
    }

    [Fact]
    public void A_number_of_another_dimension_is_an_error()
    {
        var sheet = Read("a,1,ms,agache2020,figure 5,note\n");
        Assert.Contains("Probe.csv:2: 'a' is in ms", Assert.Throws<FormatException>(() => sheet.Bytes("a")).Message);
        Assert.Contains("'b'", Assert.Throws<KeyNotFoundException>(() => sheet.Bytes("b")).Message);
    }

    private static ParameterSheet Read(string rows) => ParameterSheet.Read("Probe", new StringReader(Header + rows));
}
