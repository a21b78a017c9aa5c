namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Huawei's trace of VM placement, Huawei-East-1 (github.com/huaweicloud/VM-placement-dataset; VMAgent, IJCAI 2022): a creation (0) or a
/// deletion (1) a row, with cores, GB and seconds. A VM that was created before the trace lives from its begin; one that is never deleted
/// has not ended.
/// </summary>
public static class Huawei
{
    private const double MibOfGb = 1024;

    private static readonly string[] Columns = ["vmid", "cpu", "memory", "time", "type"];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("huawei-vm-placement", "events")
        {
            Knows = head => head.HasColumns(',', Columns) && head.Fields(0).Length == Columns.Length,
            IsNamed = head => head.Name.StartsWith("huawei", StringComparison.Ordinal)
                || head.First.StartsWith("vmid;cpu;memory", StringComparison.Ordinal),
            Read = reading => new Events(reading).Read(),
        },
    ];

    private static Event Parse(TraceRow row) => new(row.Text(0), row.Number(1, 0.001, 65_536), row.Number(2, 0.001, 1 << 20),
        row.Number(3, 0, OwnForm.MostSeconds), row.OneOf(4, "0", "1") == "1", row.Line);

    private readonly record struct Event(string Id, double Cpus, double Memory, double Time, bool IsEnd, int Line);

    private sealed class Events(TraceReading reading)
    {
        // VMs that live, and deletions whose creation has not been seen.
        private readonly Dictionary<string, Event> alive = new(StringComparer.Ordinal), ended = new(StringComparer.Ordinal);
        private readonly DistinctNames created = new(), deleted = new(), shapes = new();
        private readonly Tally cpu = new(), memory = new(), time = new(), lifetime = new();
        private long creations, deletions, unsorted, resized;
        private (long Vms, double Cpus, double Memory) now, most;
        private double before = double.NegativeInfinity;

        public void Read()
        {
            HeaderLine.Of(reading, Columns);
            var text = reading.Table(new TraceLayout(Columns) { HasHeader = true }, Parse, Take);
            reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
            reading.Figure("events", text.Rows);
            reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
            reading.Figure("creations", creations);
            reading.Figure("deletions", deletions);
            reading.Figure("never_deleted", alive.Count);
            reading.Figure("deleted_without_creation", ended.Count);
            reading.Figure("deletions_of_another_size", resized);
            reading.Figure("time.min", time.Min, "s");
            reading.Figure("time.max", time.Max, "s");
            reading.Figure("rows_unsorted_by_time", unsorted);
            reading.Figure("ends_with_newline", HeaderLine.Word(text.EndsWithLineEnd));
            reading.Figure("cpu", cpu);
            reading.Figure("memory", memory, "GB");
            reading.Figure("lifetime_of_deleted", lifetime, "s");
            reading.Figure("vm_shapes", shapes);
            reading.Figure("alive.max", most.Vms);
            reading.Figure("alive.last", now.Vms);
            reading.Figure("cpu_alive.max", most.Cpus);
            reading.Figure("memory_alive.max", most.Memory, "GB");
            if (unsorted > 0)
                reading.Remark("the rows are not in order of time; how many VMs live is counted in the order of the file");
            if (ended.Count > 0)
                reading.Remark($"{ended.Count} VMs are deleted that were created before the trace: they begin with it");
            foreach (var end in ended.Values.OrderBy(vm => vm.Line))
                Tell(end, time.Min, end.Time - time.Min);
            foreach (var start in alive.Values.OrderBy(vm => vm.Line))
                Tell(start, start.Time, double.PositiveInfinity);
        }

        private void Take(TraceRow row, Event e)
        {
            if (e.IsEnd)
                End(row, e);
            else
                Begin(row, e);
            unsorted += e.Time < before ? 1 : 0;
            before = e.Time;
            time.Add(e.Time);
            var sign = e.IsEnd ? -1 : 1;
            now = (now.Vms + sign, now.Cpus + (sign * e.Cpus), now.Memory + (sign * e.Memory));
            most = (Math.Max(most.Vms, now.Vms), Math.Max(most.Cpus, now.Cpus), Math.Max(most.Memory, now.Memory));
        }

        private void Begin(TraceRow row, in Event e)
        {
            if (ended.TryGetValue(e.Id, out var end) && end.Time < e.Time)
                throw Backwards(row, e.Id, e.Time, end.Time);
            if (created.FirstLine(e.Id, row.Line) is { } first)
                throw row.Wrong($"vmid {Printable.Of(e.Id, most: 80)} is created twice, first in line {first}", "one creation of each VM");
            creations++;
            cpu.Add(e.Cpus);
            memory.Add(e.Memory);
            shapes.Add(row[1], row[2]);
            if (ended.Remove(e.Id))
                Finish(e, end);
            else
                alive.Add(e.Id, e);
        }

        private void End(TraceRow row, in Event e)
        {
            if (alive.TryGetValue(e.Id, out var start) && e.Time < start.Time)
                throw Backwards(row, e.Id, start.Time, e.Time);
            if (deleted.FirstLine(e.Id, row.Line) is { } first)
                throw row.Wrong($"vmid {Printable.Of(e.Id, most: 80)} is deleted twice, first in line {first}", "one deletion of each VM");
            deletions++;
            if (alive.Remove(e.Id))
                Finish(start, e);
            else
                ended.Add(e.Id, e);
        }

        private void Finish(in Event start, in Event end)
        {
            resized += start.Cpus != end.Cpus || start.Memory != end.Memory ? 1 : 0;
            lifetime.Add(end.Time - start.Time);
            Tell(start, start.Time, end.Time - start.Time);
        }

        private void Tell(in Event vm, double begin, double length) =>
            reading.Sink.Add(new TraceGuest(vm.Id, begin, length, vm.Cpus, vm.Memory * MibOfGb, double.NaN));

        private static InputException Backwards(TraceRow row, string id, double start, double end) => row.Wrong(FormattableString.Invariant(
            $"vmid {Printable.Of(id, most: 80)} is deleted at {end} s, before it is created at {start} s"),
            "a VM that is deleted after it was created");
    }
}
