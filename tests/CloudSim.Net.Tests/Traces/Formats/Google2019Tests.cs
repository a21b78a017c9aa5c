using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Traces.Formats;

public class Google2019Tests
{
    private const string Header = "time,type,collection_id,priority,instance_index,resource_request.cpus,resource_request.memory\n";

    private static string Row(string time, int type, string cpus = "0.5") => $"{time},{type},9,200,1,{cpus},0.25\n";

    private static string Json(string time, int type, string rest = "") =>
        $$"""{"time": {{time}}, "type": {{type}}, "collection_id": "9", "instance_index": 1, "priority": 103"""
        + $$""", "missing_type": null{{rest}}}""" + "\n";

    [Fact]
    public void A_flat_table_in_any_order_is_counted_and_told()
    {
        var read = ReadTrace.Of("instance_events_flat.csv", Header + Row("7000000", 6) + Row("0", 0) + Row("2000000", 3) + Row("0", 0));
        Assert.Equal(("4", "7", "yes", "0 us", "7000000 us", "2"), (read["rows"], read["columns"], read["ends_with_newline"],
            read["time.min"],
            read["time.max"], read["time_zero_(before the trace)"]));
        Assert.Equal(("2", "1", "1", "1", "2", "1"), (read["rows_unsorted_by_time"], read["duplicate_rows"], read["collections"],
            read["instances"], read["type[0]"], read["type[6]"]));
        Assert.Equal(("0.5 NCU, 0..1", "0.25 0..1", "200"), (read["cpus.p50"], read["memory.max"], read["priority.mean"]));
        Assert.Equal([new("9/1", 2, 5, 0.5, 0.25, double.NaN)], read.Guests);
    }

    [Fact]
    public void Columns_may_stand_in_another_order_and_events_are_not_those_of_2011()
    {
        var read = ReadTrace.Of("x.csv",
            "instance_index,collection_id,type,time\n1,9,3,1000000\n1,9,8,4000000\n2,9,1,9223372036854775807\n");
        Assert.Equal(("1", "1", "1", "0 values"), (read["time_over_2^53"], read["time_int64_max_(after the trace)"], read["type[3]"],
            read["cpus.n"]));
        Assert.Equal(("9/1", 1, 3), (read.Guests[0].Id, read.Guests[0].Submitted, read.Guests[0].Duration));
        Assert.Equal("4000000 us", read["time.max"]);
    }

    [Fact]
    public void Collections_are_no_guests()
    {
        var read = ReadTrace.Of("c.csv", "time,type,collection_id,priority\n5,0,1,100\n4,7,2,0\n");
        Assert.Equal(("collection_events", "2", "1", "50"), (read.Only.Format.Kind, read["collections"], read["rows_unsorted_by_time"],
            read["priority.mean"]));
        Assert.Empty(read.Guests);
    }

    [Fact]
    public void Json_lines_have_nulls_and_numbers_as_strings()
    {
        var read = ReadTrace.Of("instance_events.jsonl", Json("\"1000000\"", 3, """, "resource_request": {"cpus": 0.5, "memory": 0.25}""")
            + Json("3000000", 6, """, "resource_request": null, "machine_id": "-1" """));
        Assert.Equal(("2", "3", "103", "1 values"), (read["rows"], read["null_cells"], read["priority.p50"], read["cpus.n"]));
        Assert.Equal([new("9/1", 1, 2, 0.5, 0.25, double.NaN)], read.Guests);
    }

    [Fact]
    public void Alloc_sets_are_no_guests()
    {
        var read = ReadTrace.Of("a.jsonl", Json("5", 3, """, "collection_type": 1"""));
        Assert.Empty(read.Guests);
        Assert.Equal("1", read["rows_of_alloc_sets"]);
        Assert.Contains(read.Remarks, remark => remark.Contains("alloc sets", StringComparison.Ordinal));
    }

    [Fact]
    public void Exported_files_of_a_table_are_one()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("instance_events-000000000000.json"), Json("1000000", 3));
        File.WriteAllText(folder.At("instance_events-000000000001.json"), Json("5000000", 6));
        var read = ReadTrace.At(folder.Path);
        Assert.Equal(("2", 2), (read["rows"], read.Only.Files.Count));
        Assert.Equal([4.0], read.Guests.Select(guest => guest.Duration));
    }

    [Fact]
    public void Machines_may_be_of_unknown_size()
    {
        var read = ReadTrace.Of("machine_events.jsonl", """
            {"time": 0, "machine_id": "1", "type": 1, "capacity": null}
            {"time": 5, "machine_id": 1, "type": 3, "capacity": {"cpus": 0.5, "memory": 0.25}, "platform_id": "p"}

            """);
        Assert.Equal(("2", "1", "1", "1", "1", "0.5 NCU, 0..1"), (read["rows"], read["null_cells"], read["machines"], read["capacity_null"],
            read["type[3]"], read["cpus.mean"]));
    }

    [Fact]
    public void Usage_is_a_demand()
    {
        static string Use(long from, long to, int percentiles) =>
            $$"""{"start_time": {{from}}, "end_time": "{{to}}", "collection_id": 9, "instance_index": 1, """
            + """  "average_usage": {"cpus": 0.2, "memory": 0.1}, """
            + $$"""  "cpu_usage_distribution": [{{string.Join(',', Enumerable.Repeat("0.1", percentiles))}}]}""" + "\n";
        var read = ReadTrace.Of("u.jsonl", Use(900_000_000, 1_200_000_000, 11) + Use(600_000_000, 900_000_000, 11));
        Assert.Equal([new("9/1", 900, 300, 0.2), new("9/1", 600, 300, 0.2)], read.Demands);
        Assert.Equal(("600000000 us", "300000000 us", "11", "0", "1", "0.2 NCU"), (read["start_time.min"], read["window"],
            read["cpu_percentiles"], read["tail_percentiles"], read["rows_unsorted_by_time"], read["average_usage.cpus.p50"]));
        Assert.Equal("10", ReadTrace.Of("u.jsonl", Use(0, 5, 11) + Use(5, 10, 10))["cpu_percentiles.min"]);
        Assert.Equal("1: end_time 5 is before start_time 9 (a period that ends after it has begun)", ReadTrace.Fault("u.jsonl", Use(9,
            5, 1)));
    }

    [Theory]
    [InlineData("""{"time": -1, "type": 3, "collection_id": 9, "instance_index": 1}""", "2: time is '-1' (a whole number from 0)")]
    [InlineData("""{"time": 99999999999999999999, "type": 3, "collection_id": 9, "instance_index": 1}""",
        "2: time is '99999999999999999999' (a whole number from 0)")]
    [InlineData("""{"time": 1, "type": 11, "collection_id": 9, "instance_index": 1}""", "2: type is '11' (a whole number from 0 to 10)")]
    [InlineData("""{"time": 1, "type": 3, "instance_index": 1}""", "2: collection_id is '' (a whole number from 0)")]
    [InlineData("""{"time": 1, "type": 3, "collection_id": 9, "instance_index": 1, "resource_request": {"cpus": "NaN"}}""",
        "2: resource_request.cpus is 'NaN' (a number from 0 to 1000000000)")]
    [InlineData("[1]", "2: '[1]' is no object (one JSON object a line)")]
    public void A_faulty_object_is_named(string row, string fault)
    {
        var text = Json("1", 3) + row + "\n" + Json("2000001", 6);
        Assert.Equal(fault, ReadTrace.Fault("instance_events.jsonl", text));
        var read = ReadTrace.Of("instance_events.jsonl", text, skipBad: true);
        Assert.Equal((2, 1, 2), (read.Only.Rows, read.Only.Skipped, read.Guests[0].Duration));
    }

    [Fact]
    public void What_is_no_json_or_blank_or_has_no_header_is_named()
    {
        Assert.StartsWith("2: '{\"time\": 1, ' is no JSON:", ReadTrace.Fault("instance_events.jsonl", Json("1", 3) + "{\"time\": 1, \n"),
            StringComparison.Ordinal);
        Assert.Equal("2: nothing (rows without blank lines between them)",
            ReadTrace.Fault("instance_events.jsonl", Json("1", 3) + "\n" + Json("2", 6)));
        Assert.Equal("1: '5,3,9,200,1,0.5,0.25' is no header with time (a header, for instance " + Header.TrimEnd() + ")",
            ReadTrace.Fault("instance_events_flat.csv", Row("5", 3)));
        Assert.Equal("3: time is '1,5' (a whole number from 0)", ReadTrace.Fault("instance_events_flat.csv",
            Header + Row("5", 3) + Row("\"1,5\"", 6)));
    }
}
