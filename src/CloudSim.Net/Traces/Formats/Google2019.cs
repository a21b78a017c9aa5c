using System.Text.Json;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Google's cluster traces of 2019 (clusterdata-2019; github.com/google/cluster-data, clusterdata_trace_format_v3.proto): events of
/// machines, collections and instances and the usage of instances, as tables of chosen columns with a header or as one JSON object a line.
/// Times are microseconds; 0 is before the trace, which begins at 600 s, and 2^63-1 after it. CPUs (NCU) and memory are shares of those of
/// the largest machine. The files of a table as it is exported (<c>instance_events-000000000000.json.gz</c>) are one table.
/// Events are numbered otherwise than in 2011. Instances of alloc sets only reserve what others use: these are no guests.
/// </summary>
public static class Google2019
{
    private static readonly string[] Instances = ["time", "type", "collection_id", "priority", "instance_index", "resource_request.cpus",
        "resource_request.memory"];

    private static readonly string[] Collections = ["time", "type", "collection_id", "priority"];

    private static readonly string[] Machines = ["time", "machine_id", "type"];

    private static readonly string[] Usage = ["start_time", "end_time", "collection_id", "instance_index", "average_usage.cpus"];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        .. Kind("instance_usage", ["start_time", "end_time", "collection_id", "instance_index"], "", Usage,
            reading => new Google2019Usage(reading), true),
        .. Kind("instance_events", ["time", "type", "collection_id", "instance_index"], "", Instances,
            reading => new Google2019Events(reading, true), false),
        .. Kind("collection_events", ["time", "type", "collection_id"], "instance_index", Collections,
            reading => new Google2019Events(reading, false), false),
        .. Kind("machine_events", ["time", "type", "machine_id"], "collection_id", Machines, reading => new Google2019Machines(reading),
            false),
    ];

    private static IEnumerable<TraceFormat> Kind(string kind, string[] has, string hasNot, string[] columns,
        Func<TraceReading, IGoogle2019Table> table, bool isDemand)
    {
        foreach (var (isJson, isPart) in new[] { (true, true), (true, false), (false, true), (false, false) })
            yield return new("google-2019", kind)
            {
                Knows = head => IsPart(head) == isPart && Names(head, isJson) is var names && has.All(names.Contains)
                    && !names.Contains(hasNot),
                IsNamed = head => IsPart(head) == isPart && head.Name.StartsWith(kind, StringComparison.Ordinal)
                    && isJson == (head.First.StartsWith('{') || head.Name.Contains(".json", StringComparison.Ordinal))
                    && !Google2011.IsMachines(head),
                Read = reading => Read(reading, table(reading), columns, isJson), IsDemand = isDemand, IsOfMachines = true,
                IsFolder = isPart,
            };
    }

    // The files of one table as BigQuery exports it, for instance instance_events-000000000003.json.gz.
    private static bool IsPart(TraceHead head) => head.Name.IndexOf('-', StringComparison.Ordinal) is >= 0 and var at
        && head.Name.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') == 12;

    // The names of the first object's members, or those in the header.
    private static string[] Names(TraceHead head, bool isJson)
    {
        if (!isJson)
            return [.. head.Fields(0).Select(Name)];
        foreach (var line in head.Lines.Take(3).Where(line => line.StartsWith('{')))
            try
            {
                using var row = JsonDocument.Parse(line);
                return [.. row.RootElement.EnumerateObject().Select(member => member.Name)];
            }
            catch (JsonException)
            {
                // The reader says what is wrong.
            }

        return [];
    }

    private static string Name(string field) => field.Trim().Trim('"');

    private static void Read(TraceReading reading, IGoogle2019Table table, string[] columns, bool isJson)
    {
        if (isJson)
            ReadJson(reading, table);
        else
            ReadTable(reading, table, columns);
        table.Report();
    }

    private static void ReadJson(TraceReading reading, IGoogle2019Table table)
    {
        var nulls = 0L;
        var rows = reading.Files.Sum(path => reading.JsonLines(row => table.Parse(new Google2019Row(row)), (row, use) =>
        {
            use();
            nulls += row.Nulls;
        }, path));
        reading.Figure("bytes", reading.Files.Sum(file => new FileInfo(file).Length), "B");
        reading.Figure("rows", rows);
        reading.Figure("null_cells", nulls);
    }

    private static void ReadTable(TraceReading reading, IGoogle2019Table table, string[] columns)
    {
        var head = new TraceHead(reading.Files[0]);
        var header = head.Fields(0).Select(Name).ToArray();
        if (columns.FirstOrDefault(column => !header.Contains(column) && !column.Contains('.', StringComparison.Ordinal)) is { } missing
            && (missing != "priority" || !header.Contains("time")))
            throw new InputException(reading.Files[0], 1, $"'{Printable.Of(head.First, most: 60)}' is no header with {missing}",
                $"a header, for instance {string.Join(',', columns)}");
        var at = header.Select((name, i) => (name, i)).GroupBy(column => column.name)
            .ToDictionary(group => group.Key, group => group.First().i, StringComparer.Ordinal);
        var sum = new TableSum(reading);
        sum.Read(new TraceLayout(header) { HasHeader = true }, row => table.Parse(new Google2019Row(row, at)), (_, use) => use());
        sum.ReportBytes();
        reading.Figure("rows", sum.Rows);
        reading.Figure("columns", sum.Most);
        sum.ReportEnd();
        reading.Figure("empty_cells", sum.Empty);
    }
}
