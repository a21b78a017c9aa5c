using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces.Formats;

public class SwfTests
{
    private const string Job = "1 10 5 100 4 50.0 2048 8 200 4096 1 7 1 2 0 -1 -1 -1";

    [Fact]
    public void A_job_is_a_guest_from_its_submission_on()
    {
        var probe = Probe.Text("a.swf", $"; MaxProcs: 64 (of 2 racks)\n; UnixStartTime: 1000\n;\n  {Job}\n");
        // Half of its time on each of 4 processors; 4096 KiB for each of them.
        Assert.Equal(new TraceGuest("1", 10, 100, 4, 16, 2), Assert.Single(probe.Guests));
        probe.Has("header_lines=3", "jobs=1", "columns=18", "rows_not_18_fields=0", "submit.first=10", "submit.last=10",
            "wait.minus_one=0", "wait.without_minus_one.mean=5", "run.without_minus_one.max=100", "processors.without_minus_one.min=4",
            "requested_processors.without_minus_one.p50=8", "requested_time.without_minus_one.p99=200",
            "used_memory.without_minus_one.mean=2048", "status[1]=1", "last_end_(submit+wait+run)=115", "core_seconds=400",
            "jobs_run_zero=0", "users=1", "groups=1", "partitions=0", "MaxProcs=64", "UnixStartTime=1000");
        Assert.Empty(probe.Remarks);
    }

    [Fact]
    public void What_is_unknown_stays_so()
    {
        var probe = Probe.Text("a.swf", "1 10 -1 -1 -1 -1 -1 8 -1 -1 5 -1 -1 -1 -1 -1 -1 -1\n"
            + "2 5 -1 0 0 -1 1024 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1");
        Assert.Equal([new("1", 10, double.NaN, 8, double.NaN, double.NaN), new("2", 5, 0, double.NaN, double.NaN, double.NaN)],
            probe.Guests);
        probe.Has("wait.minus_one=2", "wait.without_minus_one.n=0", "run.minus_one=1", "run.without_minus_one.n=1",
            "processors.minus_one=1", "rows_unsorted_by_submit=1", "status[-1]=1", "status[5]=1", "last_end_(submit+wait+run)=10",
            "core_seconds=0", "jobs_run_zero=1", "users=0");
        Assert.Contains("no wait is known: the times may be those of starts", probe.Remarks);
    }

    [Fact]
    public void Parts_of_a_job_are_counted_and_are_no_guests()
    {
        var part = Job.Replace("4096 1 7", "4096 2 7", StringComparison.Ordinal);
        var probe = Probe.Text("a.swf", $"{Job}\n{part}\n");
        Assert.Single(probe.Guests);
        probe.Has("jobs=2", "duplicate_job_numbers=1", "partial_executions=1", "status[2]=1", "core_seconds=400");
        Assert.Contains("are parts of jobs", Assert.Single(probe.Remarks));
    }

    [Theory]
    [InlineData("1 10 5 100", "2: 4 fields (18 fields: job number submit time")]
    [InlineData("2 10 5 -100 4 50 2048 8 200 4096 1 7 1 2 0 -1 -1 -1", "2: run time is '-100' (a number from -1 to 9200000000)")]
    [InlineData("2 10 5 -0.5 4 50 2048 8 200 4096 1 7 1 2 0 -1 -1 -1", "2: run time is '-0.5' (0 or more, or -1 where it is unknown)")]
    [InlineData("2 -1 5 100 4 50 2048 8 200 4096 1 7 1 2 0 -1 -1 -1", "2: submit time is '-1' (a number from 0 to 9200000000)")]
    [InlineData("2 10 NaN 100 4 50 2048 8 200 4096 1 7 1 2 0 -1 -1 -1", "2: wait time is 'NaN' (a number")]
    [InlineData("2 10 5 100 4 50,5 2048 8 200 4096 1 7 1 2 0 -1 -1 -1", "2: average CPU time is '50,5' (a number")]
    [InlineData("2 10 5 100 4 50 2048 8 200 4096 x 7 1 2 0 -1 -1 -1", "2: status is 'x' (a whole number from -1)")]
    [InlineData("2 9e9 5 9e9 4 50 2048 8 200 4096 1 7 1 2 0 -1 -1 -1",
        "2: job 2 ends at 1.8e+10 s (submit, wait and run time of 9200000000 s")]
    [InlineData(Job, "2: job 1 stands twice, first in line 1 (a number of its own for each job)")]
    public void What_is_wrong_is_named(string line, string message) => Assert.StartsWith(message, Probe.Wrong("a.swf", $"{Job}\n{line}\n"));

    [Fact]
    public void A_bad_row_can_be_left_out()
    {
        var probe = Probe.Text("a.swf", $"{Job}\n1 2 3\n{Job.Replace("1 10", "2 20", StringComparison.Ordinal)}\n", skipBad: true);
        Assert.Equal(["1", "2"], probe.Guests.Select(guest => guest.Id));
        Assert.Equal(1, Assert.Single(probe.Readings).Skipped);
        Assert.Contains(":2: 3 fields", probe.Readings[0].FirstSkipped);
    }

    [Fact]
    public void Without_a_job_it_is_still_known_by_its_name() => Probe.Text("a.swf", "; none\n").Has("jobs=0", "header_lines=1");
}
