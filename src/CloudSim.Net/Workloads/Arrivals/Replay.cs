using System.Globalization;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Arrivals;

/// <summary>Arrivals at the times of a record, once.</summary>
public sealed class Replay : IArrivals
{
    private const string Right = "one time in seconds a line, not negative, in order; a first line may be a heading";

    private readonly TimeSpan[] times;

    /// <summary>Arrivals at these times.</summary>
    /// <param name="times">Times after the begin, not negative, in order.</param>
    /// <exception cref="ArgumentException">There is none, one is negative, or they are not in order.</exception>
    public Replay(IEnumerable<TimeSpan> times)
    {
        this.times = [.. Check.NotNull(times, nameof(times))];
        if (this.times.Length == 0)
            throw new ArgumentException("there are no arrivals", nameof(times));
        for (var i = 0; i < this.times.Length; i++)
            if (this.times[i] < (i == 0 ? TimeSpan.Zero : this.times[i - 1]))
                throw new ArgumentException($"time {i + 1}, {this.times[i]}, is negative or before the one before it", nameof(times));
    }

    /// <summary>How many arrivals.</summary>
    public int Count => times.Length;

    /// <summary>Reads a record: a time in seconds a line, in the first column of a CSV.</summary>
    /// <param name="path">The file; see <see cref="InputFiles"/> for how long one is taken.</param>
    /// <exception cref="InputException">No such file, no time in it, or a line that is no time or before the one before it.</exception>
    public static Replay Read(string path)
    {
        using var reader = InputFiles.Open(path);
        var times = new List<TimeSpan>();
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            var field = text.Split(',')[0].Trim();
            if (double.TryParse(field, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
                out var seconds) && seconds <= TimeSpan.MaxValue.TotalSeconds / 4)
            {
                if (times.Count > 0 && Durations.OfSeconds(seconds) < times[^1])
                    throw new InputException(path, line, $"{field} is before the time before it", Right);
                times.Add(Durations.OfSeconds(seconds));
            }
            else if (line > 1 || double.TryParse(field, CultureInfo.InvariantCulture, out _))
                throw new InputException(path, line, $"'{Printable.Of(field, most: 20)}' is no time", Right);
        }
        return times.Count > 0 ? new Replay(times) : throw new InputException(path, null, "there is no time in it", Right);
    }

    /// <inheritdoc/>
    public IEnumerable<TimeSpan> Times(RandomStream random) => times;
}
