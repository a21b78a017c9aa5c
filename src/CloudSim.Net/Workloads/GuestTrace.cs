using System.Globalization;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Guests that come and go, as a CSV with the columns <c>id,submitted,duration,cpus,memory</c>: a name, seconds since the start, seconds,
/// CPUs and MiB, in order of submission. It is read as it is needed. No name stands twice; no guest is to
/// run beyond 9.2e9 s (292 years), as far as CPU time is counted.
/// </summary>
public static class GuestTrace
{
    private const string Columns = "id,submitted,duration,cpus,memory", Right = $"{Columns}, for instance vm-7,12.5,3600,2,4096";
    private const double MostSeconds = 9.2e9, MostCpus = 4096, MostMib = 1L << 32;

    /// <summary>Reads guests line by line; see <see cref="InputFiles"/> for how long a file is taken.</summary>
    /// <exception cref="InputException">No such file, other columns, or a line with another number of fields, no name, a number that is
    /// none or beyond its range, a time before the line before it, a name that stands twice, nothing where more lines follow, or no guest
    /// at all.</exception>
    public static IEnumerable<GuestRow> Read(string path)
    {
        using var reader = InputFiles.Open(path);
        if (reader.ReadLine() is var heading && heading?.Trim() != Columns)
            throw new InputException(path, 1, $"'{Printable.Of(heading ?? "", most: 40)}' are not the columns", Columns);
        var (before, ids) = (TimeSpan.Zero, new HashSet<string>(StringComparer.Ordinal));
        int? blank = null;
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                blank ??= line;
                continue;
            }

            if (blank is not null)
                throw new InputException(path, blank, "nothing", Right);
            var row = Row(path, line, text.Split(','));
            if (row.Submitted < before)
                throw new InputException(path, line, $"{row.Id} is submitted before the line before it", "lines in order of submission");
            if (!ids.Add(row.Id))
                throw new InputException(path, line, $"{row.Id} stands twice", "a name of its own for each guest");
            before = row.Submitted;
            yield return row;
        }

        if (ids.Count == 0)
            throw new InputException(path, 2, "no guest", Right);
    }

    /// <summary>Submits a request for each row at its time. A bad line ends the run at the moment at which it is reached.</summary>
    /// <param name="datacenter">Where.</param>
    /// <param name="rows">The rows in order of submission, for instance of <see cref="Read"/>.</param>
    /// <param name="request">What a row asks for.</param>
    /// <param name="submitted">Told each request that was submitted.</param>
    /// <returns>Ends when the last one was submitted.</returns>
    public static Process Replay(this Datacenter.Datacenter datacenter, IEnumerable<GuestRow> rows,
        Func<GuestRow, Datacenter.Request> request, Action<Allocation>? submitted = null)
    {
        ArgumentNullException.ThrowIfNull(datacenter);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(request);
        return datacenter.Simulation.Process(Submit());

        IEnumerable<Event> Submit()
        {
            var simulation = datacenter.Simulation;
            foreach (var row in rows)
            {
                if (simulation.StartDate + row.Submitted > simulation.Now)
                    yield return simulation.Timeout(simulation.StartDate + row.Submitted - simulation.Now);
                var allocation = datacenter.Submit(request(row));
                submitted?.Invoke(allocation);
            }
        }
    }

    private static GuestRow Row(string path, int line, string[] fields)
    {
        if (fields.Any(field => field.Contains('"')))
            throw new InputException(path, line, "quotation marks", Right);
        if (fields.Length != 5 || fields[0].Trim().Length == 0)
            throw new InputException(path, line, fields.Length == 5 ? "no name" : $"{fields.Length} fields", Right);
        var (submitted, duration) = (Number(1, MostSeconds), Number(2, MostSeconds));
        if (submitted + duration > MostSeconds)
            throw new InputException(path, line, FormattableString.Invariant($"{fields[0].Trim()} runs until {submitted + duration:g6} s"),
                FormattableString.Invariant($"submitted and duration of {MostSeconds} s together at most"));
        return new(fields[0].Trim(), Durations.OfSeconds(submitted), Durations.OfSeconds(duration),
            Number(3, MostCpus, least: 0.001), new Bytes((long)(Number(4, MostMib) * (1 << 20))));

        double Number(int column, double most, double least = 0) =>
            double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least
            && value <= most ? value : throw new InputException(path, line,
                $"'{Printable.Of(fields[column].Trim(), most: 20)}' is no {Columns.Split(',')[column]}",
                FormattableString.Invariant($"a number from {least} to {most}"));
    }
}
