namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// A day of PlanetLab's virtual machines (CoMoN, 2011), as simulators of clouds use it: a folder with a file for each machine, a CPU
/// utilisation in percent on each line, 300 s apart (Beloglazov and Buyya, CCPE 24(13) 2012;
/// github.com/beloglazov/planetlab-workload-traces). Nothing says how many CPUs a machine has: one is assumed, and said.
/// </summary>
public static class PlanetLab
{
    private const int Step = 300;

    private static readonly TraceLayout Layout = new("cpu_utilisation") { Separator = ' ' };

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("planetlab", "day")
        {
            Knows = head => RowShape.Has(head, "n", separator: ' '),
            IsNamed = head => !head.Name.Contains('.', StringComparison.Ordinal) && head.First.Length < 24
                && head.First.AsSpan().TrimStart() is { Length: > 0 } first && (char.IsAsciiDigit(first[0]) || first[0] is '-' or '+'),
            Read = Read,
            IsFolder = true,
        },
    ];

    private static void Read(TraceReading reading)
    {
        var (utilisation, perFile) = (new Tally(), new Tally());
        var (idle, broken) = (0L, 0L);
        foreach (var path in reading.Files)
        {
            var (count, sum) = (0L, 0.0);
            reading.Table(Layout, Parse, (_, percent) =>
            {
                utilisation.Add(percent);
                broken += percent != Math.Floor(percent) ? 1 : 0;
                count++;
                sum += percent;
            }, path);
            perFile.Add(count);
            idle += sum == 0 ? 1 : 0;
            if (count > 0)
                Tell(reading, path, count, sum / count / 100);
        }

        reading.Figure("files", reading.Files.Count);
        reading.Figure("samples", utilisation.Count);
        reading.Figure("samples_per_file.min", perFile.Min);
        reading.Figure("samples_per_file.max", perFile.Max);
        reading.Figure("span", perFile.Max * Step, "s");
        reading.Figure("step", Step, "s");
        reading.Figure("utilisation", utilisation, "%");
        reading.Figure("files_all_zero", idle);
        reading.Figure("values_not_integer", broken);
        reading.Figure("values_over_100", 0);
        reading.Remark("nothing says how many CPUs a machine has: each is taken to have one");
        if (perFile.Min != perFile.Max)
            reading.Remark($"the files have {perFile.Min} to {perFile.Max} samples: a machine ends with its last one");
    }

    private static double Parse(TraceRow row) => row.Number(0, 0, 100);

    private static void Tell(TraceReading reading, string path, long count, double mean)
    {
        var id = Path.GetFileName(path);
        if (id.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            id = id[..^3];
        reading.Sink.Add(new TraceGuest(id, 0, count * Step, 1, double.NaN, mean));
        var time = 0L;
        reading.Again(Layout, Parse, (_, percent) =>
        {
            reading.Sink.Add(new TraceDemand(id, time, Step, percent / 100));
            time += Step;
        }, path);
    }
}
