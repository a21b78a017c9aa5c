namespace CloudSim.Net.Traces;

/// <summary>
/// A trace that was read whole: its guests in order of their begin. It keeps 12 bytes for each change of use and some 200 for each guest.
/// </summary>
public sealed class TracedSet
{
    /// <summary>A set of guests.</summary>
    /// <param name="guests">The guests; at least one.</param>
    /// <param name="length">Seconds from the begin to the end of the trace.</param>
    public TracedSet(IEnumerable<TracedGuest> guests, double length)
    {
        Guests = [.. guests.OrderBy(guest => guest.Begin)];
        if (Guests.Count == 0)
            throw new ArgumentException("a set has guests", nameof(guests));
        Length = Math.Max(length, Guests.Max(guest => guest.End));
        Changes = Guests.Sum(guest => (long)guest.Changes);
    }

    /// <summary>The guests in order of their begin.</summary>
    public IReadOnlyList<TracedGuest> Guests { get; }

    /// <summary>Seconds from the begin to the end of the trace.</summary>
    public double Length { get; }

    /// <summary>How often guests change their use, all together.</summary>
    public long Changes { get; }

    /// <summary>Whether CPUs and memory are shares of a machine.</summary>
    public bool IsOfMachines { get; init; }

    /// <summary>Whether the trace tells what guests use, and not only what they ask for.</summary>
    public bool HasUse { get; init; }

    /// <summary>What was assumed or left out, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Guests whose memory is unknown.</summary>
    public int OfUnknownMemory => Guests.Count(guest => double.IsNaN(guest.Memory));

    /// <summary>Reads a trace whole.</summary>
    /// <param name="files">Its files: one trace (<see cref="TraceFiles.Traces"/>).</param>
    /// <param name="skipBad">Whether bad rows are left out and counted.</param>
    /// <param name="progress">Told which share is read.</param>
    /// <exception cref="InputException">A bad row or file; several traces at once; no guest of a known length.</exception>
    public static TracedSet Read(TraceFiles files, bool skipBad = false, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Traces.Count > 1)
            throw new InputException(files.Asked, null, $"{files.Traces.Count} traces: " + string.Join(", ",
                files.Traces.Take(4).Select(trace => $"{trace.Format} in {(trace.Folder.Length > 0 ? trace.Folder : ".")}")),
                "the file or folder of one trace");
        var builder = new TracedSetBuilder();
        var skipped = 0L;
        foreach (var reading in files.Read(builder, skipBad, null, progress))
        {
            builder.Remarks.AddRange(reading.Remarks.Except(builder.Remarks));
            skipped += reading.Skipped;
        }

        if (skipped > 0)
            builder.Remarks.Add($"{skipped} bad rows left out");
        if (files.Bad.Count > 0)
            builder.Remarks.Add($"{files.Bad.Count} bad files left out");
        return builder.Build(files.Asked);
    }
}
