using CloudSim.Net.Datacenter;
using CloudSim.Net.Traces.Formats;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Guests that come and go, as a CSV of the project's own form (<see cref="OwnForm"/>) in order of submission, each with a length, CPUs and
/// memory, and in one row. It is read as it is needed; what a guest uses is passed over.
/// </summary>
public static class GuestTrace
{
    /// <summary>Reads guests row by row.</summary>
    /// <exception cref="InputException">No such file, other columns, or a row with another number of fields, no name, a number that is
    /// none, missing or beyond its range, a time before the row before it, a name that stands twice, nothing where more rows follow, or no
    /// guest at all.</exception>
    public static IEnumerable<GuestRow> Read(string path)
    {
        var (before, ids) = (0.0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var (guest, row) in OwnForm.Rows(path))
        {
            var missing = double.IsInfinity(guest.Duration) ? 2 : double.IsNaN(guest.Cpus) ? 3 : double.IsNaN(guest.Memory) ? 4 : -1;
            if (missing >= 0)
                throw row.Wrong(missing, "a number: guests that are simulated have a length and a size");
            if (guest.Submitted < before)
                throw row.Wrong($"{guest.Id} is submitted before the line before it", "lines in order of submission");
            if (!ids.Add(guest.Id))
                throw row.Wrong($"{guest.Id} stands twice", "a name of its own for each guest");
            before = guest.Submitted;
            yield return new(guest.Id, Durations.OfSeconds(guest.Submitted), Durations.OfSeconds(guest.Duration), guest.Cpus,
                new Bytes((long)(guest.Memory * (1 << 20))));
        }

        if (ids.Count == 0)
            throw new InputException(path, 2, "no guest",
                $"{string.Join(',', OwnForm.Columns.Take(5))}, for instance vm-7,12.5,3600,2,4096");
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
}
