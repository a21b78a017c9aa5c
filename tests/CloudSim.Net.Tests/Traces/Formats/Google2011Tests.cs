using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces.Formats;

public class Google2011Tests
{
    private static string Event(string time, int index, int type, string cpus = "0.5", string missing = "") =>
        $"{time},{missing},7,{index},3,{type},u,2,9,{cpus},0.25,0.01,0\n";

    private static string Seconds(int seconds) => $"{seconds}000000";

    private static string Usage(string from, string to, string last = ",0.1") => $"{from},{to},7,1,3,0.2,.1,.1,,,.1,,,0.4,,,,1,0{last}\n";

    [Fact]
    public void A_task_runs_from_being_scheduled_to_its_end_and_again_after_an_eviction()
    {
        var read = ReadTrace.Of("task_events.csv", Event("0", 1, 0) + Event(Seconds(10), 1, 1) + Event(Seconds(30), 1, 2)
            + Event(Seconds(30), 1, 0) + Event(Seconds(50), 1, 1) + Event(Seconds(55), 1, 4));
        Assert.Equal([new("7/1", 10, 20, 0.5, 0.25, double.NaN), new("7/1", 50, 5, 0.5, 0.25, double.NaN)], read.Guests);
        Assert.Equal(("6", "2 values", "5 s", "20 s", "0"), (read["rows"], read["run.n"], read["run.min"], read["run.max"],
            read["runs_not_ended"]));
        Assert.Equal(("google-2011", "task_events", true), (read.Only.Format.Name, read.Only.Format.Kind, read.Only.Format.IsOfMachines));
    }

    [Fact]
    public void A_changed_request_begins_another_stretch()
    {
        var read = ReadTrace.Of("task_events.csv", Event(Seconds(10), 1, 1) + Event(Seconds(20), 1, 8, "0.75") + Event(Seconds(25), 1,
            8, "0.75")
            + Event(Seconds(40), 1, 5, "0.1"));
        Assert.Equal([new("7/1", 10, 10, 0.5, 0.25, double.NaN), new("7/1", 20, 20, 0.75, 0.25, double.NaN)], read.Guests);
    }

    [Fact]
    public void What_has_not_ended_in_the_trace_is_infinite()
    {
        var read = ReadTrace.Of("task_events.csv", Event("0", 1, 1) + Event("9223372036854775807", 1, 4) + Event("9223372036854775807",
            2, 1));
        Assert.Equal([new("7/1", 0, double.PositiveInfinity, 0.5, 0.25, double.NaN)], read.Guests);
        Assert.Equal(("1", "0 us", "0 us"), (read["runs_not_ended"], read["time.min"], read["time.max"]));
    }

    [Fact]
    public void What_ends_without_a_begin_ran_before_unless_it_was_killed_while_it_waited()
    {
        var read = ReadTrace.Of("task_events.csv", Event(Seconds(20), 1, 4) + Event(Seconds(30), 2, 5) + Event(Seconds(5), 3, 0)
            + Event(Seconds(30), 3, 5) + Event(Seconds(40), 4, 0) + Event(Seconds(45), 4, 3) + Event(Seconds(50), 5, 0));
        Assert.Equal([("7/1", 0, 20), ("7/2", 0, 30), ("7/4", 40, 5)], read.Guests.Select(g => (g.Id, g.Submitted, g.Duration)));
        Assert.Equal(("3", "2", "1"), (read["runs_without_a_begin"], read["tasks_that_did_not_run"], read["rows_unsorted_by_time"]));
        Assert.Contains(read.Remarks, remark => remark.StartsWith("3 runs end without", StringComparison.Ordinal));
    }

    [Fact]
    public void Events_in_another_order_are_the_same_runs()
    {
        var read = ReadTrace.Of("task_events.csv", Event(Seconds(30), 1, 2) + Event(Seconds(10), 1, 1) + Event(Seconds(60), 1, 1)
            + Event(Seconds(50), 1, 1) + Event(Seconds(70), 1, 4));
        Assert.Equal([(10, 20), (50, 10), (60, 10)], read.Guests.Select(g => (g.Submitted, g.Duration)));
        Assert.Equal("2", read["rows_unsorted_by_time"]);
    }

    [Fact]
    public void The_published_parts_of_a_folder_are_one_table()
    {
        using var folder = new TemporaryFolder();
        var path = Directory.CreateDirectory(folder.At("task_events")).FullName;
        File.WriteAllText(Path.Combine(path, "part-00001-of-00500.csv"), Event(Seconds(40), 1, 4));
        File.WriteAllText(Path.Combine(path, "part-00000-of-00500.csv"), Event(Seconds(10), 1, 1) + Event(Seconds(20), 2, 1));
        var read = ReadTrace.At(folder.Path);
        Assert.Equal(("task_events", 2, "3", "0"), (read.Only.File, read.Only.Files.Count, read["rows"], read["rows_unsorted_by_time"]));
        Assert.Equal([("7/1", 10, 30), ("7/2", 20, double.PositiveInfinity)], read.Guests.Select(g => (g.Id, g.Submitted, g.Duration)));
    }

    [Fact]
    public void A_header_begins_with_a_number_sign_and_empty_fields_are_counted()
    {
        var read = ReadTrace.Of("sample.csv", "#Time stamp,Missing info,jobID\n" + Event("0", 1, 0, "", "1") + Event("5", 2, 0));
        Assert.Equal(("1", "2", "13", "2", "1", "1"), (read["header_lines_(#)"], read["rows"], read["columns.min"], read["empty_cells"],
            read["rows_with_missing_info"], read["rows_without_cpu_request"]));
        Assert.Equal(("1", "2", "2", "1 values", "0.5 1 = largest machine"), (read["jobs"], read["tasks"], read["event_type[0]"],
            read["cpu_request.n"], read["cpu_request.mean"]));
    }

    [Fact]
    public void Usage_is_a_demand_of_its_task_with_19_or_20_columns()
    {
        var read = ReadTrace.Of("task_usage.csv", Usage(Seconds(600), Seconds(900)) + Usage(Seconds(900), Seconds(960), ""));
        Assert.Equal([new("7/1", 600, 300, 0.2), new("7/1", 900, 60, 0.2)], read.Demands);
        Assert.Equal(("19", "20", "960000000 us", "1", "14"), (read["columns.min"], read["columns.max"], read["end.max"], read["tasks"],
            read["empty_cells"]));
        Assert.True(read.Only.Format.IsDemand);
    }

    [Fact]
    public void Machines_and_jobs_are_no_guests()
    {
        var machines = ReadTrace.Of("m.csv", "0,1,0,p==,0.5,0.25\n0,2,0,p==,,\n9,1,1,p==,1,0.5\n");
        Assert.Equal(("2", "2", "1", "2 values", "0.75 1 = largest machine", "2"), (machines["machines"], machines["event_type[0]"],
            machines["event_type[1]"], machines["cpus.n"], machines["cpus.mean"], machines["empty_cells"]));
        var jobs = ReadTrace.Of("j.csv", "0,,1,0,u==,2,n==,l==\n4,1,2,5,,,,\n5,,1,4,u==,2,n==,l==\n");
        Assert.Equal(("job_events", "2", "1", "2", "3 us"), (jobs.Only.Format.Kind, jobs["jobs"], jobs["event_type[5]"],
            jobs["scheduling_class[2]"], $"{long.Parse(jobs["time.max"].Split(' ')[0], null) - 2} us"));
        Assert.Empty(machines.Guests.Concat(jobs.Guests));
    }

    [Theory]
    [InlineData("5,,7,1,3,9,u,2,9,0.5,0.2,0,0", "2: event_type is '9' (a whole number from 0 to 8)")]
    [InlineData("-5,,7,1,3,1,u,2,9,0.5,0.2,0,0", "2: time is '-5' (a whole number from 0)")]
    [InlineData("9223372036854775808,,7,1,3,1,u,2,9,0.5,0.2,0,0", "2: time is '9223372036854775808' (a whole number from 0)")]
    [InlineData("5,,7,1,3,1,u,2,9,NaN,0.2,0,0", "2: cpu_request is 'NaN' (a number from 0 to 1000000000)")]
    [InlineData("5,,7,1,3,1,u,2,9,-1,0.2,0,0", "2: cpu_request is '-1' (a number from 0 to 1000000000)")]
    [InlineData("5,,,1,3,1,u,2,9,1,0.2,0,0", "2: job_id is '' (a whole number from 0)")]
    [InlineData("5,,7,1,3,1,u,2,9,1,0.2,0", "2: 12 fields (13 fields: time,missing_info,job_id,task_index,machine_id,event_type,user,"
        + "scheduling_class,priority,cpu_request,memory_request,disk_request,different_machines)")]
    public void A_faulty_row_is_named(string row, string fault)
    {
        var text = Event("5", 1, 1) + row + "\n" + Event(Seconds(9), 1, 4);
        Assert.Equal(fault, ReadTrace.Fault("task_events.csv", text));
        var read = ReadTrace.Of("task_events.csv", text, skipBad: true);
        Assert.Equal((2, 1, 1), (read.Only.Rows, read.Only.Skipped, read.Guests.Count));
    }

    [Fact]
    public void A_period_that_ends_before_it_begins_is_refused_with_both_times() =>
        Assert.Equal("1: end_time 600 is before start_time 900 (a period that ends after it has begun)",
            ReadTrace.Fault("task_usage.csv", Usage("900", "600")));

    [Fact]
    public void Another_separator_is_named() =>
        Assert.StartsWith("1: 1 field, as ';' stands between them, not ','", ReadTrace.Fault("task_events.csv",
            Event("5", 1, 1).Replace(',', ';')), StringComparison.Ordinal);
}
