using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Tests.Datacenter.Placement;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

public class GuestTraceTests
{
    private const string Heading = "id,submitted,duration,cpus,memory\n";

    [Fact]
    public void Rows_come_at_their_times()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("guests.csv"), Heading + "a,0,10,1,1024\nb, 2.5 ,4,0.5,512.5\nc,2.5,1,2,1\n");
        var rows = GuestTrace.Read(folder.At("guests.csv")).ToList();
        Assert.Equal(new GuestRow("b", 2.5.Seconds, 4.Seconds, 0.5, new((long)(512.5 * 1024 * 1024))), rows[1]);
        var (fleet, all) = (new Fleet(new FirstFit()).With(1, 10, 10), new List<Allocation>());
        fleet.Site.Replay(rows, row => new(row.Id, new(row.Cpus, row.Memory), Fleet.Make) { Duration = row.Duration }, all.Add);
        fleet.Simulation.Run();
        Assert.Equal([0, 2.5, 2.5], all.Select(a => (a.Placed!.Value - fleet.Simulation.StartDate).TotalSeconds));
        Assert.Equal([10, 6.5, 3.5], all.Select(a => (a.Finished!.Value - fleet.Simulation.StartDate).TotalSeconds));
    }

    [Theory]
    [InlineData("a,0,1,1,1\n\n\n"), InlineData("a,0,1,1,1\r\n  \r\n"), InlineData("a,0,1,1,1\n \n\t")]
    public void Blank_last_lines_are_no_rows(string rows)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("guests.csv"), Heading + rows);
        Assert.Equal("a", Assert.Single(GuestTrace.Read(folder.At("guests.csv"))).Id);
    }

    [Fact]
    public void A_bad_line_ends_the_run_when_it_is_reached()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("guests.csv"), Heading + "a,0,10,1,1024\nb,5,4,x,1\n");
        var fleet = new Fleet(new FirstFit()).With(1, 10, 10);
        fleet.Site.Replay(GuestTrace.Read(folder.At("guests.csv")), row => new(row.Id, new(row.Cpus, row.Memory), Fleet.Make));
        Assert.Contains("guests.csv:3: cpus is 'x'", Assert.Throws<InputException>(() => fleet.Simulation.Run()).Message);
    }

    [Theory]
    [InlineData("id,cpus\n", ":1: 'id,cpus' are not the columns (id,submitted,duration,cpus,memory,demand)")]
    [InlineData(Heading + "a,0,10,1\n", ":2: 4 fields (5 to 6 fields: id,submitted,duration,cpus,memory,demand)")]
    [InlineData(Heading + " ,0,10,1,1\n", ":2: id is '' (a text)")]
    [InlineData(Heading + "a,-1,10,1,1\n", ":2: submitted is '-1' (a number from 0 to 9200000000)")]
    [InlineData(Heading + "a,NaN,10,1,1\n", ":2: submitted is 'NaN'")]
    [InlineData(Heading + "a,0,1e99,1,1\n", ":2: duration is '1e99'")]
    [InlineData(Heading + "a,0,1,0,1\n", ":2: cpus is '0' (a number from 1E-06 to 16777216)")]
    [InlineData(Heading + "a,0,1,1,1e12\n", ":2: memory is '1e12'")]
    [InlineData(Heading + "a,1e11,1,1,1\n", ":2: submitted is '1e11' (a number from 0 to 9200000000)")]
    [InlineData(Heading + "b,0,1,1,1\na,5e9,4.3e9,1,1\n", ":3: a runs until 9.3e+09 s (submitted and duration of 9200000000 s together")]
    [InlineData(Heading + "a,0,1,1,1\nb,0,1,1,1\na,1,1,1,1\n", ":4: a stands twice (a name of its own for each guest)")]
    [InlineData(Heading + "a,0,1,1,1\n\n \nb,0,1,1,1\n", ":3: nothing (rows without blank lines between them)")]
    [InlineData(Heading + "a,5,1,1,1\nb,4,1,1,1\n", ":3: b is submitted before the line before it")]
    [InlineData(Heading, ":2: no guest (id,submitted,")]
    [InlineData(Heading + "\"a,0,10,1,512\n", ":2: a quotation mark is not closed")]
    [InlineData(Heading + "a,0,,1,1\n", ":2: duration is '' (a number: guests that are simulated have a length and a size)")]
    [InlineData(Heading + "a,0,1,,1\n", ":2: cpus is '' (a number")]
    [InlineData(Heading + "a,0,1,1,\n", ":2: memory is '' (a number")]
    public void A_bad_line_is_named(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("guests.csv"), text);
        Assert.Contains("guests.csv" + message,
            Assert.Throws<InputException>(() => GuestTrace.Read(folder.At("guests.csv")).Count()).Message);
    }
}
