using System.Text;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>Event logs of guests as a text to read.</summary>
internal static class LogFile
{
    public static void Write(Stream stream, IEnumerable<(string Cell, int Run, GuestLog Log)> logs)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var first = true;
        foreach (var (cell, run, log) in logs)
        {
            if (!first)
                writer.WriteLine();
            first = false;
            writer.WriteLine(Printable.Of($"{log.Guest}{(cell.Length > 0 ? $" ({cell})" : "")}, run {run}"));
            foreach (var line in log.Lines)
                writer.WriteLine(Printable.Of($"{line}"));
            if (log.Dropped > 0)
                writer.WriteLine(FormattableString.Invariant($"{"",16}{log.Dropped:N0} further lines were not kept"));
        }
    }
}
