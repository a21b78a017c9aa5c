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
    /// <param name="files">Its files: one trace (<see cref="TraceFiles.Traces"/>), or several of which one has the format asked
    /// for.</param>
    /// <param name="format">The format, if there are several.</param>
    /// <param name="skipBad">Whether bad rows are left out and counted.</param>
    /// <param name="progress">Told which share is read.</param>
    /// <exception cref="InputException">A bad row or file; several traces at once; no guest of a known length.</exception>
    public static TracedSet Read(TraceFiles files, string? format = null, bool skipBad = false, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var traces = files.Traces.Where(trace => format is null || trace.Format == format).ToList();
        if (traces.Count != 1)
            throw new InputException(files.Asked, null, traces.Count == 0 ? $"has no trace of format {format}"
                : $"has {traces.Count} traces: " + string.Join(", ",
                    traces.Take(4).Select(trace => $"{trace.Format} in {(trace.Folder.Length > 0 ? trace.Folder : ".")}")),
                "the file or folder of one trace, or its format");
        var builder = new TracedSetBuilder();
        var skipped = 0L;
        foreach (var reading in files.Read(builder, skipBad, traces[0], progress))
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

    /// <summary>
    /// The same trace with so many guests for each one: beyond the whole number some are drawn, the same first ones for every factor. A
    /// further guest lives and works as the one that it copies.
    /// </summary>
    /// <param name="factor">1 or more.</param>
    /// <param name="order">Draws who is copied first.</param>
    public TracedSet Times(double factor, RandomStream order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!(factor >= 1 && factor <= 1000))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "a factor is 1 to 1000");
        var first = Enumerable.Range(0, Guests.Count).ToArray();
        for (var i = first.Length - 1; i > 0; i--)
        {
            var other = order.Next(i + 1);
            (first[i], first[other]) = (first[other], first[i]);
        }

        var more = (int)Math.Round((factor - 1) * Guests.Count);
        var copies = Enumerable.Range(0, more)
            .Select(i => new TracedGuest(Guests[first[i % first.Length]], $"copy {(i / first.Length) + 1}"));
        return new(Guests.Concat(copies), Length) { IsOfMachines = IsOfMachines, HasUse = HasUse, Remarks = Remarks };
    }
}
