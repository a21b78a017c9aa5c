using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces.Formats;

public class AzureFunctions2021Tests
{
    private const string Header = "app,func,end_timestamp,duration\n";

    [Fact]
    public void An_invocation_is_a_guest_of_unknown_size()
    {
        var probe = Probe.Text("a.csv", Header + "a,f,3,2\nb,f,2.5,0.5\na,f,4,1\na,g,1,2.5\na,g,4,0");
        Assert.Equal([("a/f#2", 1, 2), ("b/f#3", 2, 0.5), ("a/f#4", 3, 1), ("a/g#5", -1.5, 2.5), ("a/g#6", 4, 0)],
            probe.Guests.Select(guest => (guest.Id, guest.Submitted, guest.Duration)));
        Assert.All(probe.Guests, guest => Assert.True(double.IsNaN(guest.Cpus) && double.IsNaN(guest.Memory)));
        probe.Has("invocations=5", "columns=4", "apps=2", "functions_(app,func)=3", "end.min=1", "end.max=4", "start.min=-1.5",
            "start.max=4", "starts_negative=1", "rows_unsorted_by_end=2", "rows_unsorted_by_start=1", "duration.n=5", "duration.mean=1.2",
            "duration_zero=1", "ends_with_newline=no", "concurrency.max_(ends before starts at equal time)=2");
        Assert.Contains("1 invocations begin before the trace does", probe.Remarks);
    }

    [Fact]
    public void One_that_begins_as_another_ends_is_not_beside_it() =>
        Probe.Text("a.csv", Header + "a,f,1,1\na,f,2,1\na,f,3,1\n").Has("concurrency.max_(ends before starts at equal time)=1");

    [Theory]
    [InlineData("a,f,-1,0", "2: end_timestamp is '-1' (a number from 0 to 9200000000)")]
    [InlineData("a,f,1,-2", "2: duration is '-2' (a number from 0 to 9200000000)")]
    [InlineData("a,f,1,nan", "2: duration is 'nan' (a number from 0 to 9200000000)")]
    [InlineData("a,,1,2", "2: func is '' (a text)")]
    [InlineData("a,f,1", "2: 3 fields (4 fields: app,func,end_timestamp,duration)")]
    [InlineData("\na,f,1,1", "2: nothing (rows without blank lines between them)")]
    public void What_is_wrong_is_named(string line, string message) => Assert.Equal(message, Probe.Wrong("a.csv", Header + line + "\n"));

    [Theory]
    [InlineData("a,f,1,1\n", "1: 'a,f,1,1' are not the columns (4 columns: app,func,end_timestamp,duration)")]
    [InlineData("app;func;end_timestamp;duration\n", "1: 1 field, as ';' stands between the columns, not ',' (4 columns: app,func,")]
    public void A_missing_header_is_named(string text, string message) =>
        Assert.StartsWith(message, Probe.Wrong("AzureFunctionsInvocationTraceForTwoWeeksJan2021.txt", text));
}
